"""Gold groups of records for train/story_counts.py and train/story_persons.py: which lines belong together, what the dump says."""
import gzip
import json
import os
import re
import subprocess
import tempfile


def key(name):
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"(\.html?|\.txt)$", "", os.path.basename(name).lower()))


def dump(program, gold, records):
    """(incidents with a record at least, their dumped objects: a list each)"""
    line_of, incidents, groups = {}, [], []
    with open(records, encoding="utf8") as f:
        for i, line in enumerate(f):
            r = json.loads(line)
            if "error" not in r:
                line_of[key(r["input"]["name"])] = i
    with (gzip.open if gold.endswith(".gz") else open)(gold, "rt", encoding="utf8") as f:
        for line in f:
            d = json.loads(line)
            lines = [line_of[key(r["id"])] for r in d["reports"] if key(r["id"]) in line_of]
            if lines:
                incidents.append(d)
                groups.append(lines)
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as f:
        f.write("".join(" ".join(map(str, lines)) + "\n" for lines in groups))
        f.flush()
        out = subprocess.run([program, records, f.name], check=True, capture_output=True, text=True).stdout
    dumped = [[] for _ in incidents]
    for line in out.splitlines():
        d = json.loads(line)
        dumped[d["group"]].append(d)
    return incidents, dumped
