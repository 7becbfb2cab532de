"""Learns by which words a report shows a noun phrase as a filler of an incident's role: src/facts/facts_fillers_table.c.

    build/tests/fillers_dump models/full.safetensors IN/* > features.jsonl      IN: reports of GOLD, by score/inputs.py
    python train/fillers.py GOLD features --odds GOLD features [--forms 6000] [--write]

GOLD is MUC-4. For each role a logistic sum over a phrase's forms; a phrase is right where its words are a string of the gold's.
The words are learnt from the first set. The model's tagger has seen that set, so its word is weighed beside the words' sum by
the second (--odds: the development set), seven numbers a role; figures by folds of it. Nothing is random.
"""
import argparse
import hashlib
import json
import os
import string
import sys

import torch

from fitting import minimise

HERE = os.path.dirname(os.path.abspath(__file__))
TABLE = os.path.join(HERE, "../src/facts/facts_fillers_table.c")
ROLES = (("PerpInd", "PerpOrg"), ("Victim",), ("Target",), ("Weapon",))
DROP = str.maketrans("", "", string.punctuation)


def normal(s):
    return " ".join(w for w in s.lower().translate(DROP).split() if w not in ("a", "an", "the"))


class Set:
    def __init__(self, gold, features):
        want = {}
        for line in open(gold):
            d = json.loads(line)
            want[d["docid"]] = [[{normal(m[0]) for m in e} for k in r for e in d["extracts"].get(k) or []] for r in ROLES]
        self.gold, self.ids, self.phrases, self.doc, labels, x = [], [], [], [], [], []
        for line in open(features):
            d = json.loads(line)
            name = os.path.splitext(os.path.basename(d["name"]))[0]
            gold = want[name]
            self.ids.append(name)
            self.gold.append(gold)
            for p in d["phrases"]:
                p["strings"] = list(dict.fromkeys(normal(p[k]) for k in ("text", "core")))
                labels.append([any(s in e for e in r for s in p["strings"]) for r in gold])
                x.append([*p["tagged"], p["open"], sum(map(len, gold)) > 0])
                p["forms"] = sorted(set(p["forms"]))
                self.phrases.append(p)
                self.doc.append(len(self.ids) - 1)
        self.y, self.x, self.doc = torch.tensor(labels).float(), torch.tensor(x), torch.tensor(self.doc)
        part = torch.tensor([int(hashlib.sha256(n.encode()).hexdigest(), 16) % 5 for n in self.ids])
        self.part = part[self.doc]

    def bags(self, index):
        flat, offsets = [], []
        for p in self.phrases:
            offsets.append(len(flat))
            flat += [index[f] for f in p["forms"] if f in index]
        return torch.tensor(flat), torch.tensor(offsets)


def sums(flat, offsets, w):
    return torch.nn.functional.embedding_bag(flat, w, offsets, mode="sum")


def learn_words(s, args, use=None, index=None):
    """{form: row}, weights [forms, roles], constants [roles]"""
    index = index or kept_forms(s, args.least)
    flat, offsets = s.bags(index)
    w, c = torch.zeros(len(index), 4, requires_grad=True), torch.full((4,), -3.0, requires_grad=True)
    use = torch.ones(len(s.y)).bool() if use is None else use
    bce = torch.nn.functional.binary_cross_entropy_with_logits
    minimise(lambda: bce((sums(flat, offsets, w) + c)[use], s.y[use]) + args.penalty * (w ** 2).sum(), [w, c], args.steps)
    return index, w.detach(), c.detach()


def kept_forms(s, least):
    docs = {}
    for p, d in zip(s.phrases, s.doc.tolist()):
        for f in p["forms"]:
            docs.setdefault(f, set()).add(d)
    return {f: i for i, f in enumerate(sorted(f for f, d in docs.items() if len(d) >= least))}


def logit(p):
    return torch.log((p + 0.02) / (1.02 - p))


def inputs(s, words):
    """[n, roles, 6]: constant, words, the tagger's odds of this role, of any other, of any, whether it has one"""
    t, out = s.x[:, :4], []
    for r in range(4):
        other = torch.cat([t[:, :r], t[:, r + 1:]], 1).amax(1)
        out.append(torch.stack([torch.ones(len(t)), words[:, r], logit(t[:, r]), other, logit(s.x[:, 4]), (t[:, r] > 0).float()], 1))
    return torch.stack(out, 1)


def learn_odds(x, y, use):
    w = torch.zeros(4, x.shape[2], requires_grad=True)
    bce = torch.nn.functional.binary_cross_entropy_with_logits
    minimise(lambda: bce((x * w).sum(2)[use], y[use]) + 1e-5 * (w ** 2).sum(), [w], 80)
    return w.detach()


def entities(s, p, r, least):
    """per document the strings of role r: phrases of one entity or one string are one filler, of the surest phrase"""
    out = [[] for _ in s.ids]
    order = (-p[:, r]).argsort().tolist()
    for i in order:
        if p[i, r] < least:
            break
        q, d = s.phrases[i], int(s.doc[i])
        if all(not (set(q["strings"]) & set(o["strings"]) or q["entity"] >= 0 and q["entity"] == o["entity"]) for o in out[d]):
            out[d].append(q)
    return out


