"""The reading model (docs/MODEL.md, section 3): one encoder and heads of two kinds, taggers and roles."""
import os

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import nn

import data
import features

HIDDEN, FFN, HEADS, POSITIONS, REACH = 384, 1536, 12, 512, 64
IMPOSSIBLE = -1e4


def head_specs(deprels, extra=()):
    """The header rows of all heads, as the model file carries them. extra: names out of data.EXTRA."""
    def tagger(name, labels, **more):
        return {"name": name, "kind": "tagger", "labels": labels, **more}

    def roles(name, width, labels, anchors, decode, **more):
        return {"name": name, "kind": "roles", "width": width, "labels": labels, "anchors": anchors, "decode": decode,
                **more}
    return [tagger("sent", ["O", "start"], threshold=0.5),
            tagger("pos", data.UPOS),
            tagger("deprel", deprels),
            tagger("name", data.NAMES, transitions=True, unit="sentence"),
            tagger("mention", data.MENTIONS),
            tagger("cue", ["O", "cue"], threshold=0.5),
            roles("attr", 192, data.PATH, "cue", "path"),
            roles("dep", 128, ["head"], "words", "pick"),
            roles("extent", 96, ["left", "right"], "mention", "pick"),
            roles("coref", 192, ["antecedent"], "mention", "pick", scope="text"),
            *(tagger(name, data.EXTRA[name]) for name in extra)]


def forbidden(labels):
    """[L, L] and [L]: IMPOSSIBLE where I-x does not follow B-x or I-x."""
    size = len(labels)
    trans, start = torch.zeros(size, size), torch.zeros(size)
    for j, to in enumerate(labels):
        if to.startswith("I-"):
            start[j] = IMPOSSIBLE
            for i, before in enumerate(labels):
                if before[2:] != to[2:] or before == "O":
                    trans[i, j] = IMPOSSIBLE
    return trans, start


def rounded(w, most=63):
    """A weight as the exported file will hold it (rows of 7 bits), with the gradient of the exact one."""
    with torch.no_grad():
        s = (w.abs().amax(1, keepdim=True) / most).clamp_min(1e-12)
        d = torch.round(w / s).mul_(s).sub_(w)
    return w + d


class Linear(nn.Linear):
    """A linear layer that can learn with rounded weights."""
    rounding = False

    def forward(self, x):
        return F.linear(x, rounded(self.weight) if self.rounding else self.weight, self.bias)


class Layer(nn.Module):
    def __init__(self, ffn):
        super().__init__()
        self.qkv, self.out = Linear(HIDDEN, 3 * HIDDEN), Linear(HIDDEN, HIDDEN)
        self.ffn1, self.ffn2 = Linear(HIDDEN, ffn), Linear(ffn, HIDDEN)
        self.norm1, self.norm2 = nn.LayerNorm(HIDDEN, eps=1e-12), nn.LayerNorm(HIDDEN, eps=1e-12)

    def forward(self, x, mask):
        b, t, _ = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, HEADS, HIDDEN // HEADS).permute(2, 0, 3, 1, 4)
        a = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.norm1(x + self.out(a.transpose(1, 2).reshape(b, t, HIDDEN)))
        return self.norm2(x + self.ffn2(F.gelu(self.ffn1(x))))


class Paths(nn.Module):
    """Transition scores of a label path."""

    def __init__(self, labels):
        super().__init__()
        self.trans, self.start = nn.Parameter(torch.zeros(len(labels), len(labels))), nn.Parameter(torch.zeros(len(labels)))
        trans, start = forbidden(labels)
        self.register_buffer("no_trans", trans, persistent=False)
        self.register_buffer("no_start", start, persistent=False)

    def scores(self):
        return self.trans + self.no_trans, self.start + self.no_start


class Tagger(nn.Module):
    def __init__(self, spec):
        super().__init__()
        self.linear = nn.Linear(HIDDEN, len(spec["labels"]))
        self.paths = Paths(spec["labels"]) if spec.get("transitions") else None

    def forward(self, h):
        return self.linear(h)


