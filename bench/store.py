#!/usr/bin/env python3
"""How adding to a database grows with it: reports added a second when it holds 1,000, 10,000, 100,000, beside plain SQLite that
inserts the same bytes with as many commits in the same run; bytes a report; peak memory. Made-up records (tests/store/make_records.py).

    store.py SAYSO [--sizes 1000,10000,100000] [--put]      --put: into docs/SPEED.md
"""
import argparse
import os
import pathlib
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
import zlib

ROOT = pathlib.Path(__file__).resolve().parent.parent
BATCH, PART = 64, 600  # reports a commit; reports that are timed


def records(path, incidents, seed, first):
    with open(path, "w") as out:
        subprocess.run([sys.executable, ROOT / "tests/store/make_records.py", str(incidents), "3", "--seed", str(seed), "--first", str(first)],
                       stdout=out, check=True)


def add(sayso, db, path):
    """Seconds of CPU and of the clock, peak memory in MB."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.time()
    p = subprocess.Popen([sayso, "add", "-q", "--db", db, path])
    _, status, usage = os.wait4(p.pid, 0)
    assert status == 0, f"sayso add ended with {status}"
    return usage.ru_utime + usage.ru_stime, time.time() - began, usage.ru_maxrss / 1024


def plain(path, db):
    """The same records, compressed, as rows of a plain table: what the disk and SQLite ask for alone."""
    with sqlite3.connect(db) as c:
        c.execute("PRAGMA journal_mode = WAL")
        c.execute("PRAGMA synchronous = FULL")
        c.execute("CREATE TABLE IF NOT EXISTS plain(id INTEGER PRIMARY KEY, name TEXT UNIQUE, bytes BLOB)")
    c = sqlite3.connect(db, isolation_level=None)
    c.execute("PRAGMA synchronous = FULL")
    cpu, began, n = time.process_time(), time.time(), 0
    for line in open(path, "rb"):
        if n % BATCH == 0:
            c.execute("BEGIN")
        c.execute("INSERT INTO plain(name, bytes) VALUES(?, ?)", (f"{time.time_ns()}-{n}", zlib.compress(line, 6)))
        n += 1
        if n % BATCH == 0:
            c.execute("COMMIT")
    if n % BATCH:
        c.execute("COMMIT")
    c.close()
    return time.process_time() - cpu, time.time() - began


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("sayso")
    ap.add_argument("--sizes", default="1000,10000,100000")
    ap.add_argument("--put", action="store_true")
    args = ap.parse_args()
    sizes, have, rows = [int(s) for s in args.sizes.split(",")], 0, []
    with tempfile.TemporaryDirectory(dir=ROOT / "build") as folder:
        folder = pathlib.Path(folder)
        db, file = folder / "bench.db", folder / "in.jsonl"
        for i, size in enumerate(sizes):
            if size > have:
                records(file, (size - have) // 3 + 1, 10 + i, have)
                add(args.sayso, db, file)
                have += ((size - have) // 3 + 1) * 3
            records(file, PART // 3, 100 + i, 10 ** 7 + i * PART)
            cpu, wall, peak = add(args.sayso, db, file)
            plain_cpu, plain_wall = plain(file, folder / "plain.db")
            have += PART
            rows.append(f"| {size:,} | {PART / wall:.0f} | {PART / cpu:.0f} | {wall / plain_wall:.1f} | {cpu / plain_cpu:.1f} "
                        f"| {db.stat().st_size / have / 1024:.1f} | {peak:.0f} |")
            print(rows[-1], flush=True)
    table = "\n".join(["| reports in the database | added a second | added a CPU second | of plain SQLite's time | of its CPU time | kB a report | peak MB |",
                       "|---:|---:|---:|---:|---:|---:|---:|", *rows])
    if args.put:
        out = ROOT / "build" / "store-speed.md"
        out.write_text(table + "\n")
        subprocess.run([ROOT / "tools/put.py", ROOT / "docs/SPEED.md", "store", out], check=True)
    else:
        print(table)


if __name__ == "__main__":
    main()
