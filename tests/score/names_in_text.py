#!/usr/bin/env python3
"""Names of victims and suspects of the Gun Violence Archive, counted as stories.py counts them (last names, over reports whose
gold has names of that role), and over those alone that stand in the report: the archive knows names that a report does not give.

    names_in_text.py SHARED_SCORE --gold GOLD --pred PRED [--json OUT] [--selftest]
"""
import argparse
import collections
import json
import os
import sys


def score(stories, common, gold_path, pred_path):
    records = common.read_records(pred_path)
    n = collections.Counter()
    for d in common.read_incidents(gold_path):
        for r in d["reports"]:
            record = records.get(common.key(r["id"]), {})
            gold, got = stories.from_gold(r.get("gold") or d["gold"]), stories.from_record(record)
            text = common.plain(f"{r.get('title') or ''} {r['text']}").split()
            for role in stories.PEOPLE:
                if gold[role]:
                    stand = {x for x in gold[role] if x in text}
                    for what, x in (("gold", gold[role]), ("stand", stand), ("pred", got[role]), ("right", gold[role] & got[role])):
                        n[role, what] += len(x)
    out = {}
    for role in (*stories.PEOPLE, "both"):
        g = {w: sum(n[r, w] for r in stories.PEOPLE if role in (r, "both")) for w in ("gold", "stand", "pred", "right")}
        common.put(out, role, common.prf(g["right"], g["pred"], g["gold"]))
        common.put(out, f"{role} in text", common.prf(g["right"], g["pred"], g["stand"]))
        out[f"{role} names"], out[f"{role} names in text"] = g["gold"], g["stand"]
    return out


def selftest(stories, common):
    import tempfile
    gold = {"incident": "i", "gold": {"date": "2016-01-02", "city": "A", "state": "Texas", "killed": 1, "injured": 0, "participants": [
        {"role": "victim", "name": "Ann Roe"}, {"role": "victim", "name": "Bo Moe"}]}, "reports": [{"id": "a", "title": "t", "text": "Ann Roe died."}]}
    record = {"text": "Ann Roe died.", "input": {"name": "a.html"}, "entities": [{"id": "e0", "named": True, "kind": "person", "name": "Ann Roe"}],
              "incident": {"victims": [{"entity": "e0"}]}}
    with tempfile.TemporaryDirectory() as folder:
        paths = [os.path.join(folder, x) for x in ("gold.jsonl", "pred.jsonl")]
        for path, x in zip(paths, (gold, record)):
            with open(path, "w") as f:
                f.write(json.dumps(x) + "\n")
        out = score(stories, common, *paths)
    assert (out["victim R"], out["victim in text R"], out["victim P"]) == (0.5, 1.0, 1.0), out
    print("selftest ok")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("shared")
    for name in ("--gold", "--pred", "--json"):
        ap.add_argument(name)
    ap.add_argument("--selftest", action="store_true")
    args = ap.parse_args()
    sys.path.insert(0, args.shared)
    import common
    import stories
    if args.selftest:
        return selftest(stories, common)
    out = score(stories, common, args.gold, args.pred)
    for k, v in out.items():
        print(f"{k:28} {v:.4f}" if isinstance(v, float) else f"{k:28} {v}")
    if args.json:
        with open(args.json, "w") as f:
            json.dump({"all": out}, f)
    return None


main()
