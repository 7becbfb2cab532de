"""The sets of incidents, times and events as packed documents (data.Doc), for the heads of `data.EXTRA`.

    python incidents.py CKPT    writes extra.pickle for train.py; the checkpoint guesses letter cases for MUC-4

What a set does not say is IGNORE. Only training splits, and of the sets of times four fifths (`held_out`).
"""
import gzip
import hashlib
import json
import os
import pickle
import re
import sys

import numpy as np

import data
import features
import predict

SLOTS = dict(zip(("PerpInd", "PerpOrg", "Target", "Victim", "Weapon"), data.FILL[1:]))
LONGEST = 20000                             # characters of a report; longer ones are lists of cases
ENDS = set(".!?:;\"“”'’)]*|")
SUFFIXES = {"jr", "sr", "ii", "iii", "iv"}


def held_out(name):
    """One document in five of TimeBank and AQUAINT is for measuring only."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 5 == 0


def lines(path):
    with (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf8") as f:
        for line in f:
            yield json.loads(line)


def first_piece(doc, label):
    y = doc.empty()
    if len(doc):
        y[0] = label
    return y


def occurrences(string, text, flags=0):
    return [m.span() for m in re.finditer(rf"(?<!\w){re.escape(string)}(?!\w)", text, flags)] if string else []


# ---------------------------------------------------------------- MUC-4
def read_muc(path):
    for d in lines(path):
        doc, text = data.Doc(d["docid"], d["doctext"], "extra"), d["doctext"]
        doc.text = text
        strings = [(s, SLOTS[slot]) for slot, found in d["extracts"].items() for entity in found for s, _ in entity]
        tag = np.where(doc.p.first, 0, data.IGNORE).astype(np.int16)
        taken, at = np.zeros(len(text), bool), features.byte_places(text)
        for s, slot in sorted(strings, key=lambda x: -len(x[0])):
            for b, e in occurrences(s, text):
                if not taken[b:e].any():
                    taken[b:e] = True
                    i, j = doc.span(at[b], at[e])
                    tag[doc.words[i:j]] = data.FILL.index(slot)
        doc.tags["fill"] = tag
        doc.tags["incident"] = first_piece(doc, int(bool(strings)))
        if not strings:
            doc.tags |= {"killed": first_piece(doc, 0), "injured": first_piece(doc, 0)}
        yield doc


def guess_cases(net, docs):
    """`true`: what the letter cases of a lower-cased text may have been: capitals for proper nouns and at the start of
    sentences, all capitals for short words in brackets or without vowels."""
    propn = data.UPOS.index("PROPN")
    for doc in docs:
        r, raw = predict.Reading(net, doc, fast=True), doc.text.encode()
        start, pos = r.tags("sent").argmax(-1), r.tags("pos").argmax(-1)
        case, before = doc.p.case[doc.words].copy(), ""
        for w in range(len(doc.words)):
            word = raw[doc.wb[w]:doc.we[w]].decode(errors="replace")
            if case[w] == features.CASE_LOWER and (start[w] or pos[w] == propn):
                short = 2 <= len(word) <= 5 and (before == "(" or not set("aeiouy") & set(word))
                case[w] = features.CASE_UPPER if short and pos[w] == propn else features.CASE_CAPITAL
            before = word
        doc.true = case[np.cumsum(doc.p.first) - 1]
        del doc.text


# ---------------------------------------------------------------- GVA
def laid_out(report):
    """Headline and paragraphs as the program's text of the page has them (score/inputs.py)."""
    title, text = report.get("title") or "", report["text"].strip()
    if title and text.startswith(title):
        text = text[len(title):].lstrip()
    parts = [title, *(text.split("\n\n") if "\n\n" in text else text.split("\n"))]
    return "\n\n".join(p for p in (" ".join(part.split()) for part in parts) if p)


def people(participants):
    """{name: role}, None for who is both."""
    roles = {}
    for p in participants:
        if p.get("name"):
            role = {"victim": "victim", "subject-suspect": "perp_ind"}.get(p["role"].lower())
            name = " ".join(p["name"].split())
            roles[name] = role if roles.setdefault(name, role) == role else None
    return roles


def strings_of(roles, text):
    """{string: role or None}: full names, first and last, and bare last names of those who are named in the text."""
    out = {}

    def add(s, role):
        out[s] = role if out.setdefault(s, role) == role else None
    for name, role in roles.items():
        words = [w for w in name.split() if w.strip(".,").lower() not in SUFFIXES]
        full = [name] if name.count(" ") else []
        if len(words) > 1:
            full += [" ".join(words), f"{words[0]} {words[-1]}"]
        if any(occurrences(s, text, re.I) for s in full):
            for s in {*full, words[-1]}:
                add(s, role)
    return out


def read_gva(path):
    for d in lines(path):
        roles = people(d["gold"]["participants"])
        parts = {w.strip(".,").lower() for name in roles for w in name.split()}
        counts = {k: min(int(d["gold"][k]), 6) + 1 for k in ("killed", "injured") if d["gold"].get(k) is not None}
        for report in d["reports"]:
            if len(report["text"]) <= LONGEST:
                doc = data.Doc(report["id"], laid_out(report), "extra")
                doc.tags["fill"] = named(doc, laid_out(report), roles, parts)
                doc.tags["incident"] = first_piece(doc, 1)
                doc.tags |= {k: first_piece(doc, n) for k, n in counts.items()}
                yield doc


