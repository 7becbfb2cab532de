#!/usr/bin/env python3
"""Learns which figure of killed and injured the reports of a story together speak for -> src/story/story_counts_table.c.

    train/story_counts.py DUMP_PROGRAM --train GOLD RECORDS --dev GOLD RECORDS [--log train/story_counts.log]

GOLD: incidents of stories.py's form; RECORDS: JSON lines of `sayso read`, named as the reports. DUMP_PROGRAM: build/tests/
story_counts_dump. The model is a conditional logit over the figures of a story (the probability that a figure is the gold one is
proportional to exp(weights . features)), fitted by Newton's method with an L2 penalty; stories whose figures lack the gold one are
left out of the fitting and count as wrong. The penalty is chosen by five-fold cross-validation on the training stories; dev is only
looked at. Needs numpy."""
import argparse
import gzip
import json
import os
import re
import subprocess
import sys
import tempfile

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
OUT = os.path.join(HERE, "..", "src", "story", "story_counts_table.c")
SLOTS = ("killed", "injured")


def key(name):
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"(\.html?|\.txt)$", "", os.path.basename(name).lower()))


def load(program, gold, records):
    line_of = {}
    with open(records, encoding="utf8") as f:
        for i, line in enumerate(f):
            r = json.loads(line)
            if "error" not in r:
                line_of[key(r["input"]["name"])] = i
    incidents = []
    with (gzip.open if gold.endswith(".gz") else open)(gold, "rt", encoding="utf8") as f:
        for line in f:
            d = json.loads(line)
            lines = [line_of[k] for r in d["reports"] if (k := re.sub(r"[^a-z0-9]+", "-", r["id"].lower())) in line_of]
            if len(lines) > 1 or (lines and "dev" in os.path.basename(gold)):
                incidents.append((d["gold"], lines))
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as groups:
        groups.write("".join(" ".join(map(str, lines)) + "\n" for _, lines in incidents))
        groups.flush()
        out = subprocess.run([program, records, groups.name], check=True, capture_output=True, text=True).stdout
    sets = {s: [] for s in SLOTS}
    for line in out.splitlines():
        d = json.loads(line)
        if "candidates" not in d:
            continue                                        # a person: story_persons.py
        want = incidents[d["group"]][0].get(d["slot"])
        if want is not None:
            x = np.array([c["features"] for c in d["candidates"]]).reshape(len(d["candidates"]), -1)
            sets[d["slot"]].append((x, [c["figure"] for c in d["candidates"]], want))
    return sets


def fit(stories, penalty, n):
    w = np.zeros(n)
    data = [(x, figures.index(want)) for x, figures, want in stories if want in figures and len(figures) > 1]
    for _ in range(30):
        grad, hess = -penalty * w, penalty * np.eye(n)
        for x, right in data:
            z = x @ w
            p = np.exp(z - z.max())
            p /= p.sum()
            mean = p @ x
            grad += x[right] - mean
            hess += (x.T * p) @ x - np.outer(mean, mean)
        step = np.linalg.solve(hess, grad)
        w += step
        if np.abs(step).max() < 1e-6:
            break
    return w


def accuracy(stories, w):
    right = sum(len(f) > 0 and f[int(np.argmax(x @ w))] == want for x, f, want in stories)
    return right / len(stories)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("program")
    ap.add_argument("--train", nargs=2, required=True)
    ap.add_argument("--dev", nargs=2, required=True)
    ap.add_argument("--log", default=os.path.join(HERE, "story_counts.log"))
    args = ap.parse_args()
    train, dev = load(args.program, *args.train), load(args.program, *args.dev)
    log, table = [], []
    for slot in SLOTS:
        n = train[slot][0][0].shape[1]
        scores = {}
        for penalty in (0.3, 1, 3, 10, 30):
            folds = [accuracy(train[slot][k::5], fit([s for i, s in enumerate(train[slot]) if i % 5 != k], penalty, n)) for k in range(5)]
            scores[penalty] = float(np.mean(folds))
        best = max(scores, key=scores.get)
        w = fit(train[slot], best, n)
        table.append(w)
        log.append(f"{slot}: {len(train[slot])} stories; five folds by penalty " + ", ".join(f"{p}: {v:.4f}" for p, v in scores.items())
                   + f"; chosen {best}; train {accuracy(train[slot], w):.4f}; dev ({len(dev[slot])}) {accuracy(dev[slot], w):.4f}")
        log.append("  weights " + " ".join(f"{v:.3f}" for v in w))
    with open(OUT, "w", encoding="utf8") as f:
        f.write("/* made by train/story_counts.py (its log: train/story_counts.log), do not edit */\n#include \"story_counts.h\"\n\n"
                "const double story_count_weights[2][N_COUNT_FEATURES] = {\n"
                + "".join("    {" + ", ".join(f"{v:.4f}" for v in w) + "},\n" for w in table) + "};\n")
    with open(args.log, "w", encoding="utf8") as f:
        f.write("\n".join(log) + "\n")
    print("\n".join(log))


main()
