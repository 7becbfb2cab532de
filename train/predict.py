"""Reads texts with a checkpoint as the C runtime does (docs/MODEL.md) and writes minimal records for the scorers.

    python predict.py CKPT GOLD OUT.jsonl [--limit N] [--cue 0.5] [--threads 2]

GOLD: JSON Lines with "text", CoNLL columns (.txt) or CoNLL-U; a record holds text, attributions and entities.
"""
import argparse
import json
import os
import sys

import numpy as np
import torch

import crf
import data
import export
import features
import losses
import net as nets

NONE_BIAS = 0.0          # taken from the score of "no antecedent"
KIND = {"person": "person", "organization": "organization", "place": "place", "misc": "thing"}


def softmax(x):
    e = np.exp(x - x.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


class Reading:
    """A text read by the net: tagger scores of every piece, hidden vectors per window, most central windows."""

    def __init__(self, net, doc, fast=False):
        self.net, self.doc = net, doc
        self.windows = features.cut_windows(len(self.doc), *net.reads)
        self.central = features.most_central(len(self.doc), self.windows)
        self.batches, self.hidden = [], []
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16, enabled=fast):
            for b, e in self.windows:
                batch = losses.Batch([(self.doc, b, e)])
                self.batches.append(batch)
                self.hidden.append(batch.hidden(net).float())

    def central_hidden(self, pieces):
        """[n, 384]: each piece from its most central window."""
        return torch.stack([self.hidden[w][0, p - self.windows[w][0] + 1]
                            for p, w in zip(pieces, self.central[pieces])]) if len(pieces) else torch.zeros(0, 384)

    def tags(self, name):
        """Scores at the first piece of each word."""
        with torch.no_grad():
            return self.net.heads[name](self.central_hidden(self.doc.words)).numpy()

    def span(self, i, j):
        return [int(self.doc.wb[i]), int(self.doc.we[j - 1])]


# ---------------------------------------------------------------- attributions
def attributions(r, threshold, where=None):
    """Anchors above the threshold, each with its best path; doubled finds are dropped. where: words that may be
    anchors."""
    if not len(r.doc):
        return []
    p = softmax(r.tags("cue"))[:, 1]
    if where is not None:
        p = p * where
    found = []
    for w, (b, e) in enumerate(r.windows):
        anchors = [i for i in np.flatnonzero(p > threshold) if r.central[r.doc.words[i]] == w]
        if anchors:
            found += paths(r, w, np.array(anchors), p)
    return hang(dedupe(found))


def paths(r, w, anchors, p):
    head, batch, b = r.net.heads["attr"], r.batches[w], r.windows[w][0]
    positions = r.doc.words[anchors] - b + 1
    with torch.no_grad():
        em = losses.path_scores(head, r.hidden[w], np.zeros(len(anchors), np.int64), positions, batch).double().numpy()
        trans, start = (x.double().numpy() for x in head.paths.scores())
    barred = np.zeros(em.shape[1:], bool)
    line = batch.line[0, batch.words[0]] == 1
    barred[np.ix_(line, [data.PATH.index("I-source"), data.PATH.index("I-cue")])] = True
    own = np.searchsorted(batch.words[0], positions)
    em[np.arange(len(anchors)), own, data.PATH.index("B-cue")] += 1e4          # the anchor begins the cue
    y = crf.best_with(em, trans, start, barred, [data.PATH.index("B-content")])
    mask = np.ones(em.shape[:2], bool)
    logz, gamma, _, _ = crf.marginals(em, mask, np.zeros_like(mask), trans, start)
    first = int(np.searchsorted(r.doc.words, b))
    out = []
    for k, i in enumerate(anchors):
        a = {"p": float(p[i]), "anchor": int(i)}
        for n, role in enumerate(data.ROLES):
            a[role] = fragments(y[k], 2 * n + 1, first)
        marked = y[k] > 0
        a["score"] = float(p[i]) * float(np.exp(np.log(np.maximum(gamma[k][np.arange(len(marked)), y[k]][marked],
                                                                    1e-9)).mean()))
        if a["cue"] and a["content"]:
            out.append(a)
    return out


