"""Weights between two checkpoints of the same heads: `python mix.py OLD.pt NEW.pt SHARE OUT.pt`, SHARE of the new ones.

The heads that only the new run taught (its settings' `new`) stay as they are there.
"""
import sys

import torch


def mix(old, new, share, kept):
    return {k: v if k.startswith(kept) else torch.lerp(old[k], v, share) for k, v in new.items()}


def main():
    old, new, share, out = sys.argv[1:5]
    old, ckpt = (torch.load(path, weights_only=False) for path in (old, new))
    kept = tuple(f"heads.{name}." for name in ckpt["conf"].get("new", ()))
    ckpt["net"] = mix(old["net"], ckpt["net"], float(share), kept)
    torch.save(ckpt, out)


if __name__ == "__main__":
    main()
