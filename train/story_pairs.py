#!/usr/bin/env python3
"""Learns how likely two reports are to tell of one incident; makes src/story/gen_story_pair.h.

    story_pairs.py STORY_DUMP RECORDS=GOLD... [--check HEADER]

STORY_DUMP is build/tests/story_dump; RECORDS are read reports (JSON Lines) of sets for training alone, GOLD says which are of
one incident (sets of incidents, or documents with `subtopic`). Pairs: those that share a blocking key or a tenth of their
words. Gradient-boosted trees on the features of src/story/story_pair.h, most of them made to speak one way only (MORE, LESS);
each set weighs the same. Needs scikit-learn. Fixed seed: the same input gives the same table.
"""
import argparse
import gzip
import json
import os
import re
import subprocess
import tempfile

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCE = os.path.join(HERE, "..", "src", "story")
MORE = ("words,name pairs,capitals,digits,lead,title less,title more,inside,rare,shingles,people,key people,people share,things,"
        "places,fine,kind,kinds,ages,days").split(",")
LESS = "day any,place,place any,victims apart".split(",")
LEAF = 255


def features():
    with open(os.path.join(SOURCE, "story_pair.h")) as f:
        return re.findall(r'X\(\w+, "([^"]+)"\)', f.read())


def key(name):
    return re.sub(r"[^A-Za-z0-9._+-]+", "_", name)


def incidents(path):
    """Report -> its incident."""
    out, seen = {}, {}
    with gzip.open(path, "rt") if path.endswith(".gz") else open(path) as f:
        for d in map(json.loads, f):
            for r in d.get("reports", [d]):
                n = seen[r["id"]] = seen.get(r["id"], 0) + 1
                out[key(r["id"] + (f"-{n}" if n > 1 else ""))] = d.get("incident") or d["subtopic"]
    return out


def pairs(dump, records, gold, n):
    """-> features, whether one incident, of the pairs of a set."""
    of = incidents(gold)
    with tempfile.NamedTemporaryFile("w") as f:
        f.write(subprocess.run([dump, "sign", records], stdout=subprocess.PIPE, text=True, check=True).stdout)
        f.flush()
        names = [line.split("\t")[0] for line in open(f.name)]
        found = [np.frombuffer(subprocess.run([dump, how, f.name], stdout=subprocess.PIPE, check=True).stdout, np.uint32)
                 .reshape(-1, 2 + n) for how in ("pairs", "near")]
    a = np.vstack(found)
    a = a[np.unique(a[:, 0].astype(np.int64) << 32 | a[:, 1], return_index=True)[1]]
    same = np.array([of[names[i]] == of[names[j]] for i, j in a[:, :2]])
    return a[:, 2:].copy().view(np.float32), same


def model(names):
    mono = [1 if x in MORE else -1 if x in LESS else 0 for x in names]
    return HistGradientBoostingClassifier(max_iter=150, learning_rate=.06, max_leaf_nodes=8, min_samples_leaf=20,
                                          l2_regularization=5, random_state=0, monotonic_cst=mono, early_stopping=False)


def learn(sets, names):
    x, y = np.vstack([x for x, _ in sets]), np.concatenate([y for _, y in sets])
    w = np.concatenate([np.full(len(y), 1 / len(y)) for _, y in sets]) * len(y)
    return model(names).fit(x, y, sample_weight=w)


def write(m, path, what):
    nodes, roots = [], []
    for (tree,) in m._predictors:
        roots.append(len(nodes))
        for n in tree.nodes:
            assert len(tree.nodes) < 256
            nodes.append((f"{n['value']:.6g}", LEAF, 0, 0, 0) if n["is_leaf"] else
                         (f"{min(n['num_threshold'], 3e38):.6g}", n["feature_idx"], int(n["missing_go_to_left"]), n["left"], n["right"]))
    with open(path, "w") as f:
        f.write(f"""/* made by train/story_pairs.py from {what}, do not edit */
#ifndef GEN_STORY_PAIR_H
#define GEN_STORY_PAIR_H
#include <stdint.h>
/* clang-format off */
#define STORY_PAIR_BIAS ({float(m._baseline_prediction.ravel()[0]):.6g})
enum {{ STORY_PAIR_TREES = {len(roots)}, STORY_PAIR_LEAF = {LEAF} }};
struct story_pair_node {{
    float value;     /* at most: left; of a leaf, what it adds */
    uint8_t feature; /* enum pair_feature, or STORY_PAIR_LEAF */
    uint8_t missing_left;
    uint8_t left, right; /* nodes of the tree */
}};
static const struct story_pair_node story_pair_nodes[] = {{
""")
        for n in nodes:
            f.write("    {%sf, %d, %d, %d, %d},\n" % ((n[0] if "." in n[0] or "e" in n[0] else n[0] + ".0",) + n[1:]))
        f.write("};\nstatic const uint16_t story_pair_roots[] = {" + ", ".join(map(str, roots)) + "};\n/* clang-format on */\n#endif\n")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("dump")
    ap.add_argument("sets", nargs="+", metavar="RECORDS=GOLD")
    args = ap.parse_args()
    names = features()
    sets = [pairs(args.dump, *s.split("=", 1), len(names)) for s in args.sets]
    for s, (x, y) in zip(args.sets, sets):
        print(f"{os.path.basename(s.split('=')[0])}: {len(y)} pairs, {int(y.sum())} of one incident")
    m = learn(sets, names)
    what = " and ".join(f"{len(y)} pairs ({int(y.sum())} of one incident)" for _, y in sets)
    write(m, os.path.join(SOURCE, "gen_story_pair.h"), what)
    p = 1 / (1 + np.exp(-m.decision_function(np.vstack([x for x, _ in sets]))))
    y = np.concatenate([y for _, y in sets])
    print(f"{len(m._predictors)} trees; log loss on the training pairs {-np.log(np.where(y, p, 1 - p)).mean():.4f}, "
          f"right {np.mean((p > .5) == y):.4f}")


if __name__ == "__main__":
    main()