def fragments(y, begin, first):
    """Word ranges [i, j) of a role whose B label is `begin` and I label the next."""
    out = []
    for t, label in enumerate(y):
        if label == begin or label == begin + 1 and not (out and out[-1][1] == first + t):
            out.append([first + t, first + t + 1])
        elif label == begin + 1:
            out[-1][1] += 1
    return out


def words_of(ranges):
    return {t for i, j in ranges for t in range(i, j)}


def dedupe(found):
    """Of two paths that share a cue word, and more than half of the shorter content, the better one stays."""
    out = []
    for a in sorted(found, key=lambda a: -a["score"]):
        cue, content = words_of(a["cue"]), words_of(a["content"])
        if not any(cue & words_of(b["cue"]) and 2 * len(content & words_of(b["content"]))
                   > min(len(content), len(words_of(b["content"]))) for b in out):
            out.append(a)
    return sorted(out, key=lambda a: a["anchor"])


def hang(found):
    """`within`: the smallest other attribution in whose content (or source) this one's cue stands, or, where contents
    are shared, the one whose cue is not in a `citing`-like place: the outer is the one nearer to the content's edge."""
    for n, a in enumerate(found):
        cue, content, best = words_of(a["cue"]), words_of(a["content"]), None
        for m, b in enumerate(found):
            if m == n:
                continue
            theirs = words_of(b["content"])
            inside = cue <= theirs and len(content & theirs) >= .5 * len(content) and len(theirs) > len(content)
            if inside and (best is None or len(theirs) < best[0]):
                best = (len(theirs), m)
        a["within"] = best[1] if best else None
    shared_contents(found)
    return found


def shared_contents(found):
    """Two attributions with the same content, neither inside the other (`X said, citing Y`): the earlier cue passes
    the other on; one whose cue stands in the other's source (`a report cited by Z`) passes that one on."""
    for n, a in enumerate(found):
        for m in range(n):
            b = found[m]
            x, y = words_of(a["content"]), words_of(b["content"])
            if 2 * len(x & y) < 1.4 * max(len(x), len(y)) or words_of(a["cue"]) <= y or words_of(b["cue"]) <= x:
                continue
            outer, inner = (n, m) if words_of(a["cue"]) & words_of(b["source"]) else (m, n)
            if found[inner]["within"] in (None, found[outer]["within"]) and found[outer]["within"] != inner:
                found[inner]["within"] = outer


# ---------------------------------------------------------------- names and mentions
def names(r):
    """(i, j, kind): word ranges of names."""
    if not len(r.doc):
        return []
    em = r.tags("name").astype(np.float64)
    trans, start = (x.detach().double().numpy() for x in r.net.heads["name"].paths.scores())
    y, _ = crf.best(em[None], trans, start, fresh=r.doc.p.line[r.doc.words] == 1)
    out = []
    for t, label in enumerate(y[0]):
        name = data.NAMES[label]
        if name[0] == "B":
            out.append([t, t + 1, name[2:]])
        elif name[0] == "I" and out and out[-1][1] == t:
            out[-1][1] = t + 1
    return out


