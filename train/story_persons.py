#!/usr/bin/env python3
"""Learns which of the people whom reports give a role are victims or perpetrators of a story -> src/story/story_persons_table.c.

    train/story_persons.py DUMP_PROGRAM SHARED_SCORE --train GOLD RECORDS --dev GOLD RECORDS [--log train/story_persons.log]

GOLD, RECORDS, DUMP_PROGRAM as in story_counts.py. A logistic regression for each role over the people named in a story; right
are those whose last name the archive names in the role. Incidents of which it names nobody in a role teach nothing of that role.
The L2 penalty and the least sum that is enough are chosen by F1 of last names over the held-out parts of five folds of the
training incidents; dev is only looked at. Needs numpy."""
import argparse
import json
import os
import sys

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import story_groups as groups  # noqa: E402

OUT = os.path.join(HERE, "..", "src", "story", "story_persons_table.c")
ROLES = ("victim", "suspect")


def load(program, shared, gold, records):
    """{role: [incident: (features, last names, gold's last names that stand in the reports)]}"""
    sys.path.insert(0, os.path.abspath(shared))
    import common
    import stories as scorer
    incidents, dumped = groups.dump(program, gold, records)
    sets = {r: [] for r in ROLES}
    for i, d in enumerate(incidents):
        want = scorer.from_gold(d["gold"])
        text = set(common.plain(" ".join((r.get("title") or "") + " " + r["text"] for r in d["reports"])).split())
        people = [p for p in dumped[i] if "name" in p and scorer.proper(p["name"])]
        for role in ROLES:
            if want[role]:
                rows = [p for p in people if any(p[role][k] for k in CLAIMED)]
                x = np.array([p[role] for p in rows]) if rows else np.zeros((0, 1))
                sets[role].append((x, [scorer.last_name(p["name"]) for p in rows], want[role] & text))
    return sets


CLAIMED = (1, 10)                                           # PERSON_SCORE, PERSON_CLAIMS: in the role at all


def fit(incidents, penalty):
    x = np.concatenate([x for x, _, _ in incidents if len(x)])
    y = np.array([n in want for x, names, want in incidents for n in names], float)
    w, ridge = np.zeros(x.shape[1]), np.full(x.shape[1], float(penalty))
    ridge[0] = 1e-3
    for _ in range(50):
        p = 1 / (1 + np.exp(-(x @ w)))
        step = np.linalg.solve((x.T * (p * (1 - p))) @ x + np.diag(ridge), x.T @ (y - p) - ridge * w)
        w += step
        if np.abs(step).max() < 1e-7:
            break
    return w


def f1(incidents, sums, least):
    right = pred = gold = 0
    for (x, names, want), s in zip(incidents, sums):
        got = {n for n, v in zip(names, s) if v >= least}
        right, pred, gold = right + len(got & want), pred + len(got), gold + len(want)
    return 2 * right / (pred + gold), right / max(pred, 1), right / gold


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("program")
    ap.add_argument("shared")
    ap.add_argument("--train", nargs=2, required=True)
    ap.add_argument("--dev", nargs=2, required=True)
    ap.add_argument("--log", default=os.path.join(HERE, "story_persons.log"))
    args = ap.parse_args()
    train, dev = load(args.program, args.shared, *args.train), load(args.program, args.shared, *args.dev)
    log, table = [], []
    for role in ROLES:
        best = None
        for penalty in (0.3, 1, 3, 10):
            sums = [None] * len(train[role])
            for k in range(5):
                w = fit([s for i, s in enumerate(train[role]) if i % 5 != k], penalty)
                for i in range(k, len(sums), 5):
                    sums[i] = train[role][i][0] @ w if len(train[role][i][0]) else []
            for least in np.arange(-2, 1.01, 0.1):
                score = f1(train[role], sums, least)
                if best is None or score[0] > best[0][0]:
                    best = score, penalty, round(float(least), 1)
        score, penalty, least = best
        w = fit(train[role], penalty)
        show = lambda s: "F1 %.4f P %.4f R %.4f" % s
        of = lambda sets: [x @ w if len(x) else [] for x, _, _ in sets]
        log.append(f"{role}: {len(train[role])} incidents; penalty {penalty}, least {least}: five folds {show(score)}; "
                   f"all kept {show(f1(train[role], of(train[role]), -1e9))}; dev ({len(dev[role])}) "
                   f"{show(f1(dev[role], of(dev[role]), least))}, all kept {show(f1(dev[role], of(dev[role]), -1e9))}")
        log.append("  weights " + " ".join(f"{v:.3f}" for v in w))
        table.append((w, least))
    with open(OUT, "w", encoding="utf8") as f:
        f.write("/* made by train/story_persons.py (its log: train/story_persons.log), do not edit */\n#include \"story_persons.h\"\n\n"
                "const double story_person_weights[N_PERSON_ROLES][N_PERSON_FEATURES] = {\n"
                + "".join("    {" + ", ".join(f"{v:.4f}" for v in w) + "},\n" for w, _ in table) + "};\n"
                "const double story_person_least[N_PERSON_ROLES] = {" + ", ".join(str(v) for _, v in table) + "};\n")
    with open(args.log, "w", encoding="utf8") as f:
        f.write("\n".join(log) + "\n")
    print("\n".join(log))


if __name__ == "__main__":
    main()
