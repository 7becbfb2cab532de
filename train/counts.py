"""Learns how the numbers of dead and hurt are ordered: weights of src/facts/facts_counts.h's features.

    build/tests/counts_dump models/full.safetensors IN/* > features.jsonl      IN: reports of GOLD, by score/inputs.py
    python train/counts.py GOLD features [GOLD features ...] [--odds GOLD features] [--folds] [--write]

A conditional logit, with a small hidden layer, over the numbers that a report's words give: the right one is the archive's. Reports whose words do
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
HIDDEN = 8                                                  # COUNT_HIDDEN
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


class Score:
    """linear . x + out . tanh(in x + bias), as src/facts/facts_counts.h has it"""

    def __init__(self):
        torch.manual_seed(1)
        n = len(names())
        self.linear, self.bias = torch.zeros(n), torch.zeros(HIDDEN)
        self.into, self.out = torch.randn(HIDDEN, n) * 0.1, torch.randn(HIDDEN) * 0.1

    def parts(self):
        return [self.linear, self.into, self.bias, self.out]

    def __call__(self, x):
        return x @ self.linear + torch.tanh(x @ self.into.T + self.bias) @ self.out


def accuracy(rows, score):
    return sum(numbers[int(score(x).argmax())] == gold for numbers, x, gold, _ in rows) / len(rows)


def ceiling(rows):
    return sum(gold in numbers for numbers, _, gold, _ in rows) / len(rows)


def minimise(rows, score, parts, penalty, mask):
    """Learns parts of a score; the features outside mask count as 0."""
    x, there, right = packed(rows)
    use = right.any(1)
    x, there, right = x[use] * mask, there[use], right[use]
    for p in parts:
        p.requires_grad_()
    opt = torch.optim.LBFGS(parts, max_iter=120, line_search_fn="strong_wolfe")

    def closure():
        opt.zero_grad()
        s = score(x).masked_fill(~there, -1e9)
        loss = (s.logsumexp(1) - s.masked_fill(~right, -1e9).logsumexp(1)).mean() + penalty * sum((p ** 2).sum() for p in parts)
        loss.backward()
        return loss
    opt.step(closure)
    for p in parts:
        p.requires_grad_(False)


def write(scores):
    def row(values):
        return "{" + ", ".join(f"{x:.4f}f" for x in values.tolist()) + "}"
    lines = ["/* made by train/counts.py, do not edit */", '#include "facts_counts.h"', "",
             "const struct count_weights count_weights[2] = {"]
    for s in scores:
        linear = ", ".join(f"[COUNT_{n}] = {x:.4f}f" for n, x in zip(names(), s.linear.tolist()))
        lines.append("    {{" + linear + "},\n     {" + ",\n      ".join(row(r) for r in s.into) + "},\n     " + row(s.bias) + ",\n     "
                     + row(s.out) + "},")
    with open(TABLE, "w") as f:
        f.write("\n".join([*lines, "};", ""]))


def fit(rows, odds, penalty):
    """A score from all rows without the model's odds, then that one's weight from the rows of `odds`."""
    model, score = names().index("MODEL"), Score()
    mask = torch.ones(len(names()))
    mask[model] = 0
    minimise(rows, score, score.parts(), penalty, mask)
    score.linear[model], score.into[:, model] = 0, 0
    if odds:
        weight, linear = torch.zeros(1), score.linear
        at = torch.nn.functional.one_hot(torch.tensor(model), len(names())).float()

        def with_odds(x):
            score.linear = linear + weight * at
            return score(x)
        minimise(odds, with_odds, [weight], 0, torch.ones(len(names())))
        score.linear = linear + weight.detach() * at
    return score


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
    ap.add_argument("--penalty", type=float, default=0.002)
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
        print("  " + ", ".join(f"{n} {x:.2f}" for n, x in zip(names(), w.linear.tolist())))
    if args.write:
        write(weights)


main()
