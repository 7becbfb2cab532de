#!/usr/bin/env python3
"""Scores the events of records against PLOVER's gold records: type, mode, and who does what to whom.

    inputs.py GOLD IN_DIR; sayso read --format jsonl IN_DIR/* > PRED
    tests/score/plover.py --gold GOLD --pred PRED [--errors N] [--json OUT]
    tests/score/plover.py --selftest

GOLD: shared/data/events/plover (a sentence a record, one event each, PLOVER 0.5b1); its types and modes are brought to those of
the table CAMEO2PLOVER-2021 (FIGHT is ASSAULT, DEMAND is REQUEST, DISAPPROVE and INVESTIGATE are ACCUSE, ...). As PLOVER codes it, a
planned CONSULT, SUPPORT, COOPERATE or AID of the record counts as AGREE.
    type any    share of the gold records of whose events in the record one has the gold type
    type first  the same of the first event in the text that has a type
    mode        of the gold records with a mode: an event of the record has the gold type and mode
    agent, patient   P, R, F1 of actors over all records, of one event: that of the gold type whose actors fit best, else the
                first one. Actors are paired one to one; two are the same if the words of one (without articles) are all in the
                other, in any mention of the participant's entity. A beneficiary or recipient counts as patient. Where the gold
                has no target but two sources or more (who meets, agrees), the record's patients count as agents.
"""
import argparse
import json
import os
import re
import sys

