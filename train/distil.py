"""The fast model: fewer layers that learn to end where the full model's end (hidden vectors and all taggers)."""
import torch
import torch.nn.functional as F

import net as nets


def teacher(student, checkpoint, keep):
    """The trained net to learn from; the student starts as its layers `keep` and its heads."""
    ckpt = torch.load(checkpoint, weights_only=False)
    full = nets.Reader(student.specs, ckpt["conf"]["layers"])
    full.load_state_dict(ckpt["net"])
    state = {k: v for k, v in ckpt["net"].items() if not k.startswith("layers.")}
    for i, j in enumerate(keep):
        state |= {k.replace(f"layers.{j}.", f"layers.{i}.", 1): v for k, v in ckpt["net"].items()
                  if k.startswith(f"layers.{j}.")}
    student.load_state_dict(state)
    return full.eval().requires_grad_(False)


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
