#!/usr/bin/env python3
"""Scores grouping on ECB+ subtopics (two like but different incidents in each topic), as stories.py scores incidents.

    ecb_stories.py SCORERS --gold ecbplus/dev.jsonl --stories STORIES.jsonl [--json OUT]

SCORERS: the folder of ../shared/score. A subtopic is one incident for most, not all, of its documents (the set's own flaw).
"""
import argparse
import collections
import json
import sys


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("scorers")
    ap.add_argument("--gold", required=True)
    ap.add_argument("--stories", required=True)
    ap.add_argument("--json")
    args = ap.parse_args()
    sys.path.insert(0, args.scorers)
    import common
    import stories
    gold, of = collections.defaultdict(set), {}
    for d in common.read_gold(args.gold):
        gold[d["subtopic"]].add(common.key(d["id"]))
        of[common.key(d["id"])] = d["subtopic"]
    free, found = set(of), []
    for s in common.read_lines(args.stories):
        names = {common.key(str(r.get("name") or r["id"]).rsplit("/", 1)[-1]) for r in s["reports"]} & free
        free -= names
        if names:
            found.append(names)
    found += [{r} for r in sorted(free)]
    result = stories.grouping(list(gold.values()), found)
    for k, v in result.items():
        print(f"{k}\t{v:.3f}")
    if args.json:
        with open(args.json, "w", encoding="utf8") as f:
            json.dump({"main": result, "all": result}, f, indent=1)
    for c in found:
        mixed = collections.Counter(of[r] for r in c)
        if len(mixed) > 1:
            print("one story:", ", ".join(f"{n} of {k}" for k, n in mixed.most_common()))


if __name__ == "__main__":
    main()