TYPES = {"FIGHT": "ASSAULT", "DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "APPEAL": "REQUEST"}
MODES = {"demo-spon": "demo", "demo-org": "demo", "riot-spon": "riot", "riot-org": "riot", "strike-hun": "hunger", "strike-gen": "boycott",
         "strike-lim": "boycott", "censor": "restrict", "confiscate": "seize", "destroy": "seize", "other": None}
COOPERATIVE = ("CONSULT", "SUPPORT", "COOPERATE", "AID")
ARTICLES = {"the", "a", "an", "of", "in", "and", "'s", "s"}


def gold_event(g):
    """(type, mode) in the terms of the table. The 0.5b1 mode `destroy` (COERCE) is ASSAULT, seize there."""
    kind, mode = g["event"].upper(), g.get("mode")
    if kind == "COERCE" and mode == "destroy":
        kind = "ASSAULT"
    return TYPES.get(kind, kind), MODES.get(mode, mode)


def words(s):
    return set(re.findall(r"\w+", s.lower())) - ARTICLES


def actors(x):
    return [w for w in (words(a["actorText"]) for a in x or [] if isinstance(a, dict)) if w] if isinstance(x, list) else []


def same(a, b):
    return bool(a and b) and (a <= b or b <= a)


def participant(record, raw, p):
    """All ways in which the record names a participant."""
    out = []
    if p.get("span"):
        out.append(words(raw[p["span"][0]:p["span"][1]].decode("utf8", "replace")))
    e = next((e for e in record.get("entities") or [] if e["id"] == p.get("entity")), None)
    if e:
        out += [words(raw[b:z].decode("utf8", "replace")) for b, z in e["mentions"]] + [words(e.get("name") or "")]
    return [w for w in out if w]


def pair(gold, found):
    """Number of gold actors paired with a participant, each once."""
    left, n = list(found), 0
    for g in gold:
        hit = next((f for f in left if any(same(g, w) for w in f)), None)
        if hit is not None:
            left.remove(hit)
            n += 1
    return n


def kind_of(v):
    return "AGREE" if v.get("type") in COOPERATIVE and v.get("status") == "planned" else v.get("type")


def main_event(record):
    return next((v for v in record.get("events") or [] if v.get("type")), None)


def people(record, raw, v, roles):
    return [participant(record, raw, p) for p in (v or {}).get("participants") or [] if p["role"] in roles]


def judge(g, record):
    kind, mode = gold_event(g)
    raw = (record.get("text") or "").encode()
    events, top = record.get("events") or [], main_event(record)
    source, target = actors(g.get("source")), actors(g.get("target"))
    mutual = not target and len(source) > 1

    def roles(v):
        if mutual:
            return people(record, raw, v, ("agent", "patient")), []
        return people(record, raw, v, ("agent",)), people(record, raw, v, ("patient", "beneficiary", "recipient"))

    def fit(v):
        a, p = roles(v)
        return pair(source, a) + pair(target, p), -len(a) - len(p)
    right = [v for v in events if kind_of(v) == kind]
    best = max(right, key=fit) if right else top
    a, p = roles(best)
    return {"any": bool(right), "main": bool(top) and kind_of(top) == kind, "mode": None if not mode else any(v.get("mode") == mode for v in right),
            "agent": (pair(source, a), len(a), len(source)), "patient": (pair(target, p), len(p), len(target)), "best": best, "kind": kind}


def prf(rows):
    hit, found, gold = (sum(r[i] for r in rows) for i in range(3))
    p, r = hit / found if found else 0.0, hit / gold if gold else 0.0
    return p, r, 2 * p * r / (p + r) if p + r else 0.0


def score(pairs, errors=0):
    rows = [(g, record, judge(g, record)) for g, record in pairs]
    modes = [j["mode"] for _, _, j in rows if j["mode"] is not None]
    out = {"records": len(rows), "type any": sum(j["any"] for _, _, j in rows) / max(1, len(rows)),
           "type first": sum(j["main"] for _, _, j in rows) / max(1, len(rows)), "modes": len(modes), "mode": sum(modes) / max(1, len(modes))}
    for role in ("agent", "patient"):
        out[role + " P"], out[role + " R"], out[role + " F1"] = prf([j[role] for _, _, j in rows])
    shown = 0
    for g, record, j in rows:
        bad = not j["any"] or any(j[r][0] < max(j[r][1:]) for r in ("agent", "patient"))
        if not bad or shown >= errors:
            continue
        shown += 1
        raw = (record.get("text") or "").encode()

        def cut(s):
            return raw[s[0]:s[1]].decode("utf8", "replace") if s else "-"
        print(f"--- {g['id']}\n{g['text']}\ngold {j['kind']} {[a['actorText'] for a in g.get('source') or [] if isinstance(a, dict)]} -> "
              f"{[a['actorText'] for a in g.get('target') or [] if isinstance(a, dict)]} ({g.get('eventText')})")
        for v in record.get("events") or []:
            star = "*" if v is j["best"] else " "
            print(f" {star} {v.get('type')}/{v.get('mode')} {v['status']} {cut(v['trigger'])!r}",
                  "; ".join(f"{p['role']} {cut(p.get('span'))!r}" for p in v.get("participants") or []))
    return out


def selftest():
    text = "Norland bombed Sudria. Envoys of both will meet in Oslo."

    def at(w, role=None, entity=None):
        b = text.index(w)
        return {"role": role, "entity": entity, "span": [b, b + len(w)]} if role else [b, b + len(w)]
    record = {"text": text, "entities": [{"id": "e0", "name": "Norland", "mentions": [at("Norland")]}], "events": [
        {"id": "v0", "type": "ASSAULT", "mode": "explosives", "status": "happened", "trigger": at("bombed"),
         "participants": [at("Norland", "agent", "e0"), at("Sudria", "patient")]},
        {"id": "v1", "type": "CONSULT", "mode": None, "status": "planned", "trigger": at("meet"), "participants": [at("Envoys", "agent")]}]}
    gold = {"id": "x", "text": text, "event": "FIGHT", "mode": "explosives", "source": [{"actorText": "Norland"}], "target": [{"actorText": "the Sudria"}]}
    s = score([(gold, record)])
    assert (s["type any"], s["type first"], s["mode"], s["agent F1"], s["patient F1"]) == (1, 1, 1, 1, 1), s
    s = score([({**gold, "event": "AGREE", "mode": None, "target": []}, record)])
    assert (s["type any"], s["type first"], s["agent F1"]) == (1, 0, 0), s
    s = score([(gold, {"text": text, "events": []})])
    assert (s["type any"], s["mode"], s["agent F1"]) == (0, 0, 0), s
    s = score([({**gold, "source": [{"actorText": "Norland"}, {"actorText": "Sudria"}], "target": []}, record)])
    assert s["agent F1"] == 1 and s["patient P"] == 0, s
    print("selftest passed")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--gold")
    ap.add_argument("--pred")
    ap.add_argument("--json")
    ap.add_argument("--errors", type=int, default=0)
    ap.add_argument("--selftest", action="store_true")
    args = ap.parse_args()
    if args.selftest:
        return selftest()
    gold = [json.loads(line) for line in open(args.gold, encoding="utf8") if line.strip()]
    found = {}
    for line in open(args.pred, encoding="utf8"):
        r = json.loads(line)
        name = os.path.basename((r.get("input") or {}).get("name") or "")
        found[re.sub(r"(\.(gz|html?|txt|jsonl?|xml))+$", "", name)] = r
    pairs = [(g, found.get(re.sub(r"[^A-Za-z0-9._+-]+", "_", g["id"]), {})) for g in gold]
    out = score(pairs, args.errors)
    for k, v in out.items():
        print(f"{k:12s} {v:.4f}" if isinstance(v, float) else f"{k:12s} {v}")
    if args.json:
        json.dump(out, open(args.json, "w", encoding="utf8"), indent=1)
    return None


if __name__ == "__main__":
    sys.exit(main())
