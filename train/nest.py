"""Nested attributions for training, which PolNeAR does not mark.

    python nest.py OUT.jsonl [SEED]   documents in which some sentences are passed on by an invented outlet
    python nest.py find CKPT OUT.pickle    what a checkpoint finds, for runs that do not find by themselves

Two sources: what the model itself finds inside gold contents with high score (find, in the middle of a run), and
sentences made over (wrap). A wrapped sentence is made from one with a known attribution (`X said that C`): `According to Z, X said that C`,
`Z, citing X, reported that C`, ... The rest of the document stays as it is.
"""
import json
import os
import pickle
import random
import re
import sys

import numpy as np

import data
import predict

SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])|(?<=[.!?][\"”])\s+(?=[A-Z“\"])")
SPEECH = set("said says added noted argued claimed claims believes reported explained announced told warned".split())
STARTERS = set("But And Meanwhile Yet However Still So Or Nor Then Also".split())
SMALL = set("The A An He She They It We This That These Those His Her Their Its Our There In On At".split())
PRONOUNS = set("he she they it we i you who his her their".split())
PLACES = "Varnograd Ostrel Kolm Tarsey Belmora Port-Alis Redwick Imlau".split()
OUTLETS = ("the daily {p} Post;the {p} Times;{p} TV;state news agency {p}-Inform;the {p} Herald newspaper;local media;"
           "Radio {p};the news agency {p} Press;the broadcaster {p} One;several newspapers;the {p} Tribune;local television;"
           "{p} News;the state broadcaster;the website {p} Today;the magazine {p} Week;a police statement;the {p} Chronicle;"
           "an internal memo;a report by the {p} Institute;a {p} court filing;the official {p} news agency;the {p} police").split(";")
DAYS = ["", "", "", " on Tuesday", " on Friday", " earlier this week", " late on Sunday"]


def rebuild(parts):
    """Parts (text, marks), a mark being (attribution, role) -> text, {mark: [[b, e], ...]} in bytes; a mark runs on
    over unmarked white space only if the next part bears it too."""
    text, spans, at = [], {}, 0
    for s, marks in parts:
        n = len(s.encode())
        for m in marks:
            have = spans.setdefault(m, [])
            if have and have[-1][1] == at:
                have[-1][1] = at + n
            else:
                have.append([at, at + n])
        text.append(s)
        at += n
    return "".join(text), spans


class Sentence:
    """A sentence with one attribution, cut into parts with marks of the inner attribution 1."""

    def __init__(self, raw, begin, end, a):
        cuts = sorted({begin, end, *(x for r in data.ROLES for s in a[r] for x in s)})
        self.parts = []
        for b, e in zip(cuts, cuts[1:]):
            marks = [(1, r) for r in data.ROLES for s in a[r] if s[0] <= b and e <= s[1]]
            self.parts.append((raw[b:e].decode(), marks))
        self.source = " ".join(raw[b:e].decode() for b, e in a["source"])
        self.cue = " ".join(raw[b:e].decode() for b, e in a["cue"])
        self.clause = raw[slice(*a["content"][0])].decode() if len(a["content"]) == 1 else ""
        self.plain = (len(a["source"]) == len(a["cue"]) == len(a["content"]) == 1 and self.cue in SPEECH
                      and a["source"][0][1] <= a["cue"][0][0] <= a["cue"][0][1] <= a["content"][0][0]
                      and end - a["content"][0][1] < 2 and not re.search("[\"“”]", self.clause))
        self.clause = self.clause.removeprefix("that ").rstrip(" ,")

    def whole(self, start=True, stop="."):
        """The parts as content of attribution 0. start: it opens the sentence; stop: what closes it."""
        parts = [(s, [*m, (0, "content")]) for s, m in self.parts]
        first = parts[0][0].split(" ")[0]
        if not start and first in SMALL:
            parts[0] = (parts[0][0][0].lower() + parts[0][0][1:], parts[0][1])
        last = parts[-1][0]
        if last.endswith((".”", '."')):
            if stop == ",":
                parts[-1] = (last[:-2] + "," + last[-1], parts[-1][1])
            return parts
        parts[-1] = (last.rstrip("."), parts[-1][1])
        return [*parts, (stop, [])]


def wrapped(s, rng):
    """The sentence passed on by Z: parts with marks of 0 (outer) and 1 (inner)."""
    z = rng.choice(OUTLETS).format(p=rng.choice(PLACES))
    day = rng.choice(DAYS)
    verb = rng.choice(["reported", "reported", "said", "wrote", "announced", "reports"])
    Z, up = (z, [(0, "source")]), (z[0].upper() + z[1:], [(0, "source")])
    said = (verb, [(0, "cue")])
    C, both = s.clause, [(0, "content"), (1, "content")]
    x = s.source
    low = x[0].lower() + x[1:] if x.split(" ")[0] in SMALL else x
    X = (low, [(1, "source")])
    opened = (C[:1].upper() + C[1:], both)
    forms = [
        lambda: [("According to", [(0, "cue")]), (" ", []), Z, (", ", []), *s.whole(False)],
        lambda: [*s.whole(True, ","), (" ", []), (rng.choice(["according to", "as reported by"]), [(0, "cue")]), (" ", []), Z, (".", [])],
        lambda: [*s.whole(True, ","), (" ", []), Z, (" ", []), said, (day + ".", [])],
        lambda: [up, (" ", []), said, (day + " ", []), ("that ", [(0, "content")]), *s.whole(False)],
        lambda: [*s.whole(True, ","), (" ", []), (rng.choice(["as cited by", "quoted by", "as quoted by"]), [(0, "cue")]), (" ", []), Z, (".", [])],
    ]
    if s.plain and len(low.split()) <= 8 and low.lower() not in PRONOUNS:
        that = ("that " + C, both)
        cite = (rng.choice(["citing", "citing", "quoting"]), [(1, "cue")])
        forms += [
            lambda: [up, (" ", []), (rng.choice(["quoted", "cited"]), [(0, "cue")]), (" ", []),
                     (low, [(0, "content"), (1, "source")]), (" ", [(0, "content")]), ("as saying", [(0, "content"), (1, "cue")]),
                     (" ", [(0, "content")]), (rng.choice(["", "that "]) + C, both), (".", [])],
            lambda: [up, (", ", []), cite, (" ", []), X, (", ", []), said, (day + " ", []), that, (".", [])],
            lambda: [(cite[0].capitalize(), cite[1]), (" ", []), X, (", ", []), Z, (" ", []), said, (day + " ", []), that, (".", [])],
            lambda: [up, (" ", []), said, (day + " ", []), that, (", ", []), cite, (" ", []), X, (".", [])],
            lambda: [opened, (", ", []), Z, (" ", []), said, (day + ", ", []), cite, (" ", []), X, (".", [])],
            lambda: [("According to", [(0, "cue")]), (" ", []), Z, (", which ", []), (rng.choice(["cited", "quoted"]), [(1, "cue")]),
                     (" ", []), X, (", ", []), (C, both), (".", [])],
            lambda: [opened, (", ", []), ("according to", [(0, "cue")]), (" ", []), Z, (", which ", []),
                     (rng.choice(["cited", "quoted"]), [(1, "cue")]), (" ", []), X, (".", [])],
            lambda: [("According to", [(1, "cue")]), (" ", []), (low, [(1, "source")]), (" ", [(1, "source")]),
                     ("cited by", [(0, "cue"), (1, "source")]), (" ", [(1, "source")]), (z, [(0, "source"), (1, "source")]),
                     (", ", []), (C, both), (".", [])],
            lambda: [(x, [(1, "source")]), (", ", [(1, "source")]), (rng.choice(["cited by", "quoted by"]), [(0, "cue"), (1, "source")]),
                     (" ", [(1, "source")]), (z, [(0, "source"), (1, "source")]), (",", [(1, "source")]), (" ", []),
                     ("said", [(1, "cue")]), (" ", []), ("that " + C, both), (".", [])],
        ]
    return rng.choice(forms if rng.random() < .3 else forms[-9:] if len(forms) > 5 else forms)()


def sentences(raw, attributions):
    """(begin, end, attribution) of the sentences that hold one whole attribution and touch no other."""
    text, at = raw.decode(), 0
    for line in text.split("\n"):
        b = at
        for piece in SENTENCE.split(line):
            b = raw.find(piece.encode(), b)
            e = b + len(piece.encode())
            inside = [a for a in attributions for r in data.ROLES for s in a[r] if s[0] < e and b < s[1]]
            whole = [a for a in attributions
                     if inside and a is inside[0] and all(b <= s[0] and s[1] <= e for r in data.ROLES for s in a[r])]
            if (whole and all(a is whole[0] for a in inside) and whole[0]["source"] and whole[0]["cue"] and whole[0]["content"]
                    and e - b < 400 and re.search(r"[\w]\.?[\"”]?$", piece) and piece.split(" ")[0] not in STARTERS
                    and len(re.findall("[\"“”]", piece)) % 2 == 0):
                yield b, e, whole[0]
            b = e
        at += len(line.encode()) + 1


def wrap_document(d, share, rng):
    raw, out, at, moved, extra = d["text"].encode(), [], 0, [], []
    size, plan = 0, []
    for b, e, a in sentences(raw, d["attributions"]):
        s = Sentence(raw, b, e, a)
        if rng.random() < (3 * share if s.plain else share if SPEECH & set(s.cue.lower().split()) else 0):
            plan.append((b, e, a))
    gone = [a for _, _, a in plan]
    edits = []
    for b, e, a in plan:
        text, spans = rebuild(wrapped(Sentence(raw, b, e, a), rng))
        out += [raw[at:b], text.encode()]
        size += b - at
        for n in (0, 1):
            extra.append({r: [[x + size, y + size] for x, y in spans.get((n, r), [])] for r in data.ROLES})
        size += len(text.encode())
        edits.append((e, size - e))
        at = e
    out.append(raw[at:])

    def move(x):
        return x + next((delta for e, delta in reversed(edits) if x >= e), 0)
    for a in d["attributions"]:
        if not any(a is g for g in gone):
            moved.append({r: [[move(b), move(e)] for b, e in a[r]] for r in data.ROLES})
    return {"id": d["id"], "annotator": "wrapped", "text": b"".join(out).decode(), "attributions": moved, "nested": extra}


def find(net, docs, threshold=0.6, least=0.5):
    """Adds to the labels of the documents what the net finds, with high score, inside their gold contents."""
    kept = 0
    net.eval()
    for doc in docs:
        if doc.wrapped or not len(doc.anchors):
            continue
        r = predict.Reading(net, doc, fast=True)
        contents = [(a, b) for _, role, a, b in doc.frags if data.ROLES[role] == "content"]
        frags, anchors = [], []
        where = np.isin(doc.tags["cue"][doc.words], [data.IGNORE])      # inside a gold content or source
        for a in predict.attributions(r, threshold, where):
            every = [x for role in data.ROLES for x in a[role]]
            b, e = min(doc.words[i] for i, _ in every), max(doc.words[j - 1] for _, j in every)
            anchor = doc.words[a["anchor"]]
            if a["score"] > least and any(i <= b and e <= j and e - b < j - i for i, j in contents):
                frags += [(len(doc.anchors) + len(anchors), data.ROLES.index(role), doc.words[i], doc.words[j - 1])
                          for role in data.ROLES for i, j in a[role]]
                anchors.append(anchor)
        if anchors:
            doc.frags = np.concatenate([doc.frags, np.array(frags, np.int32)])
            doc.anchors = np.concatenate([doc.anchors, np.array(anchors, np.int32)])
            doc.tags["cue"][anchors] = 1
            kept += len(anchors)
    net.train()
    return kept


def save_found(checkpoint, out):
    docs = data.load()["attribution"]
    old = [len(d.anchors) for d in docs]
    print(find(predict.load_net(checkpoint), docs), "nested attributions found")
    with open(out, "wb") as f:
        pickle.dump({i: (d.anchors, d.frags) for i, (d, n) in enumerate(zip(docs, old)) if len(d.anchors) > n}, f)


def add_found(docs, path):
    """Takes over what save_found wrote; returns how many there are."""
    with open(path, "rb") as f:
        found, kept = pickle.load(f), 0
    for i, (anchors, frags) in found.items():
        kept += len(anchors) - len(docs[i].anchors)
        docs[i].tags["cue"][anchors] = 1
        docs[i].anchors, docs[i].frags = anchors, frags
    return kept


def wrap(out, seed=1, share=0.3):
    rng = random.Random(seed)
    with open(out, "w", encoding="utf8") as f:
        for line in open(os.path.join(data.SHARED, "data/attribution/polnear/train.jsonl"), encoding="utf8"):
            d = wrap_document(json.loads(line), share, rng)
            if d["nested"]:
                f.write(json.dumps(d) + "\n")


if __name__ == "__main__":
    if sys.argv[1] == "find":
        save_found(*sys.argv[2:4])
    else:
        wrap(sys.argv[1], *map(int, sys.argv[2:3]))
