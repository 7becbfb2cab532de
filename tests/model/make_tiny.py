"""Makes tests/model/tiny.safetensors, a tiny model with random weights, and tiny_want.safetensors: what it must give on a
text of several windows, worked out here in numpy straight from docs/MODEL.md, apart from both PyTorch and C.

    python tests/model/make_tiny.py tests/model
    python tests/model/make_tiny.py micro fuzz/corpus/safetensors
"""

import json
import math
import pathlib
import struct
import sys

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "train"))

TEXT = """Ana Belo said on Monday that "the bridge is open," and left.

The mayor denied it: `` we know nothing '' , he told The Pier.
According to two drivers, lights went out at 7.15; nobody was hurt, Élan Wire reported."""

H, LAYERS, HEADS, FFN, WINDOW, OVERLAP = 32, 2, 2, 64, 34, 5
WORDS = "the said on that is and it to of in was at two we he told out not day mon lights bridge mayor ana".split()
ENDS = "ed ing er ly day lo ge on rs".split()
ENCODER = dict(layers=LAYERS, hidden=H, heads=HEADS, ffn=FFN, positions=64, vocab=0, window=WINDOW, overlap=OVERLAP, eps=1e-12,
               case=5, line=2, quote=4)
ROWS = [
    dict(name="sent", kind="tagger", labels=["O", "start"]),
    dict(name="name", kind="tagger", labels=["O", "B-person", "I-person", "B-place", "I-place"], transitions=True),
    dict(name="kind", kind="tagger", labels=["O", "B", "I"], transitions=True, unit="sentence"),
    dict(name="mention", kind="tagger", labels=["O", "person", "place", "event"]),
    dict(name="attr", kind="roles", width=24, anchors="cue", decode="path", confine={"source": "line"}, own="B-cue",
         must="B-content", inside=["I-source", "I-cue"],
         labels=["O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content"]),
    dict(name="dep", kind="roles", width=16, labels=["head"], anchors="word", decode="pick"),
    dict(name="extent", kind="roles", width=20, labels=["left", "right"], anchors="mention", decode="pick"),
    dict(name="coref", kind="roles", width=12, labels=["antecedent"], anchors="mention", decode="pick", scope="text"),
    dict(name="cue", kind="tagger", labels=["O", "cue"], threshold=0.4),
]


def vocabulary():
    chars = "abcdefghijklmnopqrstuvwxyz0123456789"
    return (["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"] + list(chars) + ["##" + c for c in chars] + list("\"'`,.:;-()") +
            WORDS + ["##" + e for e in ENDS])


def make_weights(rng, n_vocab):
    t = {}

    def f(name, *shape, scale=0.3, shift=0.0):
        t[name] = (rng.standard_normal(shape) * scale + shift).astype(np.float32)

    def q(name, out, into, most, scale):
        t[name + ".q"] = rng.integers(-most, most + 1, (out, into)).astype(np.int8)
        t[name + ".s"] = (rng.uniform(0.5, 1.5, out) * scale / most).astype(np.float32)

    q("embed.word", n_vocab, H, 127, 1.5)
    for name, n in (("position", 64), ("case", 5), ("line", 2), ("quote", 4)):
        f("embed." + name, n, H)
    norms = ["embed.norm"] + [f"layer.{i}.norm{k}" for i in range(LAYERS) for k in (1, 2)]
    for name in norms:
        f(name + ".g", H, scale=0.2, shift=1.0)
        f(name + ".b", H, scale=0.2)
    for i in range(LAYERS):
        for name, out, into in (("qkv", 3 * H, H), ("out", H, H), ("ffn1", FFN, H), ("ffn2", H, FFN)):
            q(f"layer.{i}.{name}", out, into, 63, 0.5)
            f(f"layer.{i}.{name}.b", out)
    for row in ROWS:
        p, n, k = f"head.{row['name']}.", len(row["labels"]), row.get("width")
        if k:
            for side in "at":
                f(p + side + ".w", k, H)
                f(p + side + ".b", k)
            f(p + "u", n, k, k)
            f(p + "ua", n, k)
            f(p + "ut", n, k)
            f(p + "bias", n)
            f(p + "dist", n, 129, scale=1.0)
        else:
            f(p + "w", n, H, scale=0.5)
            f(p + "b", n)
        if row.get("transitions") or row.get("decode") == "path":
            f(p + "trans", n, n, scale=1.0)
            f(p + "start", n)
    return t


