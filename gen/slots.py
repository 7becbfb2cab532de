#!/usr/bin/env python3
"""Makes the table of what numbers count: data/slots.tsv -> src/facts/facts_slots_table.c (sorted by form)."""
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.path.join(HERE, "..", "data", "slots.tsv")
OUT = os.path.join(HERE, "..", "src", "facts", "facts_slots_table.c")

rows = []
with open(DATA, encoding="utf8") as f:
    for number, line in enumerate(f, 1):
        line = line.rstrip("\n")
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != 3 or cells[2] not in ("noun", "fate"):
            sys.exit(f"{DATA}:{number}: forms, slot and noun or fate wanted")
        rows += [(form, cells[1], cells[2]) for form in cells[0].split("|")]
lines = ["/* made by gen/slots.py from data/slots.tsv, do not edit */", '#include "facts_claims.h"', "",
         "const struct slot_word slot_table[] = {"]
lines += [f'    {{"{form}", "{slot}", {"true" if where == "fate" else "false"}}},' for form, slot, where in sorted(rows)]
lines += ["};", "const uint32_t n_slot_table = sizeof slot_table / sizeof *slot_table;", ""]
with open(OUT, "w", encoding="utf8") as f:
    f.write("\n".join(lines))
