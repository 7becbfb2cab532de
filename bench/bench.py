"""make bench: sayso beside its peers on the same texts and one core, in one run; tables for docs/SPEED.md.

    bench.py [--texts N] [--rounds N] [--no-doc] [--venv FOLDER]

Texts are PolNeAR's development texts and the AEB pages where ../shared is there, else the examples. The peers run in the
environment FOLDER (default .venv-bench, made from bench/requirements.lock when it is not there; no network: peers are left out).
Ours and theirs take turns, so that what else the machine does falls on both; each figure is the best of its turns.
"""
import argparse
import gzip
import json
import os
import re
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
OUT = os.path.join(ROOT, "build", "bench-data")
SHARED = os.path.join(ROOT, "..", "shared", "data")
# PyTorch-like peers and ours alike: one thread
ENV = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
# what keeps each library to AVX2 on a CPU that has more
AVX2 = {**ENV, "DNNL_MAX_CPU_ISA": "AVX2", "BLIS_ARCH_TYPE": "haswell", "OPENBLAS_CORETYPE": "Haswell"}


def model_path(name):
    """Weights as the program finds them: in the tree, or beside the program."""
    paths = [os.path.join(ROOT, d, name + ".safetensors") for d in ("models", "build/models")]
    return next((p for p in paths if os.path.exists(p)), None)


