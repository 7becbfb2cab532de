#!/usr/bin/env python3
"""Makes the table of words that tell of dead and hurt: data/tolls.tsv -> src/facts/facts_tolls_table.c

usage: gen/tolls.py            writes the table
       gen/tolls.py --check    exits 1 when the table on disk is not what would be written
Rows are sorted by their first word, the longer phrase first, so that the first that fits is the one that says most.
"""
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.path.join(HERE, "..", "data", "tolls.tsv")
OUT = os.path.join(HERE, "..", "src", "facts", "facts_tolls_table.c")
EFFECTS = ("killed", "injured", "shot", "hospital")
CONTEXT = ("takes", "finds", "missile", "double", "fatal", "hospital", "aftermath", "undone", "undone_noun", "tries", "suicide", "weapon", "arms",
           "alive", "several", "doer")
NAMES = {"hospital": "hospital_word"}
PEOPLE = ("object", "subject", "state", "complement", "of", "had", "self", "hit", "life", "body", "sent")


def read():
    rows, context = set(), set()
    with open(DATA, encoding="utf8") as f:
        for number, line in enumerate(f, 1):
            line = line.rstrip("\n")
            if not line or line.startswith("#"):
                continue
            cells = line.split("\t")
            if len(cells) != 3 or cells[1] not in (*EFFECTS, "-") or cells[2] not in (CONTEXT if cells[1] == "-" else PEOPLE):
                sys.exit(f"{DATA}:{number}: forms, effect and people wanted")
            for form in cells[0].split("|"):
                if cells[1] == "-":
                    word, _, number = form.partition("=")
                    context.add((word, cells[2], int(number or 0)))
                else:
                    rows.add((form, cells[1], cells[2]))
    return sorted(rows, key=lambda r: (r[0].split()[0], -len(r[0].split()), r)), sorted(context)


def made():
    rows, context = read()
    lines = ["/* made by gen/tolls.py from data/tolls.tsv, do not edit */", '#include "facts_tolls.h"', "",
             "const struct toll_word toll_table[] = {"]
    lines += [f'    {{"{form}", TOLL_{effect.upper()}, TOLL_{people.upper()}}},' for form, effect, people in rows]
    lines += ["};", "const uint32_t n_toll_table = sizeof toll_table / sizeof *toll_table;", "",
              "const struct toll_context toll_contexts[] = {"]
    lines += [f'    {{"{form}", TOLL_{NAMES.get(kind, kind).upper()}, {number}}},' for form, kind, number in context]
    lines += ["};", "const uint32_t n_toll_contexts = sizeof toll_contexts / sizeof *toll_contexts;", ""]
    return "\n".join(lines)


text = made()
if "--check" in sys.argv[1:]:
    with open(OUT, encoding="utf8") as f:
        sys.exit(f.read() != text)
with open(OUT, "w", encoding="utf8") as f:
    f.write(text)