def mentions(r):
    """Anchors (word numbers), their kinds, extents (word ranges) and clusters."""
    if not len(r.doc):
        return []
    kinds = r.tags("mention").argmax(-1)
    anchors = np.flatnonzero(kinds)
    out = []
    with torch.no_grad():
        for w, (b, e) in enumerate(r.windows):
            mine = anchors[r.central[r.doc.words[anchors]] == w]
            if not len(mine):
                continue
            s = losses.pick_scores(r.net.heads["extent"], r.hidden[w], r.batches[w])[0].numpy()
            pos = r.doc.words[mine] - b + 1
            ends = s[:, pos].argmax(-1) - 1 + b                                     # [2, n]
            ends = np.searchsorted(r.doc.words, ends, "right") - 1
            out += [(int(i), data.MENTIONS[kinds[i]], int(min(l, i)), int(max(t, i)) + 1)
                    for i, l, t in zip(mine, *ends)]
        out.sort()
        head = r.net.heads["coref"]
        pieces = r.doc.words[[m[0] for m in out]] if out else np.zeros(0, np.int64)
        h = r.central_hidden(pieces)
        at = torch.from_numpy(pieces.astype(np.int64))
        s = head.scores(head.anchor(h), head.target(h), at, at)[0].numpy() if out else np.zeros((0, 0))
    cluster = []
    for n in range(len(out)):
        low = max(0, n - losses.FAR_BACK)
        s[n, n] -= NONE_BIAS
        best = low + int(s[n, low:n + 1].argmax())
        cluster.append(cluster[best] if best < n else n)
    return [(*m, c) for m, c in zip(out, cluster)]


def entities(r):
    """Names as entities of their own where no mention cluster is asked for."""
    out = []
    raw = r.text.encode()
    for i, j, kind in names(r):
        b, e = r.span(i, j)
        out.append({"id": f"n{len(out)}", "kind": KIND[kind], "named": True, "name": raw[b:e].decode(errors="replace"),
                    "mentions": [[b, e]]})
    return out


def clusters(r):
    by = {}
    for _, kind, i, j, c in mentions(r):
        by.setdefault(c, []).append(r.span(i, j))
    return [{"id": f"c{c}", "kind": "thing", "mentions": m} for c, m in by.items() if len(m) > 1]


# ---------------------------------------------------------------- records
def load_net(path, quantised=False):
    net = nets.Reader.of(torch.load(path, weights_only=False)).eval()
    return export.dequantise(net) if quantised else net


def gold_documents(path):
    sys.path.insert(0, os.path.join(data.SHARED, "score"))
    if path.endswith(".conllu"):
        import coref
        return coref.read(path)
    if path.endswith(".txt"):
        import names as score_names
        return score_names.read(path)
    import attribution
    return attribution.common.read_gold(path)


def record(net, text, what, threshold):
    r = Reading(net, data.Doc("", text, ""))
    r.text = text
    out = {"text": text}
    if "attributions" in what:
        out["attributions"] = [
            {"id": f"a{n}", "within": None if a["within"] is None else f"a{a['within']}", "score": round(a["score"], 3),
             **{role: [r.span(i, j) for i, j in a[role]] for role in data.ROLES}}
            for n, a in enumerate(attributions(r, threshold))]
    if "names" in what:
        out["entities"] = entities(r)
    elif "clusters" in what:
        out["entities"] = clusters(r)
    return out


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("checkpoint")
    ap.add_argument("gold")
    ap.add_argument("out")
    ap.add_argument("--limit", type=int, default=0)
    ap.add_argument("--cue", type=float, default=0.5)
    ap.add_argument("--threads", type=int, default=1)
    ap.add_argument("--quantised", action="store_true", help="weights rounded as in the exported file")
    args = ap.parse_args()
    torch.set_num_threads(args.threads)
    net = load_net(args.checkpoint, args.quantised)
    docs = gold_documents(args.gold)
    sys.path.insert(0, os.path.join(data.SHARED, "score"))
    import common
    what = "clusters" if args.gold.endswith(".conllu") else "names" if args.gold.endswith(".txt") else "attributions"
    seen = set()
    with open(args.out, "w", encoding="utf8") as f:
        for d in common.take(docs, args.limit):
            if d["id"] not in seen:
                seen.add(d["id"])
                f.write(json.dumps({"id": d["id"], "record": record(net, d["text"], [what], args.cue)}) + "\n")


if __name__ == "__main__":
    main()