def write_texts(n):
    """n PolNeAR development texts, spread evenly, as plain text files."""
    folder = os.path.join(OUT, "texts")
    os.makedirs(folder, exist_ok=True)
    gold = os.path.join(SHARED, "attribution", "polnear", "dev.jsonl")
    if not os.path.exists(gold):
        return [os.path.join(ROOT, "examples", "depot.txt")], "examples/depot.txt"
    texts = [json.loads(line)["text"] for line in open(gold, encoding="utf-8")]
    texts = texts[::max(1, len(texts) // n)][:n]
    paths = []
    for i, t in enumerate(texts):
        paths.append(os.path.join(folder, f"{i:03}.txt"))
        open(paths[-1], "w", encoding="utf-8").write(t)
    return paths, f"{len(paths)} of PolNeAR's development texts"


def write_pages():
    folder = os.path.join(OUT, "pages")
    os.makedirs(folder, exist_ok=True)
    source = os.path.join(SHARED, "pages", "aeb")
    if not os.path.isdir(source):
        return [os.path.join(ROOT, "examples", "harbour.html")], "examples/harbour.html"
    paths = []
    for name in sorted(os.listdir(source)):
        if name.endswith(".html.gz"):
            paths.append(os.path.join(folder, name[:-3]))
            open(paths[-1], "wb").write(gzip.open(os.path.join(source, name)).read())
    return paths, f"the {len(paths)} AEB development pages"


def peers(folder):
    python = os.path.join(folder, "bin", "python")
    if not os.path.exists(python):
        print(f"bench: making {folder} from bench/requirements.lock", file=sys.stderr)
        lock = os.path.join(ROOT, "bench", "requirements.lock")
        if subprocess.call([sys.executable, "-m", "venv", folder]) or \
           subprocess.call([python, "-m", "pip", "install", "--quiet", "-r", lock]):
            print("bench: the peers cannot be installed here; ours alone", file=sys.stderr)
            return None
    return python


def run(command, env=ENV):
    command = ["taskset", "-c", str(sorted(os.sched_getaffinity(0))[-1])] + command
    done = subprocess.run(command, env=env, stdout=subprocess.PIPE, check=False)
    if done.returncode:
        print(f"bench: failed: {' '.join(command[:6])} ...", file=sys.stderr)
        return None
    return json.loads(done.stdout.decode().strip().splitlines()[-1])


def best(results):
    results = [r for r in results if r]
    return min(results, key=lambda r: r["cpu"]) if results else None


def cpu():
    info = open("/proc/cpuinfo").read()
    flags = set(re.search(r"^flags\s*: (.*)", info, re.M).group(1).split())
    shown = [f for f in ("avx2", "fma", "avx512f", "avx512bw", "avx_vnni", "avx512_vnni", "amx_int8") if f in flags]
    return f"{re.search(r'^model name.*: (.*)', info, re.M).group(1)}, {os.cpu_count()} cores; {', '.join(shown)}", flags


def reading(python, texts, rounds, env, models, computes):
    """Turns of spaCy and of each of our settings; {name: best}."""
    turns = {"spaCy": []} if python else {}
    binary = os.path.join(ROOT, "build", "bench", "bench_read")
    for _ in range(rounds):
        if python:
            turns["spaCy"].append(run([python, os.path.join(ROOT, "bench", "peer_spacy.py"), "1"] + texts, env))
        for m in models:
            for c in computes:
                turns.setdefault((m, c), []).append(run([binary, model_path(m), c, "1"] + texts, env))
    return {k: best(v) for k, v in turns.items()}


def rate(r):
    return r["words"] / r["cpu"]


def reading_rows(title, results):
    peer = results.get("spaCy")
    rows = [f"| {title} | words a CPU second | of spaCy's |", "|---|---:|---:|"]
    for k, r in results.items():
        if r:
            name = "spaCy small English pipeline" if k == "spaCy" else f"sayso, model {k[0]}, {k[1]}"
            share = f"{rate(r) / rate(peer):.2f}" if peer else ""
            rows.append(f"| {name} | {rate(r):,.0f} | {share} |")
    return rows


def once(command):
    """Runs a command in silence; (wall seconds, CPU seconds, peak MB), None where it fails."""
    t = time.perf_counter()
    pid = os.spawnvp(os.P_NOWAIT, "sh", ["sh", "-c", 'exec "$@" > /dev/null', "sh"] + command)
    _, status, usage = os.wait4(pid, 0)
    return None if status else (time.perf_counter() - t, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def start_up(program):
    """Milliseconds (wall, CPU) from the program's start to its end: of nothing, and of reading one line; best of 15."""
    path = os.path.join(OUT, "line.txt")
    open(path, "w").write("The mayor said on Monday that two people had died.\n")
    out = []
    for command in ([program, "version"], [program, "read", "--quiet", "--format", "json", path]):
        runs = [r for r in (once(command) for _ in range(15)) if r]
        out.append((min(r[0] for r in runs) * 1000, min(r[1] for r in runs) * 1000) if runs else None)
    return out


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--texts", type=int, default=24)
    ap.add_argument("--rounds", type=int, default=3)
    ap.add_argument("--no-doc", action="store_true")
    ap.add_argument("--venv", default=os.environ.get("BENCH_VENV") or os.path.join(ROOT, ".venv-bench"))
    a = ap.parse_args()
    os.makedirs(OUT, exist_ok=True)
    texts, what_texts = write_texts(a.texts)
    pages, what_pages = write_pages()
    python = peers(a.venv)
    name, flags = cpu()
    program = os.path.join(ROOT, "build", "sayso")
    models = [m for m in ("full", "fast") if model_path(m)]
    out = [f"CPU: {name}. {time.strftime('%F', time.gmtime())}, load {os.getloadavg()[0]:.1f} at the start.", "",
           f"Whole reading, page to record, one thread; {what_texts}.", ""]

    native = reading(python, texts, a.rounds, ENV, models, ["auto", "fp32", "int8"])
    out += reading_rows("on this CPU", native) + [""]
    if "avx512f" in flags:
        out += reading_rows("all libraries held to AVX2", reading(python, texts, a.rounds, AVX2, models, ["fp32", "int8"])) + [""]
    full, fast = native.get(("full", "auto")), native.get(("fast", "auto"))
    if full and fast:
        out += [f"The fast model reads {rate(fast) / rate(full):.2f} times the words of the full one.", ""]

    ours, theirs = [], []
    for _ in range(a.rounds):
        ours.append(run([os.path.join(ROOT, "build", "bench", "bench_page"), "3"] + pages))
        if python:
            theirs.append(run([python, os.path.join(ROOT, "bench", "peer_resiliparse.py"), "3"] + pages))
    ours, theirs = best(ours), best(theirs)
    out += [f"Pages alone (bytes to blocks, publication, media, text and the way back to the bytes); {what_pages}.", "",
            "| | pages a CPU second | MB a CPU second |", "|---|---:|---:|"]
    for who, r in (("sayso", ours), ("resiliparse 2.0, main content", theirs)):
        if r:
            out.append(f"| {who} | {r['pages'] / r['cpu']:.0f} | {r['bytes'] / r['cpu'] / 1e6:.1f} |")
    out += ["", "| | |", "|---|---:|"]
    nothing, line = start_up(program)
    if line:
        out.append(f"| `sayso version`: the program and its libraries | {nothing[0]:.0f} ms, {nothing[1]:.0f} ms of CPU |")
        if full:
            out.append(f"| opening the full model | {full['open'] * 1000:.0f} ms of CPU |")
        out.append(f"| `sayso read` of one line, start to end | {line[0]:.0f} ms, {line[1]:.0f} ms of CPU |")
    whole = once([program, "read", "--quiet", "--threads", "1", "--format", "jsonl"] + texts)
    if whole:
        out.append(f"| peak memory of `sayso read --threads 1` over the texts | {whole[2]:.0f} MB |")
    gemm = os.path.join(ROOT, "build", "bench", "model_gemm_bench")
    if os.path.exists(gemm) and models:
        said = subprocess.run(["taskset", "-c", str(sorted(os.sched_getaffinity(0))[-1]), gemm, model_path("full")],
                              env=ENV, stdout=subprocess.PIPE, check=False).stdout.decode().strip()
        out += ["", "The encoder beside oneDNN's gemm in the same shapes:", "", said]
    table = "\n".join(out) + "\n"
    print(table)
    path = os.path.join(OUT, "table.md")
    open(path, "w").write(table)
    if not a.no_doc:
        subprocess.check_call([sys.executable, os.path.join(ROOT, "tools", "put.py"), os.path.join(ROOT, "docs", "SPEED.md"), "bench", path])


main()
