#!/usr/bin/env python3
"""Makes the table of number words of src/facts: data/numbers.tsv -> src/facts/facts_amounts_table.inc

usage: gen/numbers.py            writes the table
       gen/numbers.py --check    exits 1 when the table on disk is not what would be written
"""
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.path.join(HERE, "..", "data", "numbers.tsv")
OUT = os.path.join(HERE, "..", "src", "facts", "facts_amounts_table.inc")
CLASSES = ["unit", "teen", "ten", "hundred", "scale", "dozen", "half", "suffix", "ordinal_suffix", "ordinal", "fraction", "vague",
           "zero", "no", "bound", "pass", "behind", "open", "join", "other", "before", "money", "percent", "measure", "aged",
           "years_old", "months_old", "time", "month", "label", "labelled", "street", "formation", "name", "done", "does", "state", "deed",
           "counted", "toll", "group", "part"]                              # the order of enum amount_class
RELATIONS = ["eq", "at_least", "at_most", "more_than", "less_than", "about", "between", "dozens", "some"]


def rows():
    with open(DATA, encoding="utf8") as f:
        for number, line in enumerate(f, 1):
            line = line.rstrip("\n")
            if not line or line.startswith("#"):
                continue
            columns = line.split("\t")
            if len(columns) != 4 or columns[0] not in CLASSES:
                sys.exit(f"{DATA}:{number}: a class, value, note and phrases are wanted")
            kind, value, note, phrases = columns
            if kind in ("bound", "behind", "vague") and note not in RELATIONS:
                sys.exit(f"{DATA}:{number}: no such relation: {note}")
            for phrase in phrases.split(" | "):
                if phrase != phrase.strip().lower() or not phrase:
                    sys.exit(f"{DATA}:{number}: not lower case or not trimmed: {phrase!r}")
                yield CLASSES.index(kind), phrase, value, note


def quoted(s):
    return '"' + s.replace("\\", "\\\\").replace('"', '\\"') + '"'


def table():
    kept = {}
    for kind, phrase, value, note in rows():
        kept.setdefault((kind, phrase.encode()), (value, note))
    keys = sorted(kept)
    out = ["/* Made by gen/numbers.py from data/numbers.tsv; do not edit. */", "static const struct amount_word words[] = {"]
    for kind, phrase in keys:
        value, note = kept[kind, phrase]
        relation = RELATIONS.index(note) if note in RELATIONS else 0
        known = "false" if value == "-" else "true"
        note = "NULL" if note == "-" or note in RELATIONS else quoted(note)
        out.append(f"    {{{quoted(phrase.decode())}, {note}, {0 if value == '-' else value}, {known}, {relation}}},")
    out += ["};", "static const uint16_t first[] = {" + ", ".join(str(sum(k[0] < c for k in keys)) for c in range(len(CLASSES) + 1)) + "};"]
    return "\n".join(out) + "\n"


def main():
    made = table()
    if "--check" in sys.argv[1:]:
        with open(OUT, encoding="utf8") as f:
            sys.exit(0 if f.read() == made else f"{OUT} is stale: run gen/numbers.py")
    with open(OUT, "w", encoding="utf8") as f:
        f.write(made)


if __name__ == "__main__":
    main()