class Roles(nn.Module):
    def __init__(self, spec):
        super().__init__()
        k, r = spec["width"], len(spec["labels"])
        self.a, self.t = nn.Linear(HIDDEN, k), nn.Linear(HIDDEN, k)
        self.u = nn.Parameter(torch.zeros(r, k, k))
        nn.init.xavier_uniform_(self.u)
        self.u.data.mul_(0.5)
        self.ua, self.ut = nn.Parameter(torch.zeros(r, k)), nn.Parameter(torch.zeros(r, k))
        self.bias, self.dist = nn.Parameter(torch.zeros(r)), nn.Parameter(torch.zeros(r, 2 * REACH + 1))
        self.paths = Paths(spec["labels"]) if spec["decode"] == "path" else None

    def anchor(self, h):
        return F.gelu(self.a(h))

    def target(self, h):
        return F.gelu(self.t(h))

    def scores(self, a, b, pos_a, pos_b):
        """a [..., n, k], b [..., m, k], positions [..., n], [..., m] -> [..., r, n, m] in fp32."""
        au = torch.einsum("...nk,rkl->...rnl", a, self.u)
        s = (au @ b.unsqueeze(-3).transpose(-1, -2)).float()
        s = s + (a @ self.ua.T).float().transpose(-1, -2).unsqueeze(-1)
        s = s + (b @ self.ut.T).float().transpose(-1, -2).unsqueeze(-2)
        far = (pos_b.unsqueeze(-2) - pos_a.unsqueeze(-1)).clamp(-REACH, REACH) + REACH
        return s + self.bias[:, None, None] + torch.movedim(self.dist.T[far], -1, -3)


class Reader(nn.Module):
    reads = 382, 48                             # window and overlap of a reading

    def __init__(self, specs, layers=6, ffn=FFN, vocab=30522):
        super().__init__()
        self.specs = specs
        self.word = nn.Embedding(vocab, HIDDEN)
        self.position = nn.Embedding(POSITIONS, HIDDEN)
        self.case, self.line, self.quote = nn.Embedding(5, HIDDEN), nn.Embedding(2, HIDDEN), nn.Embedding(4, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer(ffn) for _ in range(layers))
        self.heads = nn.ModuleDict({s["name"]: (Tagger if s["kind"] == "tagger" else Roles)(s) for s in specs})
        self.drop = nn.Dropout(0.1)
        for e in (self.case, self.line, self.quote):
            nn.init.zeros_(e.weight)

    def forward(self, ids, case, line, quote, mask=None):
        """[B, T] each; mask [B, T] True where there is a piece, or None. -> hidden [B, T, 384]"""
        p = torch.arange(ids.shape[1])
        x = self.norm(self.word(ids) + self.position(p) + self.case(case) + self.line(line) + self.quote(quote))
        keep = None if mask is None or bool(mask.all()) else mask[:, None, None, :]
        for layer in self.layers:
            x = layer(x, keep)
        return self.drop(x)

    @classmethod
    def of(cls, ckpt):
        """The net of a checkpoint."""
        conf = ckpt["conf"]
        net = cls(head_specs(ckpt["deprels"], conf.get("new", ())), conf["layers"], conf.get("ffn", FFN))
        net.load_state_dict(ckpt["net"])
        net.reads = conf.get("window", 382), conf.get("overlap", 48)
        return net

    def round_weights(self):
        """From now on learn with the rounding of the exported file."""
        for m in self.layers.modules():
            if isinstance(m, Linear):
                m.rounding = True

    def load_base(self):
        """The weights of MiniLM-L6-H384-uncased; type[0] goes into the positions."""
        w = load_file(os.path.join(features.base_model_dir(), "model.safetensors"))
        w = {k.removeprefix("bert."): v for k, v in w.items()}

        def put(module, name):
            for part in ("weight", "bias"):
                if getattr(module, part, None) is not None:
                    getattr(module, part).data.copy_(w[f"{name}.{part}"])
        put(self.word, "embeddings.word_embeddings")
        self.position.weight.data.copy_(w["embeddings.position_embeddings.weight"]
                                        + w["embeddings.token_type_embeddings.weight"][0])
        put(self.norm, "embeddings.LayerNorm")
        for i, layer in enumerate(self.layers):
            at = f"encoder.layer.{i}"
            for part in ("weight", "bias"):
                getattr(layer.qkv, part).data.copy_(
                    torch.cat([w[f"{at}.attention.self.{n}.{part}"] for n in ("query", "key", "value")]))
            put(layer.out, f"{at}.attention.output.dense")
            put(layer.norm1, f"{at}.attention.output.LayerNorm")
            put(layer.ffn1, f"{at}.intermediate.dense")
            put(layer.ffn2, f"{at}.output.dense")
            put(layer.norm2, f"{at}.output.LayerNorm")
        return self
