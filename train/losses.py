"""Batches of windows and the loss of each head on them."""
import numpy as np
import torch
import torch.nn.functional as F

import crf
from data import EXTRA, IGNORE

CLS, SEP, FAR_BACK = 101, 102, 300
LESS = {"fill": 0.5}                        # weight of the first label, where it is 98 words in 100


class Batch:
    """Windows (doc, begin, end) as padded tensors; position 0 of a row is [CLS]."""

    def __init__(self, windows, case=None):
        """case[i]: None as written, "lower", "upper" or "true" for window i."""
        self.windows = windows
        n, t = len(windows), max(e - b for _, b, e in windows) + 2
        ids, feats = np.zeros((n, t), np.int64), np.zeros((3, n, t), np.int64)
        self.mask, self.pieces = np.zeros((n, t), bool), np.zeros((n, t), bool)
        first = np.zeros((n, t), bool)
        for i, (doc, b, e) in enumerate(windows):
            p, m = doc.p, e - b
            ids[i, 0], ids[i, m + 1] = CLS, SEP
            ids[i, 1:m + 1] = p.ids[b:e]
            how = case[i] if case else None
            feats[0, i, 1:m + 1] = (p.upper if how == "upper" else doc.true if how == "true" else
                                    np.minimum(p.case, 1) if how else p.case)[b:e]
            feats[1, i, 1:m + 1], feats[2, i, 1:m + 1] = p.line[b:e], p.quote[b:e]
            self.mask[i, :m + 2], self.pieces[i, 1:m + 1] = True, True
            first[i, 1:m + 1] = p.first[b:e]
        self.ids, self.feats = torch.from_numpy(ids), torch.from_numpy(feats)
        self.tmask = torch.from_numpy(self.mask)
        self.line = feats[1]
        # the words of each row: their positions, padded with 0
        count = first.sum(1)
        self.words = np.zeros((n, max(1, count.max())), np.int64)
        self.word_mask = np.arange(self.words.shape[1])[None] < count[:, None]
        self.words[self.word_mask] = np.nonzero(first)[1]

    def hidden(self, net):
        return net(self.ids, *self.feats, self.tmask)

    def tags(self, name):
        y = np.full(self.mask.shape, IGNORE, np.int64)
        for i, (doc, b, e) in enumerate(self.windows):
            if name in doc.tags:
                y[i, 1:e - b + 1] = doc.tags[name][b:e]
        return y


def tag_loss(net, h, batch, name):
    scores = net.heads[name](h).float().flatten(0, 1)
    weight = torch.ones(scores.shape[1])
    weight[0] = LESS.get(name, 1)
    return F.cross_entropy(scores, torch.from_numpy(batch.tags(name)).flatten(), weight, ignore_index=IGNORE)


def extra_losses(net, h, batch):
    """Of the heads that the batch has labels for."""
    taught = [name for name in EXTRA if (batch.tags(name) != IGNORE).any()]
    return {name: tag_loss(net, h, batch, name) for name in taught}


def name_loss(net, h, batch):
    """Path likelihood over the words, broken at line starts, a word."""
    head = net.heads["name"]
    rows = np.arange(len(batch.windows))[:, None]
    em = head(h[rows, batch.words]).float()
    y = np.maximum(batch.tags("name")[rows, batch.words], 0) * batch.word_mask
    fresh = (batch.line[rows, batch.words] == 1) & batch.word_mask
    for i, (_, b, _) in enumerate(batch.windows):            # a name that began before the window begins here
        if y[i, 0] and y[i, 0] % 2 == 0:
            y[i, 0] -= 1
    return crf.nll(em, torch.from_numpy(y), torch.from_numpy(batch.word_mask), torch.from_numpy(fresh),
                   head.paths) / batch.word_mask.sum()


def attribution_paths(batch):
    """Gold anchors of a batch (row, position) and their label paths over the row's words."""
    rows, positions, paths = [], [], []
    for i, (doc, b, e) in enumerate(batch.windows):
        words = batch.words[i][batch.word_mask[i]] - 1 + b
        for n in np.flatnonzero((doc.anchors >= b) & (doc.anchors < e)):
            y = np.zeros(batch.words.shape[1], np.int64)
            for _, role, left, right in doc.frags[doc.frags[:, 0] == n]:
                lo, hi = np.searchsorted(words, [left, right + 1])
                if lo < hi:
                    y[lo:hi] = 2 * role + 2
                    y[lo] = 2 * role + 1
            rows.append(i)
            positions.append(doc.anchors[n] - b + 1)
            paths.append(y)
    return np.array(rows, np.int64), np.array(positions, np.int64), np.array(paths)


