#!/usr/bin/env python3
"""Makes the words beside the names of places: data/place_words.tsv -> src/facts/facts_places_table.inc

usage: gen/place_words.py            writes the table
       gen/place_words.py --check    exits 1 when the table on disk is not what would be written
"""
import collections
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.path.join(HERE, "..", "data", "place_words.tsv")
OUT = os.path.join(HERE, "..", "src", "facts", "facts_places_table.inc")
USES = ("area", "seat", "body", "way", "side", "street", "common", "party", "tie", "nature", "press")


def table():
    words = collections.defaultdict(set)
    with open(DATA, encoding="utf8") as f:
        for number, line in enumerate(f, 1):
            if not line.strip() or line.startswith("#"):
                continue
            form, _, use = line.rstrip("\n").partition("\t")
            if use not in USES:
                sys.exit(f"{DATA}:{number}: no such use: {use}")
            words[form].add(use)
    out = ["/* Made by gen/place_words.py from data/place_words.tsv; do not edit. */",
           "static const struct place_word PLACE_WORDS[] = {"]
    for form, uses in sorted(words.items(), key=lambda w: w[0].encode()):
        out.append(f'    {{"{form}", {" | ".join("WORD_" + u.upper() for u in USES if u in uses)}}},')
    return "\n".join(out) + "\n};\n"


def main():
    made = table()
    if "--check" in sys.argv[1:]:
        with open(OUT, encoding="utf8") as f:
            sys.exit(0 if f.read() == made else f"{OUT} is stale: run gen/place_words.py")
    with open(OUT, "w", encoding="utf8") as f:
        f.write(made)


if __name__ == "__main__":
    main()
