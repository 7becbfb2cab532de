#!/usr/bin/env python3
"""Makes src/story/gen_story_background.h: how common words are in news, as numbers alone.

    story_background.py STORY_DUMP GVA_TRAIN_RECORDS GVA_TRAIN_GOLD [RECORDS...]

STORY_DUMP is build/tests/story_dump. A word counts once for an incident, however many reports tell of it (else the names of
an incident with many reports would look common); every report of the other RECORDS is an incident of its own. Of the share of
shootings and the share of other news that have the word, the higher counts. Levels: 0 rarest .. 15 in every report, in steps
of half a nat; each word has two cells of a table of 4-bit levels, in both of which the highest level stays.
"""
import collections
import gzip
import json
import math
import os
import subprocess
import sys

BITS, STEP, RAREST = 18, .5, 7.5
TARGET = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "src", "story", "gen_story_background.h")


def terms(dump, path):
    with subprocess.Popen([dump, "terms", path], stdout=subprocess.PIPE, text=True) as p:
        for line in p.stdout:
            name, _, hashes = line.rstrip("\n").partition("\t")
            yield name, {int(h, 16) for h in hashes.split()}


def cells(h):
    other = h * 0x9e3779b1 & 0xffffffff
    return h >> 32 - BITS, (other ^ other >> 15) >> 32 - BITS


def main():
    dump, records, gold, *others = sys.argv[1:]
    incident_of = {}
    with gzip.open(gold, "rt") if gold.endswith(".gz") else open(gold) as f:
        for d in map(json.loads, f):
            for r in d["reports"]:
                incident_of[r["id"]] = d["incident"]
    incidents = collections.defaultdict(set)
    for name, hashes in terms(dump, records):
        incidents[incident_of.get(name, name)] |= hashes
    sets = [list(incidents.values()), [h for path in others for _, h in terms(dump, path)]]
    share = collections.Counter()
    for s in sets:
        df = collections.Counter(h for hashes in s for h in hashes)
        for h, n in df.items():
            share[h] = max(share[h], n / len(s))
    table, known = [0] * (1 << BITS), 0
    for h, x in share.items():
        level = max(0, min(15, round((RAREST + math.log(x)) / STEP)))
        known += level > 0
        for c in cells(h):
            table[c] = max(table[c], level)
    words = [sum(table[i + j] << 4 * j for j in range(16)) for i in range(0, len(table), 16)]
    with open(TARGET, "w") as f:
        f.write(f"""/* made by train/story_background.py from {len(sets[0])} incidents and {len(sets[1])} other reports ({known} words), do not edit */
#ifndef GEN_STORY_BACKGROUND_H
#define GEN_STORY_BACKGROUND_H
#include <stdint.h>
/* clang-format off */
enum {{ STORY_BACKGROUND_BITS = {BITS} }};
static const uint64_t story_background[(1 << STORY_BACKGROUND_BITS) / 16] = {{
""")
        line = ""
        for w in words:
            item = f"{w:#x}," if w else "0,"
            if len(line) + len(item) > 128:
                f.write(line + "\n")
                line = ""
            line += item
        f.write(line + "\n};\n/* clang-format on */\n#endif\n")
    print(f"{len(sets[0])} incidents, {len(sets[1])} other reports, {len(share)} words, {known} above the rarest level, "
          f"{sum(x > 0 for x in table) / len(table):.2f} of the cells taken, {os.path.getsize(TARGET)} bytes")


if __name__ == "__main__":
    main()
