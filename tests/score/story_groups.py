#!/usr/bin/env python3
"""What stories know of their incidents where every report is in its story: each gold group's reports are made into one story.

    story_groups.py SHARED_SCORE --gold GOLD --pred RECORDS.jsonl --sayso PROGRAM [--stories OUT] [--json OUT] [--errors N]
                    [--only SLOT]

Runs `sayso story --one` once for each incident of GOLD on the stored records of its reports, then judges the stories' slots as
stories.py does; grouping is left out. Beside stories.py's own figures of people's names (against all that the archive names):
against those names alone whose last name stands in the reports ("in text"), as one whom no report names cannot be found.
--only SLOT: errors of that slot alone. --stories keeps the stories, a line for each incident."""
import argparse
import collections
import json
import os
import subprocess
import sys
import tempfile


def make_stories(program, groups, lines):
    """[story or None] of each group; groups: lists of record keys, lines: {key: record's JSON}."""
    out = []
    with tempfile.TemporaryDirectory() as d:
        path = os.path.join(d, "group.jsonl")
        for group in groups:
            have = [lines[k] for k in group if k in lines]
            if not have:
                out.append(None)
                continue
            with open(path, "w", encoding="utf8") as f:
                f.writelines(have)
            run = subprocess.run([program, "story", "--one", "--quiet", "--format", "jsonl", path], capture_output=True, text=True)
            story = run.stdout.splitlines()
            if run.returncode or len(story) != 1:
                sys.exit(f"story_groups: {len(story)} stories, exit {run.returncode}: {run.stderr.strip()}")
            out.append(json.loads(story[0]))
    return out


def names_in_text(incidents, stories, common, scorer):
    """Counts of right, pred and gold over incidents whose gold has names of a role, gold being those that stand in a report."""
    n = collections.Counter()
    for d, story in zip(incidents, stories):
        gold = scorer.from_gold(d["gold"])
        got = scorer.from_story(story) if story else {}
        words = set(common.plain(" ".join((r.get("title") or "") + " " + r["text"] for r in d["reports"])).split())
        for role in scorer.PEOPLE:
            if gold[role]:
                found = got.get(role) or set()
                for what, k in (("right", gold[role] & found), ("gold", gold[role] & words), ("pred", found)):
                    n[what] += len(k)
                    n[role, what] += len(k)
    return n


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("shared")
    for name in ("--gold", "--pred", "--sayso"):
        ap.add_argument(name, required=True)
    for name in ("--stories", "--json", "--only"):
        ap.add_argument(name)
    ap.add_argument("--errors", type=int, default=0)
    args = ap.parse_args()
    sys.path.insert(0, os.path.abspath(args.shared))
    import common
    import stories as scorer
    incidents = list(common.read_incidents(args.gold))
    lines = {}
    with open(args.pred, encoding="utf8") as f:
        for line in f:
            r = json.loads(line)
            if "error" not in r:
                lines[common.key(os.path.basename(r["input"]["name"]))] = line
    made = make_stories(os.path.abspath(args.sayso), [[common.key(r["id"]) for r in d["reports"]] for d in incidents], lines)
    if args.stories:
        with open(args.stories, "w", encoding="utf8") as f:
            f.writelines(json.dumps(s, ensure_ascii=False) + "\n" for s in made if s)
    slots = scorer.Slots("story")
    for d, story in zip(incidents, made):
        slots.add(d["incident"], scorer.from_gold(d["gold"]), scorer.from_story(story) if story else {},
                  d["reports"][0].get("title") or d["reports"][0]["text"])
    out = {"incidents": len(incidents), **slots.result()}
    n = names_in_text(incidents, made, common, scorer)
    for role in (None, *scorer.PEOPLE):
        of = (lambda what: n[role, what]) if role else (lambda what: n[what])
        common.put(out, f"{role or 'names'} in text", common.prf(of("right"), of("pred"), of("gold")))
    for k, v in out.items():
        print(f"{k:32} {v}")
    cases = [c for _, c in slots.cases if not args.only or f"\n  {args.only}:" in c]
    print("\n\n".join(cases[:args.errors]))
    if args.json:
        with open(args.json, "w", encoding="utf8") as f:
            json.dump({"main": out, "all": out}, f, indent=1)


if __name__ == "__main__":
    main()