SHOWN = ("text", "text", "core", "core")        # perpetrators and victims with what describes them, things without


def counts(s, p, least):
    """(right, found, gold) over all roles and for each"""
    rows = []
    for r in range(4):
        n = [0, 0, 0]
        for gold, found in zip(s.gold, entities(s, p, r, least[r])):
            taken = set()
            for q in found:
                name = normal(q[SHOWN[r]])
                j = next((j for j, e in enumerate(gold[r]) if j not in taken and name in e), None)
                if j is not None:
                    taken.add(j)
            n = [n[0] + len(taken), n[1] + len(found), n[2] + len(gold[r])]
        rows.append(n)
    return [sum(n[k] for n in rows) for k in range(3)], rows


def f1_of(n):
    return 2 * n[0] / max(n[1] + n[2], 1)


def f1(s, p, least):
    total, rows = counts(s, p, least)
    return round(f1_of(total), 4), ["%.3f/%.3f=%.3f" % (n[0] / max(n[1], 1), n[0] / n[2], f1_of(n)) for n in rows]


def best_thresholds(s, p):
    return [max((i / 40 for i in range(4, 28)), key=lambda t: f1_of(counts(s, p, [t if k == r else 9 for k in range(4)])[1][r]))
            for r in range(4)]


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("set", nargs=2)
    ap.add_argument("--odds", nargs=2, required=True)
    ap.add_argument("--forms", type=int, default=8000)
    ap.add_argument("--write", action="store_true")
    ap.add_argument("--least", type=int, default=3)
    ap.add_argument("--steps", type=int, default=60)
    ap.add_argument("--penalty", type=float, default=5e-6)
    args = ap.parse_args()
    torch.set_num_threads(1)
    train, dev = Set(*args.set), Set(*args.odds)
    for n, s in (("train", train), ("dev", dev)):
        print(n, len(s.ids), len(s.phrases), s.y.sum(0).tolist(), "reach",
              [round(sum(any(set(q["strings"]) & e for q, d in zip(s.phrases, s.doc.tolist()) if d == k) for k, g in enumerate(s.gold) for e in g[r]) / max(1, sum(len(g[r]) for g in s.gold)), 3) for r in range(4)] if n == "dev" else "")
        for r in range(4):
            t = s.x[:, r] > 0.5
            print("  tagger", r, "P %.3f R %.3f" % (float(s.y[t, r].mean()), float(t[s.y[:, r] > 0].float().mean())))
    index, w, c = learn_words(train, args)
    count = torch.zeros(len(index))
    for p in train.phrases:
        for f in p["forms"]:
            if f in index:
                count[index[f]] += 1
    top = set((w.abs().amax(1) * count.sqrt()).argsort(descending=True)[:args.forms].tolist())
    index = {f: i for i, f in enumerate(sorted((f for f, i in index.items() if i in top), key=str.encode))}
    index, w, c = learn_words(train, args, index=index)
    print(len(index), "forms")
    words = sums(*dev.bags(index), w) + c
    p = words.sigmoid()
    t = best_thresholds(dev, p)
    print("words alone", t, f1(dev, p, t))
    x = inputs(dev, words)
    held = torch.zeros(len(x), 4)
    for k in range(5):
        held[dev.part == k] = (x * learn_odds(x, dev.y, dev.part != k)).sum(2).sigmoid()[dev.part == k]
    t = best_thresholds(dev, held)
    print("by folds", t, f1(dev, held, t))
    parted = [0, 0, 0]                       # thresholds by folds too
    for k in range(5):
        rest, own = held.clone(), held.clone()
        rest[dev.part == k], own[dev.part != k] = 0, 0
        parted = [a + b for a, b in zip(parted, counts(dev, own, best_thresholds(dev, rest))[0])]
    gold = sum(len(g) for r in dev.gold for g in r)
    print("by folds, thresholds too", round(2 * parted[0] / (parted[1] + gold), 4))
    odds = learn_odds(x, dev.y, torch.ones(len(x)).bool())
    print(odds)
    if args.write:
        write(index, w, c, odds, t)


def write(index, w, c, odds, least):
    lines = ["/* made by train/fillers.py, do not edit */", '#include "facts_fillers.h"', "", "const struct filler_word filler_words[] = {"]
    line = "   "
    for f, i in index.items():
        row = f"{{{json.dumps(f, ensure_ascii=False)}, {{" + ", ".join(f"{round(100 * v)}" for v in w[i].tolist()) + "}},"
        if len(line) + len(row) > 119:
            lines.append(line)
            line = "   "
        line += " " + row
    lines += [line, "};", "const uint32_t n_filler_words = sizeof filler_words / sizeof *filler_words;",
              "const float filler_weights[N_ROLES][N_FILLER_WEIGHTS] = {"]
    odds = odds.clone()
    odds[:, 0] += odds[:, 1] * c
    lines += ["    {" + ", ".join(f"{v:.4f}f" for v in r) + "}," for r in odds.tolist()]
    lines += ["};", "const float filler_least[N_ROLES] = {" + ", ".join(f"{v:.3f}f" for v in least) + "};", ""]
    with open(TABLE, "w") as f:
        f.write("\n".join(lines))

main()
