#!/usr/bin/env python3
"""Whether stories show where reports disagree: FA-KES, reports of several outlets on one day's attacks in one governorate.

    fakes_disagree.py SHARED_SCORE --gold FAKES.jsonl --stories STORIES.jsonl [--json OUT] [--errors N] [--selftest]

STORIES: one story for each group with two reports or more, made of that group's reports alone.
Judged are pairs of reports of a group (reports marked `far` and second copies of a text left out) whose gold gives both a count of
dead civilians, and whose texts both state that number, in figures or words. The pair disagrees where the two counts differ.
A pair is flagged where the story has the two reports behind different values of "killed", and no value in common, that it says do
not go together: the values stand in one conflict ("conflict"), or one of them is superseded ("changed"). `either` is both.
Pairs of equal civilian counts whose gold differs in other dead are left out: there the reports do disagree, elsewhere.
"""
import argparse
import collections
import json
import os
import re
import sys

ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def in_words(n):
    if n < 20:
        return ONES[n]
    if n < 100:
        return TENS[n // 10 - 2] + ("-" + ONES[n % 10] if n % 10 else "")
    return None


def stated(n, text):
    plain = re.sub(r"(?<=\d)[,.](?=\d{3}\b)", "", text.lower())
    if re.search(rf"(?<![\d.]){n}(?![\d]|\.\d)", plain):
        return True
    w = in_words(n)
    return bool(w and re.search(rf"\b{w.replace('-', '[- ]')}\b(?!-)", plain))


def pairs(group):
    """(report, report, whether they disagree) of the pairs that can be judged."""
    seen, kept = set(), []
    for r in group["reports"]:
        n = r["gold"].get("civilians")
        if r.get("far") or r["text"] in seen or not n or not stated(n, r["text"]):
            continue
        seen.add(r["text"])
        kept.append(r)
    for i, a in enumerate(kept):
        for b in kept[i + 1:]:
            x, y = a["gold"], b["gold"]
            if x["civilians"] == y["civilians"] and (x.get("noncivilians") or 0) != (y.get("noncivilians") or 0):
                continue
            yield a, b, x["civilians"] != y["civilians"]


def values_of(story, key):
    """[(slot, superseded, in a conflict, value's words, {report keys})] of the counts."""
    names = {r["id"]: key(r["name"]) for r in story["reports"]}
    out, clash = [], collections.defaultdict(set)
    for c in story["conflicts"]:
        for v in c["values"]:
            clash[c["fact"]].add(json.dumps(v["value"], sort_keys=True))
    for i, f in enumerate(story["facts"]):
        for v in f["values"]:
            if isinstance(v["value"], dict) and "relation" in v["value"]:
                text = json.dumps(v["value"], sort_keys=True)
                out.append((f["slot"], v["status"] == "superseded", text in clash[i], text, {names[x] for x in v["reports"]}))
    return out


def flagged(values, a, b):
    """"conflict", "changed" or None."""
    found = set()
    killed = [v for v in values if v[0] == "killed"]
    if any(not old and {a, b} <= who for _, old, _, _, who in killed):
        return None
    for _, old, clash, text, who in killed:
        for _, old2, clash2, text2, who2 in killed:
            if text == text2 or a not in who or b not in who2:
                continue
            if clash and clash2 and not (old or old2):
                found.add("conflict")
            elif old != old2:
                found.add("changed")
    return "conflict" if "conflict" in found else "changed" if found else None


def score(groups, stories, key):
    by_report = {key(r["name"]): s for s in stories for r in s["reports"]}
    n, cases, of_group = collections.Counter(), [], collections.defaultdict(lambda: [False, False])
    for g in groups:
        for a, b, differ in pairs(g):
            ka, kb = key(a["id"]), key(b["id"])
            s = by_report.get(ka)
            how = flagged(values_of(s, key), ka, kb) if s and by_report.get(kb) is s else None
            n["pairs"] += 1
            n["disagree"] += differ
            for what, hit in (("conflict", how == "conflict"), ("either", how is not None)):
                n[what, "flagged"] += hit
                n[what, "right"] += hit and differ
            if differ:
                of_group[g["incident"]][0] = True
                of_group[g["incident"]][1] |= how is not None
            if bool(how) != differ:
                cases.append((g["incident"], a, b, differ, how, values_of(s, key) if s else []))
    out = {"pairs judged": n["pairs"], "pairs that disagree": n["disagree"]}
    for what in ("either", "conflict"):
        out[f"{what} recall"] = round(n[what, "right"] / n["disagree"], 4) if n["disagree"] else None
        out[f"{what} precision"] = round(n[what, "right"] / n[what, "flagged"], 4) if n[what, "flagged"] else None
    real = [hit for is_real, hit in of_group.values() if is_real]
    out["groups that disagree"], out["groups found"] = len(real), sum(real)
    return out, cases


def selftest():
    assert stated(12, "At least 12 people") and stated(12, "twelve people") and not stated(12, "112 people, 12.5 km")
    assert stated(1300, "some 1,300 people") and stated(22, "twenty two dead") and not stated(20, "twenty-two dead")

    def report(i, civilians, text, **more):
        return {"id": i, "text": text, "gold": {"civilians": civilians, **more}}
    groups = [{"incident": "g", "reports": [report("a", 3, "three died"), report("b", 4, "4 died"), report("c", 4, "four died"),
                                            report("d", 5, "some died")]}]

    def value(n, *who, status="single_source"):
        return {"value": {"relation": "eq", "low": n}, "status": status, "reports": list(who)}
    story = {"reports": [{"id": x, "name": x + ".html"} for x in "abcd"],
             "facts": [{"slot": "killed", "values": [value(3, "a"), value(4, "b")]},
                       {"slot": "killed", "values": [value(2, "c", status="superseded")]}],
             "conflicts": [{"fact": 0, "values": [{"value": {"relation": "eq", "low": n}} for n in (3, 4)]}]}
    key = lambda s: s.rsplit(".", 1)[0]
    out, cases = score(groups, [story], key)
    assert out["pairs judged"] == 3 and out["pairs that disagree"] == 2, out          # d's number is not in its text
    assert out["conflict recall"] == 0.5 and out["conflict precision"] == 1, out
    assert out["either recall"] == 1 and out["either precision"] == round(2 / 3, 4), out  # b and c agree, c is superseded
    assert len(cases) == 1 and out["groups found"] == 1


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("shared", nargs="?")
    for name in ("--gold", "--stories", "--json"):
        ap.add_argument(name)
    ap.add_argument("--errors", type=int, default=0)
    ap.add_argument("--selftest", action="store_true")
    args = ap.parse_args()
    if args.selftest:
        selftest()
        print("selftest ok")
        return
    sys.path.insert(0, os.path.abspath(args.shared))
    import common
    stories = [json.loads(line) for line in open(args.stories, encoding="utf8")]
    out, cases = score(common.read_incidents(args.gold), stories, lambda s: common.key(s.rsplit("/", 1)[-1]))
    for k, v in out.items():
        print(f"{k:24} {v}")
    for g, a, b, differ, how, values in cases[:args.errors]:
        print(f"\n{g}: {'missed' if differ else 'wrongly flagged'} ({how}): {a['id']} {a['gold']['civilians']}, {b['id']} {b['gold']['civilians']}")
        for r in (a, b):
            mine = [(t, "old" if old else "clash" if clash else "") for s, old, clash, t, who in values
                    if s == "killed" and common.key(r["id"]) in who]
            print(f"  {r['id']} has {mine}: {' '.join(r['text'].split())[:500]}")
    if args.json:
        json.dump({"main": out, "all": out}, open(args.json, "w", encoding="utf8"), indent=1)


if __name__ == "__main__":
    main()
