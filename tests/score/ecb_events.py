#!/usr/bin/env python3
"""Informal figures of events on two sets: what they find, what they join, what they hold to have happened.

    tests/score/ecb_events.py --gold shared/data/stories/ecbplus/dev.jsonl --pred PRED [--errors N]
    tests/score/ecb_events.py --factuality shared/data/factuality/meantime/dev.jsonl --pred PRED
    tests/score/ecb_events.py --selftest

ECB+, in the sentences whose coreference was annotated: triggers (an event meets an action mention; recall also of actions but
reporting ones, which are the class `reporting` of the set), and pairs: of the actions found, two that are one instance in the
report, against same_as. MEANTIME: events found; of these the share whose status agrees: happened or ongoing where the factuality
is 1 or more, denied or called_off where it is -1 or less, planned or hypothetical at 0. ECB+ marks what a topic is about, not
every event, so precision is a lower bound.
"""
import argparse
import os
import sys

SCORE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..", "shared", "score")
sys.path.insert(0, os.environ.get("SAYSO_SCORE", SCORE))


def meets(a, b):
    return a[0] < b[1] and b[0] < a[1]


def prf(hit, found, gold):
    p, r = hit / found if found else 0.0, hit / gold if gold else 0.0
    return p, r, 2 * p * r / (p + r) if p + r else 0.0


def ecb(pairs, errors=0):
    n = {"gold": 0, "found": 0, "hit": 0, "hit found": 0, "pair hit": 0, "pair found": 0, "pair gold": 0}
    kinds = {}
    for gold, events, to_gold in pairs:
        inside = [s["span"] for s in gold["sentences"] if s["n"] in set(gold.get("selected") or [])]
        actions = [m for m in gold["mentions"] if "ACTION" in m["type"] and any(meets(m["span"], s) for s in inside)]
        spans = [(v, to_gold(v["trigger"])) for v in events]
        spans = [(v, s) for v, s in spans if s and any(meets(s, x) for x in inside)]
        of = {}
        for m in actions:
            hit = next((v for v, s in spans if any(meets(s, p) for p in m.get("parts") or [m["span"]])), None)
            k = kinds.setdefault(m["type"], [0, 0])
            k[0] += 1
            k[1] += hit is not None
            if hit is not None:
                of[m["id"]] = hit
            elif errors > 0:
                errors -= 1
                print("missed", m["type"], gold["text"].encode()[m["span"][0]:m["span"][1]].decode(), "|",
                      gold["text"].encode()[max(0, m["span"][0] - 60):m["span"][1] + 60].decode("utf8", "replace").replace("\n", " "))
        n["gold"] += len(actions)
        n["hit"] += len(of)
        n["found"] += len(spans)
        n["hit found"] += sum(any(meets(s, p) for m in actions for p in m.get("parts") or [m["span"]]) for _, s in spans)
        known = [m for m in actions if m["id"] in of and m.get("instance")]
        for i, a in enumerate(known):
            for b in known[i + 1:]:
                va, vb = of[a["id"]], of[b["id"]]
                if va["id"] == vb["id"]:
                    continue
                one, same = a["instance"] == b["instance"], vb["id"] in (va.get("same_as") or [])
                n["pair gold"] += one
                n["pair found"] += same
                n["pair hit"] += one and same
    out = {"actions": n["gold"], "recall": n["hit"] / max(1, n["gold"]), "precision": n["hit found"] / max(1, n["found"])}
    out["pairs P"], out["pairs R"], out["pairs F1"] = prf(n["pair hit"], n["pair found"], n["pair gold"])
    for k, (total, hit) in sorted(kinds.items()):
        out["recall " + k] = f"{hit}/{total}"
    return out


def wanted(f):
    return ("happened", "ongoing") if f >= 1 else ("denied", "called_off") if f <= -1 else ("planned", "hypothetical")


def factuality(pairs):
    rows = []
    total = 0
    for gold, events, to_gold in pairs:
        for g in gold["events"]:
            total += 1
            for v in events:
                s = to_gold(v["trigger"])
                if s and meets(s, g["span"]):
                    rows.append((g["factuality"], v["status"]))
                    break
    out = {"events": total, "found": len(rows), "status right": sum(s in wanted(f) for f, s in rows) / max(1, len(rows))}
    for name, low, high in (("happened", 1, 9), ("open", -.99, .99), ("did not", -9, -1)):
        some = [(f, s) for f, s in rows if low <= f <= high]
        out[name] = f"{sum(s in wanted(f) for f, s in some)}/{len(some)}"
    return out


def selftest():
    text = "A guard was shot. The shooting was not planned."
    gold = {"text": text, "sentences": [{"n": 1, "span": [0, 17]}, {"n": 2, "span": [18, 47]}], "selected": [1, 2], "mentions": [
        {"id": "a", "type": "ACTION_OCCURRENCE", "span": [12, 16], "instance": "x"},
        {"id": "b", "type": "ACTION_OCCURRENCE", "span": [22, 30], "instance": "x"}], "events": [{"span": [12, 16], "factuality": 3.0}]}
    events = [{"id": "v0", "trigger": [12, 16], "same_as": ["v1"], "status": "happened"}, {"id": "v1", "trigger": [22, 30], "same_as": ["v0"], "status": "happened"}]
    s = ecb([(gold, events, lambda x: x)])
    assert s["recall"] == s["precision"] == s["pairs F1"] == 1, s
    s = ecb([(gold, events[:1], lambda x: x)])
    assert s["recall"] == .5 and s["pairs F1"] == 0, s
    assert factuality([(gold, events, lambda x: x)])["status right"] == 1
    assert factuality([(gold, [{**events[0], "status": "denied"}], lambda x: x)])["status right"] == 0
    print("selftest passed")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--gold")
    ap.add_argument("--factuality")
    ap.add_argument("--pred")
    ap.add_argument("--errors", type=int, default=0)
    ap.add_argument("--selftest", action="store_true")
    args = ap.parse_args()
    if args.selftest:
        return selftest()
    import common
    records = {common.key(os.path.basename((r.get("input") or {}).get("name") or "")): r for r in common.read_lines(args.pred)}

    def pairs():
        for d in common.read_gold(args.gold or args.factuality):
            r = records.get(common.key(d["id"]))
            if r:
                yield d, r.get("events") or [], common.Alignment(d["text"], r["text"]).to_gold
    out = ecb(pairs(), args.errors) if args.gold else factuality(pairs())
    for k, v in out.items():
        print(f"{k:28s} {v:.4f}" if isinstance(v, float) else f"{k:28s} {v}")
    return None


if __name__ == "__main__":
    sys.exit(main())
