"""Learns by which words a report shows a named person as victim or perpetrator: src/facts/facts_people_table.c.

    build/tests/counts_dump models/full.safetensors IN/* > features.jsonl      IN: reports of GOLD, by score/inputs.py
    python train/people.py GOLD features --odds GOLD features [--forms 2000] [--write]

A softmax over three classes for each named person: victim, perpetrator, neither; labels are the archive's names, by last
names. Where the archive has no name for a role, nobody is told not to be in it. The words are learnt from the first set. The
model's tagger has seen that set, so its word is weighed beside the words' sum by the second (--odds: the development set).
F1 is over last names as score/stories.py counts them; by folds where the weights come from the same set.
"""
import argparse
import hashlib
import json
import os
import re
import unicodedata

import torch

from fitting import minimise

HERE = os.path.dirname(os.path.abspath(__file__))
TABLE = os.path.join(HERE, "../src/facts/facts_people_table.c")


def plain(s):
    s = unicodedata.normalize("NFKD", str(s)).casefold()
    return " ".join(re.findall(r"\w+", "".join(c for c in s if not unicodedata.combining(c))))


def last_name(name):
    words = [w for w in plain(name).split() if w not in ("jr", "sr", "ii", "iii", "iv")]
    return words[-1] if words else None


class Set:
    def __init__(self, gold, features):
        want = {}
        for line in open(gold):
            d = json.loads(line)
            roles, full = [set(), set()], [set(), set()]
            for p in d["gold"].get("participants") or []:
                if p.get("name") and last_name(p["name"]):
                    role = "victim" not in p["role"].lower()
                    roles[role].add(last_name(p["name"]))
                    full[role].add((plain(p["name"]).split()[0], last_name(p["name"])))
            for r in d["reports"]:
                want[r["id"]] = roles, full, d["incident"]
        self.forms, self.fill, self.label, self.known, self.report, self.name = [], [], [], [], [], []
        self.gold, self.incident = [], []
        for line in open(features):
            d = json.loads(line)
            if os.path.splitext(os.path.basename(d["name"]))[0] not in want:
                continue
            roles, full, incident = want[os.path.splitext(os.path.basename(d["name"]))[0]]
            self.gold.append(roles)
            self.incident.append(incident)
            for p in d["people"]:
                n = last_name(p["name"])
                if not n:
                    continue
                self.forms.append(sorted(set(p["forms"])))
                self.fill.append(p["fill"])
                self.name.append(n)
                both = n in roles[0] and n in roles[1]              # kin: the first name tells
                killer = both and (plain(p["name"]).split()[0], n) in full[1] - full[0]
                self.label.append(1 if killer else 0 if n in roles[0] else 1 if n in roles[1] else 2)
                self.known.append([bool(roles[0]), bool(roles[1])])
                self.report.append(len(self.gold) - 1)
        self.fill, self.label, self.known = torch.tensor(self.fill), torch.tensor(self.label), torch.tensor(self.known)
        self.report = torch.tensor(self.report)
        part = [int(hashlib.sha256(str(x).encode()).hexdigest(), 16) % 4 for x in self.incident]
        self.part = torch.tensor(part)[self.report]

    def bags(self, index):
        flat, offsets = [], []
        for forms in self.forms:
            offsets.append(len(flat))
            flat += [index[x] for x in forms if x in index]
        return torch.tensor(flat), torch.tensor(offsets)


def loss_of(scores, s):
    """scores [n, 2]; neither's is 0."""
    logp = torch.cat([scores, torch.zeros(len(scores), 1)], 1).log_softmax(1)
    own = logp.gather(1, s.label[:, None]).squeeze(1)
    may = torch.stack([logp[:, 0].masked_fill(s.known[:, 0], -1e9), logp[:, 1].masked_fill(s.known[:, 1], -1e9), logp[:, 2]], 1)
    return -torch.where(s.label == 2, may.logsumexp(1), own)


def learn_words(s, n_forms, penalty):
    """{form: (victim, perpetrator)}, constants"""
    count = {}
    for forms in s.forms:
        for x in forms:
            count[x] = count.get(x, 0) + 1
    keep = [x for x, k in sorted(count.items()) if k >= 12]
    for last in (False, True):
        index = {x: i for i, x in enumerate(keep)}
        flat, offsets = s.bags(index)
        w, c = torch.zeros(len(keep), 2, requires_grad=True), torch.zeros(2, requires_grad=True)
        minimise(lambda: loss_of(torch.nn.functional.embedding_bag(flat, w, offsets, mode="sum") + c, s).mean()
                 + penalty * (w ** 2).sum(), [w, c], 60)
        if not last:
            weight = w.detach().abs().amax(1) * torch.tensor([count[x] for x in keep]).sqrt()
            keep = sorted(keep[i] for i in weight.argsort(descending=True)[:n_forms].tolist())
    return {x: w.detach()[i] for i, x in enumerate(keep)}, c.detach()


