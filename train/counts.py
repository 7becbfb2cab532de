"""Learns how the numbers of dead and hurt are ordered: weights of src/facts/facts_counts.h's features.

    build/tests/counts_dump models/full.safetensors IN/* > features.jsonl      IN: reports of GOLD, by score/inputs.py
    python train/counts.py GOLD.jsonl features.jsonl [--dev GOLD features] [--model GOLD features] --write

A conditional logit over the numbers that a report's words give: the right one is the archive's. Reports whose words do
not give it teach nothing. The weights of all features but the model's odds are learnt on training reports without them;
the odds' weight alone on development reports (--model), as the model has seen the training reports' numbers.
"""
import argparse
import json
import os
import re

import torch

HERE = os.path.dirname(os.path.abspath(__file__))
HEADER, TABLE = (os.path.join(HERE, "../src/facts", f) for f in ("facts_counts.h", "facts_counts_table.c"))


def names():
    with open(HEADER) as f:
        return [n for n in re.findall(r"X\((\w+)\)", f.read().split("#define COUNT_X")[0]) if n != "X"]


def read(gold, features):
    want = {}
    for line in open(gold):
        d = json.loads(line)
        for r in d["reports"]:
            want[r["id"]] = d["gold"]
    out = {"killed": [], "injured": []}
    for line in open(features):
        d = json.loads(line)
        g = want.get(os.path.splitext(os.path.basename(d["name"]))[0])
        if g is None:
            continue
        for slot, rows in out.items():
            if g[slot] is not None:
                rows.append(([c["n"] for c in d[slot]], torch.tensor([c["x"] for c in d[slot]], dtype=torch.float), g[slot]))
    return out


def packed(rows):
    """[reports, numbers, features], which numbers are there, which is right."""
    most = max(len(n) for n, _, _ in rows)
    x, there, right = torch.zeros(len(rows), most, len(names())), torch.zeros(len(rows), most).bool(), torch.zeros(len(rows), most).bool()
    for i, (numbers, feats, gold) in enumerate(rows):
        x[i, :len(numbers)], there[i, :len(numbers)] = feats, True
        right[i, :len(numbers)] = torch.tensor([k == gold for k in numbers])
    return x, there, right


def loss(pack, w):
    x, there, right = pack
    s = (x @ w).masked_fill(~there, -1e9)
    use = right.any(1)
    return (s[use].logsumexp(1) - s[use].masked_fill(~right[use], -1e9).logsumexp(1)).mean()


def accuracy(rows, w):
    return sum(numbers[int((x @ w).argmax())] == gold for numbers, x, gold in rows) / len(rows)


def ceiling(rows):
    return sum(gold in numbers for numbers, _, gold in rows) / len(rows)


def learn(rows, free, w, penalty):
    """w with the features `free` learnt; the others stay."""
    part, pack = w[free].clone().requires_grad_(), packed(rows)
    opt = torch.optim.LBFGS([part], max_iter=80, line_search_fn="strong_wolfe")

    def closure():
        opt.zero_grad()
        now = w.clone()
        now[free] = part
        x = loss(pack, now) + penalty * (part ** 2).sum()
        x.backward()
        return x
    opt.step(closure)
    w = w.clone()
    w[free] = part.detach()
    return w


def write(weights):
    lines = ["/* made by train/counts.py, do not edit */", '#include "facts_counts.h"', "",
             "const float count_weights[2][N_COUNT_FEATURES] = {"]
    for w in weights:
        lines.append("    {" + ", ".join(f"[COUNT_{n}] = {x:.4f}f" for n, x in zip(names(), w.tolist())) + "},")
    with open(TABLE, "w") as f:
        f.write("\n".join([*lines, "};", ""]))


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("gold")
    ap.add_argument("features")
    ap.add_argument("--dev", nargs=2)
    ap.add_argument("--model", nargs=2)
    ap.add_argument("--penalty", type=float, default=0.003)
    ap.add_argument("--write", action="store_true")
    args = ap.parse_args()
    torch.manual_seed(1)
    train = read(args.gold, args.features)
    dev = read(*args.dev) if args.dev else None
    odds = read(*args.model) if args.model else None
    weights, model = [], names().index("MODEL")
    for slot in ("killed", "injured"):
        w = torch.zeros(len(names()))
        w = learn(train[slot], [i for i in range(len(w)) if i != model], w, args.penalty)
        if odds:
            w = learn(odds[slot], [model], w, 0)
        weights.append(w)
        for what, sets in (("train", train), ("dev", dev), ("model", odds)):
            if sets:
                print(f"{slot} {what}: {accuracy(sets[slot], w):.4f} of at most {ceiling(sets[slot]):.4f}, "
                      f"{len(sets[slot])} reports")
        print("  " + ", ".join(f"{n} {x:.2f}" for n, x in zip(names(), w.tolist())))
    if args.write:
        write(weights)


main()
