"""A model file (docs/MODEL.md, section 4) as a checkpoint that training can start from.

    python import_.py MODEL.safetensors OUT.pt [--none-bias 1] [--settings incident.toml]

Heads of the settings (`new`) that the file lacks start fresh. What export.py took from the score of "no antecedent" is given back by --none-bias.
"""
import argparse
import json
import math
import struct
import tomllib

import numpy as np
import torch

import export
import net as nets

NUMPY = {dtype: name for name, dtype in export.DTYPES.items()}


def read(path):
    """The tensors and the metadata of a safetensors file."""
    with open(path, "rb") as f:
        size = struct.unpack("<Q", f.read(8))[0]
        header, raw = json.loads(f.read(size)), f.read()
    meta = header.pop("__metadata__")
    return {k: np.frombuffer(raw[slice(*t["data_offsets"])], NUMPY[t["dtype"]]).reshape(t["shape"])
            for k, t in header.items()}, meta


def fill(net, file):
    """Puts the file's tensors into the net; returns the names of the heads that it does not have."""
    def put(parameter, value):
        parameter.data.copy_(torch.from_numpy(np.array(value, np.float32)))

    def matrix(name, linear, scale=1):
        put(linear.weight, file[f"{name}.q"] * file[f"{name}.s"][:, None] * np.reshape(scale, (-1, 1)))
        put(linear.bias, file[f"{name}.b"] * scale)

    def norm(name, layer):
        put(layer.weight, file[f"{name}.g"])
        put(layer.bias, file[f"{name}.b"])
    put(net.word.weight, file["embed.word.q"] * file["embed.word.s"][:, None])
    for name in ("position", "case", "line", "quote"):
        put(getattr(net, name).weight, file[f"embed.{name}"])
    norm("embed.norm", net.norm)
    by_head = np.ones(3 * nets.HIDDEN, np.float32)
    by_head[:nets.HIDDEN] = math.sqrt(nets.HIDDEN // nets.HEADS)
    for i, layer in enumerate(net.layers):
        matrix(f"layer.{i}.qkv", layer.qkv, by_head)
        for part in ("out", "ffn1", "ffn2"):
            matrix(f"layer.{i}.{part}", getattr(layer, part))
        for part in ("norm1", "norm2"):
            norm(f"layer.{i}.{part}", getattr(layer, part))
    fresh = []
    for name, head in net.heads.items():
        at = f"head.{name}"
        linears = {"": head.linear} if isinstance(head, nets.Tagger) else {".a": head.a, ".t": head.t}
        if f"{at}{next(iter(linears))}.w" not in file:
            fresh.append(name)
            continue
        for part, linear in linears.items():
            put(linear.weight, file[f"{at}{part}.w"])
            put(linear.bias, file[f"{at}{part}.b"])
        for part in ("u", "ua", "ut", "bias", "dist"):
            if hasattr(head, part):
                put(getattr(head, part), file[f"{at}.{part}"])
        if head.paths is not None:                      # the file's scores hold what is impossible
            put(head.paths.trans, file[f"{at}.trans"] - head.paths.no_trans.numpy())
            put(head.paths.start, file[f"{at}.start"] - head.paths.no_start.numpy())
    return fresh


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("model")
    ap.add_argument("out")
    ap.add_argument("--none-bias", type=float, default=0.0)
    ap.add_argument("--settings")
    args = ap.parse_args()
    file, meta = read(args.model)
    encoder = json.loads(meta["encoder"])
    deprels = next(h["labels"] for h in json.loads(meta["heads"]) if h["name"] == "deprel")
    conf = json.loads(meta["training"])["settings"]
    if args.settings:
        with open(args.settings, "rb") as f:
            conf = tomllib.load(f)
    conf |= {k: encoder[k] for k in ("layers", "ffn", "window", "overlap")}
    torch.manual_seed(1)
    net = nets.Reader(nets.head_specs(deprels, conf.get("new", ())), conf["layers"], conf["ffn"])
    fresh = fill(net, file)
    again = export.collect(net)
    worst = max(np.abs(again[k].astype(np.float64) - t).max() for k, t in file.items())
    print(f"fresh heads: {' '.join(fresh) or 'none'}; farthest from the file: {worst:.2g}")
    net.heads["coref"].dist.data[:, nets.REACH] += args.none_bias
    torch.save({"net": net.state_dict(), "conf": conf, "deprels": deprels, "at": (0, 0)}, args.out)


if __name__ == "__main__":
    main()