TYPES = {np.dtype(np.uint8): "U8", np.dtype(np.int8): "I8", np.dtype(np.int32): "I32", np.dtype(np.float32): "F32"}


def save(path, tensors, meta):
    """Largest elements first, so that each is aligned; the header is padded to 64 bytes."""
    order = sorted(tensors, key=lambda n: (-tensors[n].itemsize, n))
    header, at = {"__metadata__": meta} if meta else {}, 0
    for n in order:
        t = tensors[n]
        header[n] = dict(dtype=TYPES[t.dtype], shape=list(t.shape), data_offsets=[at, at + t.nbytes])
        at += t.nbytes
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-(len(text) + 8) % 64)
    with open(path, "wb") as out:
        out.write(struct.pack("<Q", len(text)) + text + b"".join(tensors[n].tobytes() for n in order))


erf = np.vectorize(math.erf)


def gelu(x):
    return x / 2 * (1 + erf(x / math.sqrt(2)))


def softmax(x):
    e = np.exp(x - x.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


class Net:
    def __init__(self, t):
        self.t = {n: v.astype(np.float64) for n, v in t.items() if v.dtype == np.float32}
        for n in [n for n in t if n.endswith(".q")]:
            self.t[n[:-2]] = t[n].astype(np.float64) * self.t[n[:-2] + ".s"][:, None]

    def norm(self, x, name):
        x = x - x.mean(-1, keepdims=True)
        return x / np.sqrt((x * x).mean(-1, keepdims=True) + 1e-12) * self.t[name + ".g"] + self.t[name + ".b"]

    def lin(self, x, name):
        return x @ self.t[name].T + self.t[name + ".b"]

    def encode(self, ids, case, line, quote):
        t, s = self.t, len(ids)
        x = t["embed.word"][ids] + t["embed.position"][:s] + t["embed.case"][case] + t["embed.line"][line] + t["embed.quote"][quote]
        x = self.norm(x, "embed.norm")
        for i in range(LAYERS):
            p, d = f"layer.{i}.", H // HEADS
            qkv = self.lin(x, p + "qkv").reshape(s, 3, HEADS, d).transpose(1, 2, 0, 3)
            a = (softmax(qkv[0] @ qkv[1].transpose(0, 2, 1)) @ qkv[2]).transpose(1, 0, 2).reshape(s, H)
            x = self.norm(x + self.lin(a, p + "out"), p + "norm1")
            x = self.norm(x + self.lin(gelu(self.lin(x, p + "ffn1")), p + "ffn2"), p + "norm2")
        return x

    def tag(self, h, name):
        return h @ self.t[f"head.{name}.w"].T + self.t[f"head.{name}.b"]

    def project(self, h, name, side):
        return gelu(h @ self.t[f"head.{name}.{side}.w"].T + self.t[f"head.{name}.{side}.b"])

    def pairs(self, name, a, at_a, b, at_b):
        """[anchors, targets, roles]"""
        p = f"head.{name}."
        s = np.einsum("ai,rij,tj->atr", a, self.t[p + "u"], b) + (a @ self.t[p + "ua"].T)[:, None] + (b @ self.t[p + "ut"].T)[None]
        d = np.clip(at_b[None, :] - at_a[:, None], -64, 64) + 64
        return s + self.t[p + "bias"] + self.t[p + "dist"].T[d]


def best_path(emit, trans, start):
    score, back = start + emit[0], []
    for e in emit[1:]:
        step = score[:, None] + trans
        back.append(step.argmax(0))
        score = step.max(0) + e
    path = [int(score.argmax())]
    for b in reversed(back):
        path.append(int(b[path[-1]]))
    return path[::-1]


def best_holding(emit, must, trans, start):
    """The best path that holds the label `must`: the best of those that have it first at word i, for each i."""
    def total(path):
        return start[path[0]] + sum(e[y] for e, y in zip(emit, path)) + sum(trans[a, b] for a, b in zip(path, path[1:]))
    best = None
    for i in range(len(emit)):
        e = emit.copy()
        e[:i, must] -= 1e6
        e[i] -= 1e6
        e[i, must] += 1e6
        path = best_path(e, trans, start)
        if best is None or total(path) > total(best):
            best = path
    return best


def spans_of(path, labels):
    """(role, first word, past the last word)"""
    out = []
    for i, y in enumerate(path):
        kind, _, role = labels[y].partition("-")
        if kind == "I" and out and out[-1][0] == role and out[-1][2] == i:
            out[-1][2] = i + 1
        elif kind != "O":
            out.append([role, i, i + 1])
    return out


def make_micro(folder):
    """A model as small as can be, with a head of each kind, for the fuzzer to change: fuzz/corpus/safetensors."""
    global H, LAYERS, HEADS, FFN, ROWS
    H, LAYERS, HEADS, FFN = 16, 1, 1, 16
    ROWS = [dict(name="t", kind="tagger", labels=["O", "B-x"], transitions=True), dict(name="c", kind="tagger", labels=["O", "x"]),
            dict(name="a", kind="roles", width=2, anchors="c", decode="path", labels=["O", "B-x", "I-x"], confine={"x": "line"},
                 own="B-x", must="B-x", inside=["I-x"]),
            dict(name="d", kind="roles", width=2, labels=["head"], anchors="word", decode="pick"),
            dict(name="p", kind="roles", width=2, labels=["a"], anchors="c", decode="pick", scope="text")]
    vocab = ["[UNK]", "[CLS]", "[SEP]", "a", "##a", ".", "b"]
    t = make_weights(np.random.default_rng(1), len(vocab))
    for row in ROWS[2:]:
        t[f"head.{row['name']}.dist"] *= 0
    t["embed.position"] = t["embed.position"][:10]
    t["vocab"] = np.frombuffer(("\n".join(vocab) + "\n").encode(), np.uint8)
    encoder = dict(layers=1, hidden=16, heads=1, ffn=16, positions=10, vocab=7, window=8, overlap=1, eps=1e-12, case=5, line=2, quote=4)
    save(folder / "micro", t, dict(format="sayso-model", version="1", name="micro", encoder=json.dumps(encoder), heads=json.dumps(ROWS)))
    save(folder / "two", {"a": np.arange(3, dtype=np.float32), "b": np.zeros((2, 0, 4), np.int8)}, dict(key="value"))


def main():
    if len(sys.argv) == 3:
        return make_micro(pathlib.Path(sys.argv[2]))
    from features import cut_windows, most_central, read_pieces
    import features
    import tempfile
    from tokenizers import BertWordPieceTokenizer

    folder = pathlib.Path(sys.argv[1])
    vocab = vocabulary()
    assert len(set(vocab)) == len(vocab)
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as f:
        f.write("\n".join(vocab) + "\n")
        f.flush()
        tiny = BertWordPieceTokenizer(f.name, lowercase=True)
    features.tokenizer = lambda: tiny
    t = make_weights(np.random.default_rng(20), len(vocab))
    t["vocab"] = np.frombuffer(("\n".join(vocab) + "\n").encode(), np.uint8)
    meta = dict(format="sayso-model", version="1", name="tiny", encoder=json.dumps({**ENCODER, "vocab": len(vocab)}),
                heads=json.dumps(ROWS), training="none: random")
    save(folder / "tiny.safetensors", t, meta)

    net, p = Net(t), read_pieces(TEXT)
    windows = cut_windows(len(p), WINDOW, OVERLAP)
    where = most_central(len(p), windows)
    h = [net.encode(np.concatenate([[2], p.ids[b:e], [3]]), *(np.concatenate([[0], f[b:e], [0]]) for f in (p.case, p.line, p.quote)))
         for b, e in windows]
    own = np.stack([h[w][i - windows[w][0] + 1] for i, w in enumerate(where)])
    firsts = np.flatnonzero(p.first)
    want = dict(text=np.frombuffer(TEXT.encode(), np.uint8), ids=p.ids, case=p.case, line=p.line, quote=p.quote,
                first=p.first.astype(np.uint8), beg=p.beg, end=p.end, hidden=own.astype(np.float32), label={}, prob={})
    marked = {"word": firsts}
    for row in ROWS:
        if row["kind"] != "tagger":
            continue
        name = row["name"]
        s = net.tag(own, name)[firsts]
        prob = softmax(s)
        y = (prob[:, 1] >= row["threshold"]).astype(int) if "threshold" in row else s.argmax(1)
        marked[name] = firsts[y > 0]
        if row.get("transitions"):
            cuts = [0] + [i for i in range(1, len(firsts)) if p.line[firsts[i]] and "unit" in row] + [len(firsts)]
            y = np.array(sum((best_path(s[b:e], net.t[f"head.{name}.trans"], net.t[f"head.{name}.start"])
                              for b, e in zip(cuts, cuts[1:])), []))
        want[name + ".label"] = y.astype(np.int32)
        want[name + ".p"] = prob[np.arange(len(y)), 1 if prob.shape[1] == 2 else y].astype(np.float32)
    del want["label"], want["prob"]
    lines = np.cumsum(p.line)
    for row in ROWS:
        if row["kind"] != "roles":
            continue
        name, anchors = row["name"], marked[row["anchors"]]
        want[name + ".anchors"] = anchors.astype(np.int32)
        if row.get("scope") == "text":
            a, b = (net.project(own[anchors], name, side) for side in "at")
            want[name + ".scores"] = net.pairs(name, a, anchors, b, anchors)[:, :, 0].astype(np.float32)
            continue
        picked, prob, spans = [], [], []
        for i, x in enumerate(anchors):
            b, e = windows[where[x]]
            g, at = h[where[x]][1:-1], np.arange(b, e)
            s = net.pairs(name, net.project(own[x : x + 1], name, "a"), np.array([x]), net.project(g, name, "t"), at)[0]
            if row["decode"] == "pick":
                picked.append(s.argmax(0) + b)
                prob.append(softmax(s.T).max(1))
                continue
            words = [w for w in firsts if b <= w < e]
            emit = s[[w - b for w in words]]
            for j, w in enumerate(words):
                if lines[w] != lines[x]:
                    emit[j, [y for y, l in enumerate(row["labels"]) if l.endswith("-source")]] = -1e9
            rows_of = {l: y for y, l in enumerate(row["labels"])}
            emit[words.index(x), [y for l, y in rows_of.items() if l != row["own"]]] -= 1e4
            for j, w in enumerate(words):
                emit[j, [rows_of[l] for l in row["inside"]]] -= 1e4 * p.line[w]
            path = best_holding(emit, rows_of[row["must"]], net.t[f"head.{name}.trans"], net.t[f"head.{name}.start"])
            for role, wb, we in spans_of(path, row["labels"]):
                after = list(firsts).index(words[we - 1]) + 1
                spans.append([i, ["source", "cue", "content"].index(role), words[wb], firsts[after] if after < len(firsts) else len(p)])
        if row["decode"] == "pick":
            want[name + ".target"], want[name + ".p"] = np.array(picked, np.int32), np.array(prob, np.float32)
        else:
            want[name + ".spans"] = np.array(spans, np.int32).reshape(-1, 4)
    save(folder / "tiny_want.safetensors", {n: np.ascontiguousarray(v) for n, v in want.items()}, None)
    print(len(p), "pieces", windows, {n: v.shape for n, v in want.items()})


if __name__ == "__main__":
    main()
