"""Checks of the training code on made-up data: `python check.py`. Needs no data sets and no weights but the vocabulary."""
import itertools
import random

import numpy as np
import torch

import crf
import data
import export
import features
import incidents
import nest
import net as nets


def check_paths():
    """Likelihood, gradients and best path against counting all paths."""
    torch.manual_seed(0)
    paths = nets.Paths(["O", "B-x", "I-x"])
    paths.trans.data.normal_()
    paths.start.data.normal_()
    em = torch.randn(2, 5, 3, requires_grad=True)
    y, mask = torch.tensor([[0, 1, 2, 1, 0], [1, 2, 0, 0, 0]]), torch.tensor([[1] * 5, [1, 1, 1, 0, 0]]).bool()
    fresh = torch.zeros(2, 5).bool()
    fresh[0, 3] = True
    trans, start = paths.scores()

    def score(n, labels):
        s = 0
        for i, label in enumerate(labels):
            s = s + em[n, i, label] + (start[label] if i == 0 or fresh[n, i] else trans[labels[i - 1], label])
        return s
    want = 0
    for n in range(2):
        w = int(mask[n].sum())
        every = [score(n, p) for p in itertools.product(range(3), repeat=w)]
        want = want + torch.stack(every).logsumexp(0) - score(n, y[n, :w].tolist())
    params = [em, paths.trans, paths.start]
    want_grad = torch.autograd.grad(want, params, retain_graph=True)
    got = crf.nll(em, y, mask, fresh, paths)
    for a, b in zip(torch.autograd.grad(got, params), want_grad):
        assert (a - b).abs().max() < 1e-4
    assert abs(got.item() - want.item()) < 1e-3
    best, value = crf.best(em.detach().numpy()[:1], trans.detach().numpy(), start.detach().numpy(), fresh[0].numpy())
    top = max(itertools.product(range(3), repeat=5), key=lambda p: score(0, p).item())
    assert tuple(best[0]) == top


def check_features():
    p = features.read_pieces("MAYOR “Élan” ``No''\n\"It runs\nand iPhone 東")
    names = [features.tokenizer().id_to_token(int(i)) for i in p.ids]
    assert names[:4] == ["mayor", "“", "el", "##an"], names
    assert list(p.case[:4]) == [3, 0, 2, 2]
    assert list(p.quote) == [0, 1, 2, 2, 3, 1, 1, 2, 3, 3, 1, 2, 2, 0, 0, 0], list(p.quote)
    assert list(np.flatnonzero(p.line)) == [0, 10, 13]
    assert p.beg[2] == 9 and p.end[3] == 14
    for n in (0, 1, 382, 383, 764, 5000):
        windows = features.cut_windows(n)
        assert n == 0 or windows[0][0] == 0 and windows[-1][1] == n
        assert all(b2 < e1 for (_, e1), (b2, _) in zip(windows, windows[1:])) and all(e - b <= 382 for b, e in windows)
        where = features.most_central(n, windows)
        assert all(windows[w][0] <= i < windows[w][1] for i, w in enumerate(where))


def check_attributions():
    text = "The mayor said that taxes, “alas”, rise."
    doc = data.Doc("x", text, "attribution")
    data.add_attributions(doc, [{"source": [[0, 9]], "cue": [[10, 14]], "content": [[15, 43]]}])
    assert list(doc.words[np.flatnonzero(doc.tags["cue"][doc.words] == 1)]) == [2]
    assert doc.tags["cue"][0] == data.IGNORE and len(doc.frags) == 3


def check_wrapping():
    raw = b"It rained. The mayor said that taxes rise. A man left."
    a = {"source": [[11, 20]], "cue": [[21, 25]], "content": [[26, 41]]}
    kinds = set()
    for seed in range(60):
        d = nest.wrap_document({"id": "x", "text": raw.decode(), "attributions": [a]}, 1.0, random.Random(seed))
        if d["nested"]:
            outer, inner = d["nested"]
            said = [d["text"].encode()[b:e].decode().lower() for b, e in inner["source"]]
            assert said[0].startswith("the mayor"), d
            assert all(outer[r] and inner[r] for r in data.ROLES), d
            kinds.add(d["text"])
    assert len(kinds) > 20


def check_rounding():
    w = np.random.default_rng(0).normal(size=(5, 7)).astype(np.float32)
    q, s = export.quantised(w, 63)
    assert np.abs(q).max() == 63 and np.abs(q * s[:, None] - w).max() <= s.max() / 2 + 1e-7
    assert np.allclose(nets.rounded(torch.from_numpy(w)).numpy(), q * s[:, None], atol=1e-6)


if __name__ == "__main__":
    for check in (check_paths, check_features, check_attributions, check_wrapping, check_rounding, incidents.check):
        check()
    print("train checks ok")