def named(doc, text, roles, parts):
    """Roles of named people; other capitalised words within a sentence are O, all else is unknown."""
    tag, at = doc.empty(), features.byte_places(text)
    raw, before = text.encode(), ""
    for w, piece in enumerate(doc.words):
        word = raw[doc.wb[w]:doc.we[w]].decode(errors="replace")
        if (doc.p.case[piece] >= features.CASE_CAPITAL and not doc.p.line[piece] and before not in ENDS
                and word.lower() not in parts):
            tag[piece] = 0
        before = word
    taken = np.zeros(len(text) + 1, bool)
    strings = strings_of(roles, text)
    for s in sorted(strings, key=lambda s: -len(s)):
        for b, e in occurrences(s, text, re.I):
            if not taken[b:e].any() and not text[b:e].islower():
                taken[b:e] = True
                i, j = doc.span(at[b], at[e])
                tag[doc.words[i:j]] = data.FILL.index(strings[s]) if strings[s] else data.IGNORE
    return tag


# ---------------------------------------------------------------- times and events
def event_class(kind):
    kind = kind.removeprefix("NEG_").removeprefix("ACTION_")
    return {"OCCURRENCE": "occurrence", "CAUSATIVE": "occurrence", "STATE": "state", "I_STATE": "state",
            "REPORTING": "reporting"}.get(kind, "other")


def add_times(doc, timex):
    tag = np.where(doc.p.first, 0, data.IGNORE).astype(np.int16)
    for t in sorted(timex, key=lambda t: t["span"][0] - t["span"][1]):
        i, j = doc.span(*t["span"])
        tag[doc.words[i:j]] = data.TIME.index("I-" + t["type"])
        tag[doc.words[i:i + 1]] = data.TIME.index("B-" + t["type"])
    doc.tags["time"] = tag


def add_events(doc, tag, spans):
    for (b, e), kind in spans:
        i, j = doc.span(b, e)
        tag[doc.words[i:j]] = data.EVENT.index(event_class(kind))
    tag[~doc.p.first] = data.IGNORE
    doc.tags["event"] = tag


def read_times(path, held=False):
    for d in lines(path):
        if held_out(d["id"]) == held:
            doc = data.Doc(d["id"], d["text"], "extra")
            add_times(doc, d["timex"])
            add_events(doc, doc.empty(0), [(e["span"], e["class"]) for e in d["events"]])
            yield doc


def read_ecb(path):
    for d in lines(path):
        doc = data.Doc(d["id"], d["text"], "extra")
        tag = doc.empty()
        for s in d["sentences"]:
            if s["n"] in d["selected"]:
                i, j = doc.span(*s["span"])
                tag[doc.words[i:j]] = 0
        spans = [(span, m["type"]) for m in d["mentions"] if m["sentence"] in d["selected"] and "ACTION_" in m["type"]
                 for span in m.get("parts") or [m["span"]]]
        add_events(doc, tag, spans)
        yield doc


def build(shared):
    """{set: documents}"""
    def at(name):
        return os.path.join(shared, "data", name)
    return {"muc": list(read_muc(at("incidents/muc4/train.json"))),
            "gva": list(read_gva(at("stories/gva/train.jsonl.gz"))),
            "times": [*read_times(at("time/timebank.jsonl")), *read_times(at("time/aquaint.jsonl"))],
            "ecb": list(read_ecb(at("stories/ecbplus/train.jsonl")))}


def check():
    """Without data: labels on made-up texts."""
    text = "Ann Lee Roe was shot, police said. Officers met Roe in Dale. A man, Tom Poe, was held."
    doc = data.Doc("x", text, "extra")
    roles = people([{"role": "victim", "name": "Ann Lee Roe"}, {"role": "Subject-Suspect", "name": "Tom Poe"}])
    tag = named(doc, text, roles, {"ann", "lee", "roe", "tom", "poe"})
    raw, words = text.encode(), {}
    for w, piece in enumerate(doc.words):
        words.setdefault(raw[doc.wb[w]:doc.we[w]].decode(), int(tag[piece]))
    want = {"Ann": 4, "Roe": 4, "Dale": 0, "Tom": 1, "was": data.IGNORE, "Officers": data.IGNORE, "A": data.IGNORE}
    assert want.items() <= words.items(), words
    assert laid_out({"title": "T", "text": "T\n\na  b\nc\n\nd"}) == "T\n\na b c\n\nd"
    assert event_class("NEG_ACTION_STATE") == event_class("I_STATE") == "state"
    doc = data.Doc("y", "It rained for two days in May.", "extra")
    add_times(doc, [{"span": [14, 22], "type": "DURATION"}, {"span": [26, 29], "type": "DATE"}])
    assert [data.TIME[t] for t in doc.tags["time"]] == ["O"] * 3 + ["B-DURATION", "I-DURATION", "O", "B-DATE", "O"]


if __name__ == "__main__":
    sets = build(data.SHARED)
    guess_cases(predict.load_net(sys.argv[1]), sets["muc"])
    for name, docs in sets.items():
        print(f"{name}: {len(docs)} documents, {sum(map(len, docs))} pieces")
    with open(os.path.join(data.OUT, "extra.pickle"), "wb") as f:
        pickle.dump(sets, f)
