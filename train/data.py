"""The training sets as packed documents: pieces with features, and the labels of every head that a set can teach.

Label arrays have one value a piece; IGNORE where the set says nothing. Positions in a document are piece numbers; words
are named by their first pieces. `python data.py` builds the cache that train.py reads.
"""
import collections
import json
import os
import pickle
import sys

import numpy as np

import conllu
import features

SHARED = os.environ.get("SAYSO_SHARED", os.path.join(os.path.dirname(__file__), "../../shared"))
OUT = os.environ.get("SAYSO_OUT", "/work/train-out")
IGNORE = -100
UPOS = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split()
NAMES = ["O"] + [f"{b}-{t}" for t in ("person", "organization", "place", "misc") for b in "BI"]
MENTIONS = "O person organization place event object abstract time animal plant substance".split()
ROLES = ("source", "cue", "content")
PATH = ["O"] + [f"{b}-{r}" for r in ROLES for b in "BI"]
FILL = "O perp_ind perp_org target victim weapon".split()
TIME = ["O"] + [f"{b}-{t}" for t in ("DATE", "TIME", "DURATION", "SET") for b in "BI"]
EVENT = "O occurrence state reporting other".split()
COUNT = "none 0 1 2 3 4 5 6+".split()                       # of a report: taught and read at its first piece
INCIDENT = "none incident".split()                          # the same
EXTRA = {"fill": FILL, "time": TIME, "event": EVENT, "killed": COUNT, "injured": COUNT, "incident": INCIDENT}
NAME_OF = {"PER": "person", "ORG": "organization", "LOC": "place", "MISC": "misc"}


class Doc:
    """Pieces of a text with labels: `tags` {head: array}, `dep` heads, `mentions` rows (anchor, left, right,
    cluster or -1), `frags` rows (attribution, role, first piece of the first word, of the last word), `anchors`."""
    true = None                                # letter cases guessed for a text that has lost them (incidents.py)

    def __init__(self, name, text, kind):
        self.name, self.kind, self.p = name, kind, features.read_pieces(text)
        self.tags, self.dep, self.wrapped = {}, None, False
        self.mentions = self.frags = self.anchors = None
        self.words = np.flatnonzero(self.p.first)              # first piece of each word
        self.wb, self.we = self.p.word_beg[self.words], self.p.word_end[self.words]

    def __len__(self):
        return len(self.p)

    def empty(self, fill=IGNORE):
        return np.full(len(self), fill, np.int16)

    def span(self, b, e):
        """Numbers [i, j) of the words that a byte span touches."""
        return int(np.searchsorted(self.we, b, "right")), int(np.searchsorted(self.wb, e, "left"))

    def word_at(self, b):
        i = int(np.searchsorted(self.wb, b, "right")) - 1
        return i if i >= 0 and self.we[i] > b else -1


# ---------------------------------------------------------------- attributions
def add_attributions(doc, attributions, inner=()):
    """`inner`: more attributions (nested ones), which may overlap the others."""
    cue, masked = doc.empty(0), np.zeros(len(doc), bool)
    frags, anchors = [], []
    for number, a in enumerate([*attributions, *inner]):
        spans = {r: [doc.span(*s) for s in sorted(a.get(r) or [])] for r in ROLES}
        spans = {r: [(i, j) for i, j in s if i < j] for r, s in spans.items()}
        if not spans["cue"] or not spans["content"]:
            continue
        taken, rows = set(), []
        for r in ("cue", "source", "content"):
            for i, j in spans[r]:
                i, j = trim(i, j, taken)
                if i < j:
                    taken |= set(range(i, j))
                    rows.append((len(anchors), ROLES.index(r), doc.words[i], doc.words[j - 1]))
                    if r != "cue" and number < len(attributions):
                        masked[doc.words[i]:doc.words[j - 1] + 1] = True
        frags += rows
        anchors.append(doc.words[spans["cue"][0][0]])
    cue[masked] = IGNORE
    for a in anchors:
        cue[a] = 1
    cue[~doc.p.first] = IGNORE
    doc.tags["cue"] = cue
    doc.frags = np.array(frags, np.int32).reshape(-1, 4)
    doc.anchors = np.array(anchors, np.int32)


def trim(i, j, taken):
    """The longest run of [i, j) without words that another role has."""
    best, b = (i, i), i
    for w in range(i, j + 1):
        if w == j or w in taken:
            if w - b > best[1] - best[0]:
                best = (b, w)
            b = w + 1
    return best


def read_polnear(folder, split="train", wrapped=None):
    """`wrapped`: documents made over by nest.py."""
    seen, docs = set(), []
    for file in (f"{split}.jsonl", f"agreement-{split}.jsonl"):
        for line in open(os.path.join(folder, file), encoding="utf8"):
            d = json.loads(line)
            key = (d["id"], d["annotator"])
            if key not in seen:
                seen.add(key)
                doc = Doc(d["id"], d["text"], "attribution")
                add_attributions(doc, d["attributions"])
                docs.append(doc)
    for line in open(wrapped, encoding="utf8") if wrapped else ():
        d = json.loads(line)
        doc = Doc(d["id"], d["text"], "attribution")
        doc.wrapped = True
        add_attributions(doc, d["attributions"] + d["nested"][::2], d["nested"][1::2])
        docs.append(doc)
    return docs


