"""Learns how the cities of a report are ordered as the place of its incident: weights of src/facts/facts_cities.h's features.

    build/tests/counts_dump models/full.safetensors IN/* > features.jsonl      IN: reports of GOLD, by score/inputs.py
    python train/cities.py GOLD features [GOLD features ...] [--folds] [--write]

A conditional logit over the cities that the report's places lie in; right are those that the archive names. Reports in which
it names none of them teach nothing. All sets but the last are learnt from, and the last with --all; accuracy is printed for each.
"""
import argparse
import json
import os
import re
import unicodedata

import torch

HERE = os.path.dirname(os.path.abspath(__file__))
HEADER, TABLE = (os.path.join(HERE, "../src/facts", f) for f in ("facts_cities.h", "facts_cities_table.c"))


def names():
    with open(HEADER) as f:
        return [n for n in re.findall(r"X\((\w+)\)", f.read().split("#define CITY_X")[0]) if n != "X"]


def plain(s):
    s = unicodedata.normalize("NFKD", str(s)).casefold()
    return " ".join(re.findall(r"\w+", "".join(c for c in s if not unicodedata.combining(c))))


def read(gold, features):
    """[(features, which are right, path of each)] of reports with a city"""
    want, out = {}, []
    for line in open(gold):
        d = json.loads(line)
        for r in d["reports"]:
            want[r["id"]] = d["gold"].get("city")
    for line in open(features):
        d = json.loads(line)
        city = want.get(os.path.splitext(os.path.basename(d["name"]))[0])
        if city:
            wanted = {plain(x) for x in re.split(r"[()]", city) if x.strip()}
            right = torch.tensor([bool(wanted & {plain(p) for p in c["path"]}) for c in d["cities"]], dtype=torch.bool)
            x = torch.tensor([c["x"] for c in d["cities"]], dtype=torch.float).reshape(-1, len(names()))
            out.append((x, right, [c["path"] for c in d["cities"]], d["name"], city))
    return out


def packed(rows):
    most = max(len(x) for x, *_ in rows)
    x, there, right = torch.zeros(len(rows), most, len(names())), torch.zeros(len(rows), most).bool(), torch.zeros(len(rows), most).bool()
    for i, (feats, ok, *_) in enumerate(rows):
        x[i, :len(feats)], there[i, :len(feats)], right[i, :len(feats)] = feats, True, ok
    use = right.any(1)
    return x[use], there[use], right[use]


def learn(rows, penalty):
    x, there, right = packed(rows)
    w = torch.zeros(len(names()), requires_grad=True)
    opt = torch.optim.LBFGS([w], max_iter=150, line_search_fn="strong_wolfe")

    def closure():
        opt.zero_grad()
        s = (x @ w).masked_fill(~there, -1e9)
        loss = (s.logsumexp(1) - s.masked_fill(~right, -1e9).logsumexp(1)).mean() + penalty * (w ** 2).sum()
        loss.backward()
        return loss
    opt.step(closure)
    return w.detach()


def accuracy(rows, w):
    return sum(bool(len(x) and right[int((x @ w).argmax())]) for x, right, *_ in rows) / len(rows)


def write(w):
    rows = ",\n    ".join(f"[CITY_{n}] = {x:.4f}f" for n, x in zip(names(), w.tolist()))
    with open(TABLE, "w") as f:
        f.write("/* made by train/cities.py, do not edit */\n#include \"facts_cities.h\"\n\n"
                f"const float city_weights[N_CITY_FEATURES] = {{\n    {rows},\n}};\n")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("sets", nargs="+")
    ap.add_argument("--penalty", type=float, default=0.0003)
    ap.add_argument("--all", action="store_true")
    ap.add_argument("--write", action="store_true")
    ap.add_argument("--errors", type=int, default=0)
    args = ap.parse_args()
    sets = [read(*pair) for pair in zip(args.sets[::2], args.sets[1::2])]
    w = learn([r for s in (sets if args.all or len(sets) == 1 else sets[:-1]) for r in s], args.penalty)
    for s in sets:
        print(f"{accuracy(s, w):.4f} of at most {sum(bool(ok.any()) for _, ok, *_ in s) / len(s):.4f}, {len(s)} reports")
    print(", ".join(f"{n} {x:.2f}" for n, x in zip(names(), w.tolist())))
    for x, ok, paths, name, city in [r for r in sets[0] if r[1].any() and not r[1][int((r[0] @ w).argmax())]][:args.errors]:
        k, right = int((x @ w).argmax()), int(ok.int().argmax())
        show = lambda i: ", ".join(f"{n}={v:.1f}" for n, v in zip(names(), x[i].tolist()) if v)
        print(f"{city} | {os.path.basename(name)}\n   said {paths[k]}: {show(k)}\n   right {paths[right]}: {show(right)}")
    if args.write:
        write(w)


main()