def path_scores(head, h, rows, positions, batch):
    """[anchors, words, labels]"""
    target = head.target(h[np.arange(len(batch.windows))[:, None], batch.words])
    a = head.anchor(h[rows, positions]).unsqueeze(1)
    s = head.scores(a, target[rows], torch.from_numpy(positions)[:, None], torch.from_numpy(batch.words[rows]))
    return s[:, :, 0].transpose(1, 2)


def attr_loss(net, h, batch):
    """Path likelihood, an anchor."""
    rows, positions, paths = attribution_paths(batch)
    if not len(rows):
        return h.new_zeros(())
    head = net.heads["attr"]
    em = path_scores(head, h, rows, positions, batch)
    mask = batch.word_mask[rows]
    return crf.nll(em, torch.from_numpy(paths), torch.from_numpy(mask), torch.zeros(mask.shape, dtype=torch.bool),
                   head.paths) / len(rows)


def pick_scores(head, h, batch):
    """[rows, r, anchor, target] of all pieces of a window; [CLS], [SEP] and padding are no targets."""
    pos = torch.arange(h.shape[1])
    s = head.scores(head.anchor(h), head.target(h), pos, pos)
    return s.masked_fill(~torch.from_numpy(batch.pieces)[:, None, None], -1e4)


def dep_loss(net, h, batch):
    y = np.full(batch.mask.shape, IGNORE, np.int64)
    for i, (doc, b, e) in enumerate(batch.windows):
        d = doc.dep[b:e]
        y[i, 1:e - b + 1] = np.where((d >= b) & (d < e), d - b + 1, IGNORE)
    s = pick_scores(net.heads["dep"], h, batch)[:, 0]
    return F.cross_entropy(s.flatten(0, 1), torch.from_numpy(y).flatten(), ignore_index=IGNORE)


def extent_loss(net, h, batch):
    y = np.full((2, *batch.mask.shape), IGNORE, np.int64)
    for i, (doc, b, e) in enumerate(batch.windows):
        for anchor, left, right, _ in doc.mentions[(doc.mentions[:, 0] >= b) & (doc.mentions[:, 0] < e)]:
            for r, t in enumerate((left, right)):
                if b <= t < e:
                    y[r, i, anchor - b + 1] = t - b + 1
    s = pick_scores(net.heads["extent"], h, batch)
    y = torch.from_numpy(y).transpose(0, 1).flatten()
    return F.cross_entropy(s.flatten(0, 2), y, ignore_index=IGNORE)


def coref_loss(net, h, batch):
    """The windows are consecutive stretches of one document: pairs of mentions over all of them."""
    rows, positions, pieces, clusters = [], [], [], []
    for i, (doc, b, e) in enumerate(batch.windows):
        for anchor, _, _, cluster in doc.mentions[(doc.mentions[:, 0] >= b) & (doc.mentions[:, 0] < e)]:
            rows.append(i)
            positions.append(anchor - b + 1)
            pieces.append(anchor)
            clusters.append(cluster)
    if len(rows) < 2:
        return h.new_zeros(())
    head, x = net.heads["coref"], h[rows, positions]
    pieces, c = torch.tensor(pieces), torch.tensor(clusters)
    s = head.scores(head.anchor(x), head.target(x), pieces, pieces)[0]
    n = torch.arange(len(rows))
    back = n[:, None] - n[None]
    open_ = (back >= 0) & (back <= FAR_BACK)
    gold = (c[:, None] == c[None]) & (c[:, None] >= 0) & (back > 0) & open_
    gold |= ~gold.any(1, keepdim=True) & (back == 0)
    return (s.masked_fill(~open_, -1e4).logsumexp(1) - s.masked_fill(~gold, -1e4).logsumexp(1)).mean()


def losses(net, h, batch, kind):
    """{head: loss} of what a set of this kind teaches."""
    if kind == "attribution":
        return {"cue": tag_loss(net, h, batch, "cue"), "attr": attr_loss(net, h, batch)}
    if kind == "names":
        return {"name": name_loss(net, h, batch)}
    if kind in ("incidents", "times"):
        return extra_losses(net, h, batch)
    out = {name: tag_loss(net, h, batch, name) for name in ("sent", "pos", "deprel", "mention")}
    return {**out, "dep": dep_loss(net, h, batch), "extent": extent_loss(net, h, batch),
            "coref": coref_loss(net, h, batch)}
