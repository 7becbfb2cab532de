#!/usr/bin/env python3
"""Learns how likely two reports are to tell of one incident; makes src/story/gen_story_pair.h.

    story_pairs.py STORY_DUMP RECORDS=GOLD... [--check HEADER]

STORY_DUMP is build/tests/story_dump; RECORDS are read reports (JSON Lines) of sets for training alone, GOLD says which are of
one incident (sets of incidents, or documents with `subtopic`). Pairs: those that share a blocking key or a tenth of their
words. Gradient-boosted trees on the features of src/story/story_pair.h, most of them made to speak one way only (MORE, LESS);
each set weighs the same. Of a set whose reports have days of publication, strangers in one town are learnt once more as if they had
happened within a week (NEAR_MISSES), which in the sets is rarer than in life. The mean of SEEDS models. Needs scikit-learn.
Fixed seeds: the same input gives the same table.
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
        "places,fine,kind,kinds,ages,days,names less,names more,digits share,first person,wide").split(",")
LESS = "day any,place,place any,victims apart,era".split(",")
SEEDS = 3
NEAR_MISSES = 1     # their weight, of that of the pairs of one incident
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


def model(names, seed):
    mono = [1 if x in MORE else -1 if x in LESS else 0 for x in names]
    return HistGradientBoostingClassifier(max_iter=80, learning_rate=.1, max_leaf_nodes=6, min_samples_leaf=60, max_features=.3,
                                          l2_regularization=5, random_state=seed, monotonic_cst=mono, early_stopping=False)


def near_misses(x, y, names, seed=0):
    """Strangers whose incidents lie within 25 km and more than two weeks apart, brought within eight days of each other."""
    at = {f: i for i, f in enumerate(names)}
    far = np.nan_to_num(x[:, at["published"]], nan=0) > 14
    x = x[~y & far & (x[:, at["place any"]] < 25)].copy()
    rng = np.random.default_rng(seed)
    apart = rng.integers(0, 9, len(x))
    x[:, at["published"]] = np.maximum(0, apart + rng.integers(-1, 3, len(x)))
    for f in ("day", "day any"):
        x[:, at[f]] = np.where(np.isnan(x[:, at[f]]), np.nan, apart)
    x[:, at["before"]] = np.where(np.isnan(x[:, at["before"]]), np.nan, rng.integers(0, 3, len(x)) - apart)
    x[:, at["days"]] = np.where(np.isnan(x[:, at["days"]]), np.nan, np.where(apart < 3, rng.choice([0, 0, .25, .5, 1], len(x)), 0))
    x[:, at["era"]] = np.where(np.isnan(x[:, at["era"]]), np.nan, 0)
    return x


def learn(sets, names):
    xs, ys, ws = [], [], []
    for x, y in sets:
        dated = np.isfinite(x[:, names.index("published")]).mean() > .5
        xs, ys, ws = xs + [x], ys + [y], ws + [np.full(len(y), 1 / len(y))]
        if dated:
            x = near_misses(x, y, names)
            xs, ys, ws = xs + [x], ys + [np.zeros(len(x), bool)], ws + [np.full(len(x), NEAR_MISSES * y.mean() / len(x))]
    w = np.concatenate(ws)
    x, y, w = np.vstack(xs), np.concatenate(ys), w / w.mean()
    return [model(names, seed).fit(x, y, sample_weight=w) for seed in range(SEEDS)]


def write(models, path, what):
    nodes, roots = [], []
    for (tree,) in (t for m in models for t in m._predictors):
        roots.append(len(nodes))
        for n in tree.nodes:
            assert len(tree.nodes) < 256
            nodes.append((f"{n['value'] / SEEDS:.6g}", LEAF, 0, 0, 0) if n["is_leaf"] else
                         (f"{min(n['num_threshold'], 3e38):.6g}", n["feature_idx"], int(n["missing_go_to_left"]), n["left"], n["right"]))
    with open(path, "w") as f:
        f.write(f"""/* made by train/story_pairs.py from {what}, do not edit */
#ifndef GEN_STORY_PAIR_H
#define GEN_STORY_PAIR_H
#include <stdint.h>
/* clang-format off */
#define STORY_PAIR_BIAS ({float(models[0]._baseline_prediction.ravel()[0]):.6g})
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
    x = np.vstack([x for x, _ in sets])
    p = 1 / (1 + np.exp(-sum(one.decision_function(x) for one in m) / SEEDS))
    y = np.concatenate([y for _, y in sets])
    print(f"{sum(len(one._predictors) for one in m)} trees; log loss on the training pairs {-np.log(np.where(y, p, 1 - p)).mean():.4f}, "
          f"right {np.mean((p > .5) == y):.4f}")


if __name__ == "__main__":
    main()