# ---------------------------------------------------------------- names
def read_conll(path):
    sys.path.insert(0, os.path.join(SHARED, "score"))
    import names
    for d in names.read(path):
        doc = Doc(d["id"], d["text"], "names")
        tag = np.where(doc.p.first, 0, IGNORE).astype(np.int16)
        for n in d["names"]:
            i, j = doc.span(*n["span"])
            for w in range(i, j):
                tag[doc.words[w]] = NAMES.index(("I-" if w > i else "B-") + NAME_OF[n["type"]])
        doc.tags["name"] = tag
        yield doc


# ---------------------------------------------------------------- GUM
def relations(path):
    found = {r for d in conllu.read(path) for r in d.deprel}
    return sorted(found | {"goeswith"})


def read_gum(syntax, onto, deprels):
    for s, o in zip(conllu.read(syntax), conllu.read(onto)):
        assert s.name == o.name and s.text == o.text, s.name
        doc = Doc(s.name, s.text, "gum")
        add_syntax(doc, s, deprels)
        add_mentions(doc, s, o)
        yield doc


def add_syntax(doc, s, deprels):
    pos, rel, sent = doc.empty(), doc.empty(), doc.empty()
    doc.dep = np.full(len(doc), -1, np.int32)
    sent[doc.words] = 0
    places = [doc.word_at(b) for b in s.beg]
    for t in range(len(s.beg)):
        i, j = np.searchsorted(doc.wb, [s.beg[t], s.end[t]])
        for w in range(i, j):
            at = doc.words[w]
            pos[at] = UPOS.index(s.upos[t])
            if w == i:
                target = places[s.head[t]]
                if target >= 0:
                    doc.dep[at] = doc.words[target]
                    if s.deprel[t] in deprels:
                        rel[at] = deprels.index(s.deprel[t])
            else:                               # the rest of a token that BERT's rule cuts: "U.S.", "don't"
                doc.dep[at], rel[at] = doc.words[i], deprels.index("goeswith")
    for t in s.starts:
        w = doc.word_at(s.beg[t])
        if w >= 0:
            sent[doc.words[w]] = 1
    doc.tags.update(pos=pos, deprel=rel, sent=sent)


def add_mentions(doc, s, o):
    """One mention a head word: OntoGUM's where it has one (clusters of two or more), else GUM's."""
    size = collections.Counter(e[3] for e in o.entities)
    kinds = {(f, l): kind for f, l, kind, _ in s.entities}
    by_head = {conllu.head_of(s, f, l): kind for f, l, kind, _ in s.entities}
    ids, taken = {}, {}
    for level, entities in enumerate(([e for e in o.entities if size[e[3]] > 1], s.entities)):
        for f, l, kind, ident in sorted(entities, key=lambda e: e[1] - e[0]):
            head = conllu.head_of(s, f, l)
            joint = conllu.conjunction(s, f, l, head)
            anchor = head if joint is None else joint
            kind = kinds.get((f, l)) or kind or by_head.get(head) or "abstract"
            left, right = doc.word_at(s.beg[f]), doc.word_at(max(s.end[l] - 1, s.beg[l]))
            w = doc.word_at(s.beg[anchor])
            if min(left, right, w) < 0 or w in taken and taken[w][0] < level:
                continue
            cluster = ids.setdefault(ident, len(ids)) if level == 0 else -1
            if w not in taken or level == 0:
                taken[w] = (level, doc.words[w], doc.words[left], doc.words[right], cluster, kind)
    tag = np.where(doc.p.first, 0, IGNORE).astype(np.int16)
    for m in taken.values():
        tag[m[1]] = MENTIONS.index(m[5]) if m[5] in MENTIONS else MENTIONS.index("abstract")
    doc.tags["mention"] = tag
    doc.mentions = np.array([m[1:5] for _, m in sorted(taken.items())], np.int32).reshape(-1, 4)


# ---------------------------------------------------------------- cache
def build(wrapped=None):
    data = os.path.join(SHARED, "data")
    gum = os.path.join(data, "syntax/gum/train.conllu")
    deprels = relations(gum)
    return {"deprels": deprels,
            "attribution": read_polnear(os.path.join(data, "attribution/polnear"), wrapped=wrapped),
            "names": list(read_conll(os.path.join(data, "names/conll2003/train.txt"))),
            "gum": list(read_gum(gum, os.path.join(data, "coref/ontogum/train.conllu"), deprels))}


def load(cache=None):
    """The sets from the cache; wrapped.jsonl beside it (nest.py) goes in when it is built."""
    cache = cache or os.path.join(OUT, "data.pickle")
    if not os.path.exists(cache):
        wrapped = os.path.join(os.path.dirname(cache), "wrapped.jsonl")
        sets = build(wrapped if os.path.exists(wrapped) else None)
        with open(cache, "wb") as f:
            pickle.dump(sets, f)
    with open(cache, "rb") as f:
        return pickle.load(f)


if __name__ == "__main__":
    import data                                # pickled classes are named after this module
    sets = data.load(*sys.argv[1:2])
    for name in ("attribution", "names", "gum"):
        docs = sets[name]
        print(f"{name}: {len(docs)} documents, {sum(map(len, docs))} pieces, "
              f"{sum(len(d.anchors) for d in docs if d.anchors is not None)} attributions, "
              f"{sum(len(d.mentions) for d in docs if d.mentions is not None)} mentions")
    print("deprels", len(sets["deprels"]))