def words_of(s, table, c):
    out = torch.zeros(len(s.forms), 2)
    for i, forms in enumerate(s.forms):
        for x in forms:
            if x in table:
                out[i] += table[x]
    return out


def inputs(s, words):
    one = torch.ones(len(words))
    return torch.stack([torch.stack([one, words[:, r], s.fill[:, 0], s.fill[:, 1]], 1) for r in (0, 1)], 1)   # [n, 2, 4]


def learn_odds(s, x, use):
    w = torch.zeros(2, 4, requires_grad=True)
    minimise(lambda: loss_of((x * w).sum(2), s)[use].mean() + 0.0003 * (w ** 2).sum(), [w], 60)
    return w.detach()


def probabilities(x, w):
    return torch.cat([(x * w).sum(2), torch.zeros(len(x), 1)], 1).softmax(1)


def f1(s, p, least):
    """[victim, suspect, both] P, R, F1 at a threshold"""
    found = [[set(), set()] for _ in s.gold]
    for i, r in enumerate(s.report.tolist()):
        role = 0 if p[i, 0] >= p[i, 1] else 1
        if p[i, role] >= least:
            found[r][role].add(s.name[i])
    out = []
    for roles in ((0,), (1,), (0, 1)):
        hit = pred = gold = 0
        for f, g in zip(found, s.gold):
            for r in roles:
                if g[r]:
                    hit, pred, gold = hit + len(f[r] & g[r]), pred + len(f[r]), gold + len(g[r])
        out.append((round(hit / max(pred, 1), 3), round(hit / gold, 3), round(2 * hit / (pred + gold), 4)))
    return out


def write(table, w):
    lines = ["/* made by train/people.py, do not edit */", '#include "facts_people.h"', "", "const struct people_word people_words[] = {"]
    rows = [f'{{{json.dumps(x, ensure_ascii=False)}, {v[0]:.2f}f, {v[1]:.2f}f}}' for x, v in sorted(table.items(), key=lambda r: r[0].encode())]
    line = "   "
    for row in rows:
        if len(line) + len(row) > 120:
            lines.append(line)
            line = "   "
        line += " " + row + ","
    lines += [line, "};", "const uint32_t n_people_words = sizeof people_words / sizeof *people_words;",
              "const float people_weights[2][N_PEOPLE_WEIGHTS] = {"]
    lines += ["    {" + ", ".join(f"{x:.4f}f" for x in r) + "}," for r in w.tolist()]
    with open(TABLE, "w") as f:
        f.write("\n".join([*lines, "};", ""]))


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("set", nargs=2)
    ap.add_argument("--odds", nargs=2, required=True)
    ap.add_argument("--forms", type=int, default=2000)
    ap.add_argument("--penalty", type=float, default=0.0003)
    ap.add_argument("--show", type=int, default=0)
    ap.add_argument("--write", action="store_true")
    args = ap.parse_args()
    train, dev = Set(*args.set), Set(*args.odds)
    print(len(train.forms), "people,", torch.bincount(train.label).tolist())
    table, c = learn_words(train, args.forms, args.penalty)
    x = inputs(dev, words_of(dev, table, c))
    blind = torch.tensor([[c[0], 1, 0, 0], [c[1], 1, 0, 0]])
    for least in (0.3, 0.4, 0.5):
        print("words alone", least, f1(dev, probabilities(x, blind), least))
    held = torch.zeros(len(x), 3)
    for k in range(4):
        w = learn_odds(dev, x, dev.part != k)
        held[dev.part == k] = probabilities(x, w)[dev.part == k]
    for least in (0.25, 0.3, 0.35, 0.4, 0.5):
        print("by folds", least, f1(dev, held, least))
    w = learn_odds(dev, x, torch.ones(len(x)).bool())
    print(w)
    for r in (0, 1):
        best = sorted(table.items(), key=lambda t: -float(t[1][r]))
        print([f"{f} {float(v[r]):.2f}" for f, v in best[:args.show]], [f"{f} {float(v[r]):.2f}" for f, v in best[-args.show:]] if args.show else "")
    if args.write:
        write(table, w)


main()
