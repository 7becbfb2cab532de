#!/usr/bin/env python3
"""Parts the sets that have no training split: the fixed fifth of their documents, which nobody reads while writing rules and
no model is trained on (sha256 of the id, modulo 5 = 0), and the rest.

    fifths.py DATA OUT      writes OUT/fifth and OUT/rest, laid out as DATA is; TimeBank and AQUAINT as one set of times
"""
import hashlib
import json
import os
import sys

SETS = {"time/timebank.jsonl": ("time/timebank.jsonl", "time/aquaint.jsonl"), "place/lgl.jsonl": ("place/lgl.jsonl",),
        "place/trnews.jsonl": ("place/trnews.jsonl",), "events/plover/dev.jsonl": ("events/plover/dev.jsonl",)}


def is_fifth(ident):
    return int(hashlib.sha256(ident.encode()).hexdigest(), 16) % 5 == 0


def main():
    data, out = sys.argv[1:]
    for name, files in SETS.items():
        parts = {"fifth": [], "rest": []}
        for file in files:
            path = os.path.join(data, file)
            for line in open(path, encoding="utf8") if os.path.exists(path) else ():
                parts["fifth" if is_fifth(json.loads(line)["id"]) else "rest"].append(line)
        for part, lines in parts.items():
            path = os.path.join(out, part, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="utf8") as f:
                f.writelines(lines)


main()
