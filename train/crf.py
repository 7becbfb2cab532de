"""Likelihood and best path of a linear chain of labels, over a batch of sequences at once."""
import numpy as np
import torch


def marginals(em, mask, fresh, trans, start):
    """Forward and backward in probabilities scaled at each step, float64.
    em [N, W, L], mask [N, W] (a prefix of each row), fresh [N, W]: the path starts anew here (no transition).
    -> log Z [N], label marginals [N, W, L], expected transitions [L, L], expected starts [L]."""
    n, w, size = em.shape
    top = em.max(-1)
    e = np.exp(em - top[..., None])
    s0 = start.max()
    into, t = np.exp(start - s0), np.exp(trans)
    alpha, beta, scale = np.zeros_like(e), np.ones_like(e), np.ones((n, w))
    logz = np.zeros(n)
    for i in range(w):
        step = into[None] if i == 0 else np.where(fresh[:, i, None], into[None], alpha[:, i - 1] @ t)
        a = step * e[:, i]
        c = a.sum(-1)
        live = mask[:, i]
        scale[:, i] = np.where(live, c, 1)
        alpha[:, i] = np.where(live[:, None], a / np.where(c > 0, c, 1)[:, None], alpha[:, i - 1] if i else a)
        logz += np.where(live, np.log(np.maximum(c, 1e-300)) + top[:, i] + np.where((i == 0) | fresh[:, i], s0, 0), 0)
    eb = np.zeros_like(e)                                    # e * beta / scale at each step
    for i in range(w - 1, -1, -1):
        eb[:, i] = e[:, i] * beta[:, i] / scale[:, i, None]
        if i:
            back = np.where(fresh[:, i, None], (eb[:, i] @ into)[:, None], eb[:, i] @ t.T)
            beta[:, i - 1] = np.where(mask[:, i, None], back, 1)
    gamma = alpha * beta * mask[..., None]
    old = mask & ~fresh
    old[:, 0] = False
    xi = t * np.einsum("nwi,nwj->ij", alpha[:, :-1] * old[:, 1:, None], eb[:, 1:])
    begins = mask & ~old
    return logz, gamma, xi, (gamma * begins[..., None]).sum((0, 1))


def nll(em, y, mask, fresh, paths):
    """Negative log-likelihood summed over the batch, differentiable in em and the paths' scores."""
    trans, start = paths.scores()
    m, f = mask.numpy(), fresh.numpy()
    args = [x.detach().double().numpy() for x in (em, trans, start)]
    logz, gamma, xi, first = marginals(args[0], m, f, args[1], args[2])
    gold = y.numpy()
    old = m & ~f
    old[:, 0] = False
    count = np.zeros_like(xi)
    np.add.at(count, (gold[:, :-1][old[:, 1:]], gold[:, 1:][old[:, 1:]]), 1)
    starts = np.bincount(gold[m & ~old], minlength=len(first)).astype(float)
    hot = np.eye(em.shape[-1])[gold] * m[..., None]
    value = logz.sum() - (args[0] * hot).sum() - (args[1] * count).sum() - (args[2] * starts).sum()

    def slope(x, grad):
        return (x * torch.from_numpy(grad).float()).sum()
    s = slope(em, gamma - hot) + slope(trans, xi - count) + slope(start, first - starts)
    return s + (float(value) - s.detach())


def best(em, trans, start, fresh=None, barred=None):
    """Viterbi over one batch of equal length: em [N, W, L] -> labels [N, W], score [N] less the all-first-label path.
    barred [W, L]: labels that a word cannot have."""
    n, w, size = em.shape
    if barred is not None:
        em = em + np.where(barred, -1e4, 0)[None]
    v = em[:, 0] + start
    back = np.zeros((n, w, size), np.int8)
    for i in range(1, w):
        if fresh is not None and fresh[i]:
            k = v.argmax(-1)
            back[:, i] = k[:, None]
            v = v.max(-1)[:, None] + start + em[:, i]
        else:
            s = v[:, :, None] + trans
            back[:, i] = s.argmax(1)
            v = s.max(1) + em[:, i]
    y = np.zeros((n, w), np.int64)
    y[:, -1] = v.argmax(-1)
    for i in range(w - 1, 0, -1):
        y[:, i - 1] = back[np.arange(n), i, y[:, i]]
    return y, v.max(-1)


def best_with(em, trans, start, barred, needed):
    """Viterbi over paths that hold one of the labels `needed`: every state twice, before and after the first of them."""
    size = em.shape[-1]
    late = np.isin(np.arange(size), needed)
    big = np.full((2 * size, 2 * size), -1e4)
    big[:size, :size] = np.where(late[None], -1e4, trans)            # still none
    big[:size, size:] = np.where(late[None], trans, -1e4)            # the first one
    big[size:, size:] = trans
    begin = np.concatenate([np.where(late, -1e4, start), np.where(late, start, -1e4)])
    em = np.concatenate([em, em], -1)
    em[:, -1, :size] -= 1e6
    y, _ = best(em, big, begin, barred=np.concatenate([barred, barred], -1))
    return y % size
