"""Learns how the numbers of dead and hurt are ordered: weights of src/facts/facts_counts.h's features.

    build/tests/counts_dump models/full.safetensors IN/* > features.jsonl      IN: reports of GOLD, by score/inputs.py
    python train/counts.py GOLD features [GOLD features ...] [--odds GOLD features] [--folds] [--write]

A conditional logit over the numbers that a report's words give: the right one is the archive's. Reports whose words do
not give it teach nothing. The model has seen the training reports' numbers, so its odds are weighed by reports that it has
not seen alone (--odds: the development set). --folds: accuracy on the last set by quarters of its incidents, each learnt
from the other three and the other sets.
"""
import argparse
import hashlib
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
    """{slot: [(numbers, features, the right number, incident)]}"""
    want = {}
    for line in open(gold):
        d = json.loads(line)
        for r in d["reports"]:
            want[r["id"]] = d["gold"], d["incident"]
    out = {"killed": [], "injured": []}
    for line in open(features):
        d = json.loads(line)
        g, incident = want.get(os.path.splitext(os.path.basename(d["name"]))[0], ({}, None))
        for slot, rows in out.items():
            if g.get(slot) is not None:
                x = torch.tensor([c["x"] for c in d[slot]], dtype=torch.float)
                rows.append(([c["n"] for c in d[slot]], x, g[slot], incident))
    return out


def packed(rows):
    """[reports, numbers, features], which numbers are there, which is right."""
    most = max(len(n) for n, _, _, _ in rows)
    x, there, right = torch.zeros(len(rows), most, len(names())), torch.zeros(len(rows), most).bool(), torch.zeros(len(rows), most).bool()
    for i, (numbers, feats, gold, _) in enumerate(rows):
        x[i, :len(numbers)], there[i, :len(numbers)] = feats, True
        right[i, :len(numbers)] = torch.tensor([k == gold for k in numbers])
    return x, there, right


def loss(pack, w):
    x, there, right = pack
    s = (x @ w).masked_fill(~there, -1e9)
    use = right.any(1)
    return (s[use].logsumexp(1) - s[use].masked_fill(~right[use], -1e9).logsumexp(1)).mean()


def accuracy(rows, w):
    return sum(numbers[int((x @ w).argmax())] == gold for numbers, x, gold, _ in rows) / len(rows)


def ceiling(rows):
    return sum(gold in numbers for numbers, _, gold, _ in rows) / len(rows)


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


def fit(rows, odds, penalty):
    """Weights from all rows without the model's odds, then that one's from the rows of `odds`."""
    model = names().index("MODEL")
    blind = [(n, x.clone().index_fill_(1, torch.tensor([model]), 0), g, i) for n, x, g, i in rows]
    w = learn(blind, [i for i in range(len(names())) if i != model], torch.zeros(len(names())), penalty)
    return learn(odds, [model], w, 0) if odds else w


def folds(sets, slot, odds, penalty):
    last = sets[-1][slot]
    incidents = sorted({r[3] for r in last})
    part = {x: i % 4 for i, x in enumerate(sorted(incidents, key=lambda x: hash_of(x)))}
    right = 0
    for k in range(4):
        rest = [r for r in last if part[r[3]] != k]
        w = fit(rest + [r for s in sets[:-1] for r in s[slot]], rest if odds else None, penalty)
        mine = [r for r in last if part[r[3]] == k]
        right += accuracy(mine, w) * len(mine)
    return right / len(last)


def hash_of(x):
    return hashlib.sha256(str(x).encode()).hexdigest()


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("sets", nargs="+")
    ap.add_argument("--odds", nargs=2)
    ap.add_argument("--penalty", type=float, default=0.001)
    ap.add_argument("--folds", action="store_true")
    ap.add_argument("--write", action="store_true")
    args = ap.parse_args()
    sets = [read(*pair) for pair in zip(args.sets[::2], args.sets[1::2])]
    odds, weights = read(*args.odds) if args.odds else None, []
    for slot in ("killed", "injured"):
        w = fit([r for s in sets for r in s[slot]], odds and odds[slot], args.penalty)
        weights.append(w)
        for s in sets:
            print(f"{slot}: {accuracy(s[slot], w):.4f} of at most {ceiling(s[slot]):.4f}, {len(s[slot])} reports")
        if args.folds:
            print(f"{slot}: {folds(sets, slot, args.odds, args.penalty):.4f} by folds of the last set")
        print("  " + ", ".join(f"{n} {x:.2f}" for n, x in zip(names(), w.tolist())))
    if args.write:
        write(weights)


main()
