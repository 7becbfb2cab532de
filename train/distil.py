"""The fast model: fewer layers, with fewer units, that learn to end where the full model's end (hidden vectors and all
taggers)."""
import functools
import os

import torch
import torch.nn.functional as F

import data
import net as nets


def add_squares(sizes, _, inputs):
    sizes += inputs[0].float().square().sum((0, 1))


def important(net, batches, ffn):
    """For each layer the units of its feed-forward part that move its output most on some batches."""
    sizes = [torch.zeros(layer.ffn1.out_features) for layer in net.layers]
    hooks = [layer.ffn2.register_forward_pre_hook(functools.partial(add_squares, s))
             for layer, s in zip(net.layers, sizes)]
    with torch.no_grad():
        for batch in batches:
            batch.hidden(net.eval())
    for hook in hooks:
        hook.remove()
    return [(s * layer.ffn2.weight.square().sum(0)).topk(ffn).indices.sort().values
            for layer, s in zip(net.layers, sizes)]


def begin(student, full, conf, batches):
    """The student starts with the full net's heads and its layers `keep`, or another checkpoint's layers (`begin`), and of these
    with the most important units."""
    if "begin" in conf:
        first = nets.Reader.of(torch.load(os.path.join(data.OUT, conf["begin"]), weights_only=False))
    else:
        first = nets.Reader(student.specs, len(conf["keep"]))
        first.load_state_dict({k: v for k, v in full.state_dict().items() if not k.startswith("layers.")}, strict=False)
        for layer, i in zip(first.layers, conf["keep"]):
            layer.load_state_dict(full.layers[i].state_dict())
    units = important(first, batches, student.layers[0].ffn1.out_features)
    state = {k: v for k, v in first.state_dict().items() if not k.startswith("heads.")}
    state |= {k: v for k, v in full.state_dict().items() if k.startswith("heads.")}
    for i, keep in enumerate(units):
        at = f"layers.{i}.ffn"
        state[f"{at}1.weight"], state[f"{at}1.bias"] = state[f"{at}1.weight"][keep], state[f"{at}1.bias"][keep]
        state[f"{at}2.weight"] = state[f"{at}2.weight"][:, keep]
    student.load_state_dict(state)


def losses(net, h, full, batch):
    """Squared distance of the hidden vectors, and divergence of every tagger, on all pieces of the batch."""
    with torch.no_grad():
        goal = batch.hidden(full)
    at = torch.from_numpy(batch.pieces)
    h, goal = h[at], goal[at]
    near = F.mse_loss(h.float(), goal.float())
    same = 0
    for name, head in net.heads.items():
        if isinstance(head, nets.Tagger):
            with torch.no_grad():
                want = F.softmax(full.heads[name](goal).float(), -1)
            same = same + F.kl_div(F.log_softmax(head(h).float(), -1), want, reduction="batchmean")
    return {"hidden": near, "taggers": same}
