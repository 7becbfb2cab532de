"""The figures of the heads for incidents, times and events on development texts: `python measure.py CKPT [--quantised]`.

fill: words of MUC-4 dev, as written and with guessed letter cases; time and event: the fifth of TimeBank and AQUAINT that is
never trained on; killed, injured: the first window of each report of GVA dev; incident: MUC-4 dev.
"""
import argparse
import collections
import os
import sys

import numpy as np
import torch

import data
import features
import incidents
import predict


def prf(right, found, gold):
    p, r = right / max(1, found), right / max(1, gold)
    return f"P {100 * p:.1f} R {100 * r:.1f} F1 {200 * p * r / max(1e-9, p + r):.1f} of {gold}"


def best(net, doc, name):
    return predict.Reading(net, doc, fast=True).tags(name).argmax(-1)


def words_f1(pairs, labels):
    """Micro F1 of all labels but the first, then of each."""
    gold, got = (np.concatenate(x) for x in zip(*pairs))
    got, gold = got[gold >= 0], gold[gold >= 0]
    yield "all", prf(((got == gold) & (gold > 0)).sum(), (got > 0).sum(), (gold > 0).sum())
    yield "any", prf(((got > 0) & (gold > 0)).sum(), (got > 0).sum(), (gold > 0).sum())
    for k, label in enumerate(labels[1:], 1):
        yield label, prf(((got == k) & (gold == k)).sum(), (got == k).sum(), (gold == k).sum())


def spans(y, labels):
    """(first word, last word + 1, kind) of B-/I- labels."""
    out, open_ = [], None
    for t, label in enumerate([labels[k] for k in y] + ["O"]):
        if open_ and not (label[0] == "I" and label[2:] == open_[1]):
            out.append((open_[0], t, open_[1]))
            open_ = None
        if label != "O" and not open_:
            open_ = (t, label[2:])
    return out


def fills(net, docs, how):
    pairs = [(d.tags["fill"][d.words], best(net, d, "fill")) for d in docs]
    for name, value in words_f1(pairs, data.FILL):
        print(f"fill {how} {name}: {value}")


def times(net, docs):
    count, pairs = collections.Counter(), []
    for d in docs:
        r = predict.Reading(net, d, fast=True)
        gold, got = (set(spans(y, data.TIME)) for y in (d.tags["time"][d.words], r.tags("time").argmax(-1)))
        count.update(gold=len(gold), got=len(got), typed=len(gold & got),
                     plain=len({s[:2] for s in gold} & {s[:2] for s in got}))
        pairs.append((d.tags["event"][d.words], r.tags("event").argmax(-1)))
    print("time spans:", prf(count["plain"], count["got"], count["gold"]))
    print("time spans and types:", prf(count["typed"], count["got"], count["gold"]))
    for name, value in words_f1(pairs, data.EVENT):
        print(f"event {name}: {value}")


def at_first(net, docs, names):
    """Gold and best label at the first piece, for those documents that have one."""
    out = {name: [] for name in names}
    for d in docs:
        b, e = features.cut_windows(len(d), *net.reads)[0]
        batch = predict.losses.Batch([(d, b, e)])
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            h = batch.hidden(net).float()
            for name in names:
                if name in d.tags and d.tags[name][0] >= 0:
                    out[name].append((int(d.tags[name][0]), int(net.heads[name](h[0, 1]).float().argmax())))
    for name, rows in out.items():
        gold, got = np.array(rows).T
        print(f"{name}: accuracy {100 * (gold == got).mean():.1f}, within one {100 * (abs(gold - got) < 2).mean():.1f}, "
              f"always the commonest {100 * np.bincount(gold).max() / len(gold):.1f}, of {len(gold)}; "
              f"gold {np.bincount(gold).tolist()} got {np.bincount(got).tolist()}")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("checkpoint")
    ap.add_argument("--quantised", action="store_true")
    ap.add_argument("--threads", type=int, default=1)
    ap.add_argument("--limit", type=int, help="documents of each set")
    args = ap.parse_args()
    torch.set_num_threads(args.threads)
    net = predict.load_net(args.checkpoint, args.quantised)
    at = os.path.join(data.SHARED, "data")
    muc = list(incidents.read_muc(os.path.join(at, "incidents/muc4/dev.json")))[:args.limit]
    fills(net, muc, "as written")
    at_first(net, muc, ["incident"])
    incidents.guess_cases(net, muc)
    for d in muc:
        d.p.case = d.true
    fills(net, muc, "cases guessed")
    at_first(net, muc, ["incident"])
    at_first(net, list(incidents.read_gva(os.path.join(at, "stories/gva/dev.jsonl")))[:args.limit], ["killed", "injured"])
    times(net, [d for n in ("timebank", "aquaint") for d in incidents.read_times(os.path.join(at, f"time/{n}.jsonl"), held=True)]
          [:args.limit])
    sys.stdout.flush()


if __name__ == "__main__":
    main()
