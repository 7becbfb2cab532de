"""Trains the reading model on all sets at once: `python train.py settings.toml [--init CKPT] [--resume]`.

A step is one batch of one set, about `pieces` pieces; the batches of all sets are shuffled together. Same seed, same
run. A checkpoint with the optimiser's state is written every `save_minutes`.
"""
import argparse
import collections
import os
import pickle
import random
import time
import tomllib

import numpy as np
import torch

import data
import distil
import features
import losses
import nest
import net as nets


def cut(doc, size, rng):
    """Consecutive windows of a document, cut at a random phase."""
    n = len(doc)
    if n <= size:
        return [(doc, 0, n)] if n else []
    marks = [0, *range(rng.randrange(size // 8, size + 1), n, size), n]
    if marks[-1] - marks[-2] < size // 8 and len(marks) > 2:
        del marks[-2]
        if marks[-1] - marks[-2] > size:
            marks.insert(-1, (marks[-1] + marks[-2]) // 2)
    return [(doc, b, e) for b, e in zip(marks, marks[1:])]


def version(docs, conf, rng):
    """One annotator's version of a document, or at times one with sentences made over (nest.py)."""
    over = [d for d in docs if d.wrapped]
    return rng.choice(over if over and rng.random() < conf.get("wrapped", 0) else [d for d in docs if not d.wrapped])


def as_read(doc, conf, count=None):
    """The windows in which the reader reads a document, or the first `count`."""
    return [(doc, b, e) for b, e in features.cut_windows(len(doc), conf["window"], conf.get("overlap", 48))[:count]]


def extra_windows(sets, conf, rng):
    """(kind, windows) of the sets of incidents.py; of the reports of GVA a share, two windows at most."""
    incidents = []
    for turn in range(conf["repeat"].get("muc", 1)):
        incidents += [w for d in sets["muc"] for w in (cut(d, conf["window"], rng) if turn else as_read(d, conf))]
    for d in sets["gva"]:
        if rng.random() < conf["gva"]:
            incidents += as_read(d, conf, rng.choice((1, 2)))
    times = [w for d in sets["times"] * conf["repeat"].get("times", 1) for w in cut(d, conf["window"], rng)]
    times += [(d, b, e) for d in sets["ecb"] for d, b, e in cut(d, conf["window"], rng) if (d.tags["event"][b:e] >= 0).any()]
    return [("incidents", incidents), ("times", times)]


def epoch(sets, conf, rng):
    """The batches of an epoch: (kind, windows), shuffled. Of a text annotated by several, one version."""
    out, packs = [], extra_windows(sets, conf, rng) if "gva" in conf else []
    alone = conf.get("alone", False)                             # the new heads' sets alone
    for kind in () if alone else ("attribution", "names"):
        versions = collections.defaultdict(list)
        for d in sets[kind]:
            versions[d.name].append(d)
        docs = [version(v, conf, rng) for _ in range(conf["repeat"].get(kind, 1)) for v in versions.values()]
        packs.append((kind, [w for d in docs for w in cut(d, conf["window"], rng)]))
    for kind, windows in packs:
        rng.shuffle(windows)
        chunk = 400
        for at in range(0, len(windows), chunk):
            group, size = [], 0
            for w in sorted(windows[at:at + chunk], key=lambda w: w[1] - w[2]):
                longest = group[0][2] - group[0][1] if group else w[2] - w[1]
                if group and (len(group) + 1) * longest > conf["pieces"] * 1.15:
                    out.append((kind, group))
                    group = []
                group.append(w)
            if group:
                out.append((kind, group))
    for _ in range(0 if alone else conf["repeat"].get("gum", 1)):
        for doc in sets["gum"]:
            windows = cut(doc, conf["window"], rng)
            most = max(1, round(conf["pieces"] * 1.15) // conf["window"])
            parts = -(-len(windows) // most)
            for i in range(parts):
                out.append(("gum", windows[len(windows) * i // parts:len(windows) * (i + 1) // parts]))
    rng.shuffle(out)
    return out


def letter_cases(windows, conf, rng):
    """How each window is read: as written, or as if all small or all capitals; or with guessed letter cases."""
    def how(doc, x):
        if doc.true is not None:
            return "true" if x < conf["true"] else "upper" if x < conf["true"] + conf["upper"] else None
        return "lower" if x < conf["lower"] else "upper" if x < conf["lower"] + conf["upper"] else None
    return [how(doc, rng.random()) for doc, _, _ in windows]


def optimiser(net, conf):
    groups = collections.defaultdict(list)
    for name, p in net.named_parameters():
        head = name.startswith(("heads.", "case.", "line.", "quote."))
        new = name.startswith(tuple(f"heads.{n}." for n in conf.get("new", ())))
        rate = conf["new_rate"] if new else conf["head_rate"] if head else conf["rate"]
        if p.requires_grad:
            groups[rate, 0.0 if p.ndim < 2 or "norm" in name else 0.01].append(p)
    return torch.optim.AdamW([{"params": p, "lr": rate, "weight_decay": decay, "rate": rate}
                              for (rate, decay), p in groups.items()], fused=True)


def schedule(step, share, conf):
    """Warm-up, then linear to 0. share: how much of the run is done."""
    return min((step + 1) / conf["warmup"], max(0.0, 1 - share))


def step_loss(net, kind, batch, conf, teacher=None):
    with torch.autocast("cpu", torch.bfloat16, enabled=conf["bf16"]):
        h = batch.hidden(net)
        parts = losses.losses(net, h, batch, kind)
        if teacher:
            parts |= distil.losses(net, h, teacher, batch)
    return sum(conf["weight"][name] * x for name, x in parts.items()), parts


def averaged(average, net, keep=0.98):
    """The running mean of the weights; None to begin."""
    now = [p.detach() for p in net.parameters()]
    if average is None:
        return [p.clone() for p in now]
    torch._foreach_lerp_(average, now, 1 - keep)
    return average


def save(path, **what):
    torch.save(what, path + ".new")
    os.replace(path + ".new", path)


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("settings")
    ap.add_argument("--init", help="start from these weights")
    ap.add_argument("--resume", action="store_true")
    ap.add_argument("--cache", help="another data cache")
    ap.add_argument("--steps", type=int, help="stop early (a trial)")
    ap.add_argument("--minutes", type=float, help="be done by then: the rate falls with the time, if that is faster")
    args = ap.parse_args()
    with open(args.settings, "rb") as f:
        conf = tomllib.load(f)
    out = os.path.join(data.OUT, conf["name"] + ".pt")
    torch.manual_seed(conf["seed"])
    sets = data.load(args.cache)
    if "gva" in conf:
        with open(os.path.join(data.OUT, "extra.pickle"), "rb") as f:
            sets |= pickle.load(f)
    if "found" in conf:
        print(nest.add_found(sets["attribution"], os.path.join(data.OUT, conf["found"])), "nested attributions known")
    net = nets.Reader(nets.head_specs(sets["deprels"], conf.get("new", ())), conf["layers"], conf.get("ffn", nets.FFN))
    plan = [epoch(sets, conf, random.Random(conf["seed"] * 1000 + e)) for e in range(conf["epochs"])]
    teacher = None
    if "teacher" in conf:
        teacher = nets.Reader.of(torch.load(os.path.join(data.OUT, conf["teacher"]), weights_only=False)).eval()
        teacher.requires_grad_(False)
        distil.begin(net, teacher, conf, [losses.Batch(windows) for _, windows in plan[0][:16]])
    elif not args.init:
        net.load_base()
    if args.init:
        net.load_state_dict(torch.load(args.init, weights_only=False)["net"])
    if conf.get("alone"):                                        # all but the new heads stays as it is
        for name, p in net.named_parameters():
            p.requires_grad_(name.startswith(tuple(f"heads.{n}." for n in conf["new"])))
    opt = optimiser(net, conf)
    at, average, elapsed = (0, 0), None, 0
    if args.resume:
        old = torch.load(out, weights_only=False)
        net.load_state_dict(old["net"])
        rates = [g["rate"] for g in opt.param_groups]            # those of the settings as they are now
        opt.load_state_dict(old["opt"])
        for g, rate in zip(opt.param_groups, rates):
            g["rate"] = rate
        at, average, elapsed = old["at"], old["average"], old["elapsed"]
    total, step, began, saved = sum(map(len, plan)), 0, time.time() - elapsed, time.time()
    seen = collections.defaultdict(list)
    print(f"{total} steps", flush=True)
    net.train()
    rounding, share = False, 0.0
    for e, batches in enumerate(plan):
        if e == max(conf.get("find_at", -1), at[0]) and "find_at" in conf:
            print(nest.find(net, sets["attribution"]), "nested attributions found", flush=True)
        for i, (kind, windows) in enumerate(batches):
            step += 1
            if (e, i) < tuple(at):
                continue
            rng = random.Random(conf["seed"] + 7919 * step)
            batch = losses.Batch(windows, letter_cases(windows, conf, rng))
            share = step / total
            if args.minutes:
                share = max(share, (time.time() - began) / (60 * args.minutes))
            if share > 1 - conf["round_last"] and not rounding:
                rounding = True
                net.round_weights()
            loss, parts = step_loss(net, kind, batch, conf, teacher)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), conf["clip"])
            for g in opt.param_groups:
                g["lr"] = g["rate"] * schedule(step - 1, share, conf)
            opt.step()
            opt.zero_grad(set_to_none=True)
            if share > 1 - conf["average_last"] and step % 4 == 0:
                average = averaged(average, net)
            for name, x in parts.items():
                seen[name].append(float(x.detach()))
            if step % 50 == 0 or step == args.steps:
                print(f"{step} {time.time() - began:.0f}s " + " ".join(
                    f"{n} {np.mean(x):.4f}" for n, x in sorted(seen.items())), flush=True)
                seen.clear()
            if time.time() - saved > 60 * conf["save_minutes"]:
                save(out, net=net.state_dict(), opt=opt.state_dict(), at=(e, i + 1), conf=conf,
                     deprels=sets["deprels"], average=average, elapsed=time.time() - began)
                saved = time.time()
            if step == args.steps or share >= 1:
                break
        if step == args.steps or share >= 1:
            break
    last = {"conf": conf, "at": (conf["epochs"], 0), "deprels": sets["deprels"]}
    if average:
        save(out.replace(".pt", "-last.pt"), net=net.state_dict(), **last)
        for p, a in zip(net.parameters(), average):
            p.data.copy_(a)
    save(out, net=net.state_dict(), **last)


if __name__ == "__main__":
    main()
