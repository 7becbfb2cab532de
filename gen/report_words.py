#!/usr/bin/env python3
"""Makes the word lists of src/report: data/*.tsv -> src/report/report_words_table.inc

usage: gen/report_words.py            writes the table
       gen/report_words.py --check    exits 1 when the table on disk is not what would be written
A linguist edits the lists; each says in its first lines what its columns are.
"""
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.path.join(HERE, "..", "data")
OUT = os.path.join(HERE, "..", "src", "report", "report_words_table.inc")

KIND = {"person": "PERSON", "group": "GROUP", "organization": "ORGANIZATION", "place": "PLACE", "facility": "FACILITY",
        "thing": "THING"}
USE = {"-": 0, "": 0, "role": 1, "kin": 2, "actor": 3, "victim": 4,
       "subject": 10, "object": 11, "possessive": 12, "reflexive": 13, "demonstrative": 14,
       "kill": 20, "wound": 21, "attack": 22, "seize": 23,
       "adjective": 30, "people": 31, "form": 32, "scare": 40, "name": 41, "title": 42, "weak": 50, "other": 51}


def rows(name, columns):
    path = os.path.join(DATA, name)
    with open(path, encoding="utf8") as f:
        for number, line in enumerate(f, 1):
            line = line.rstrip("\n")
            if not line.strip() or line.startswith("#"):
                continue
            row = line.split("\t")
            if len(row) != columns:
                sys.exit(f"{path}:{number}: {columns} columns wanted, {len(row)} found")
            yield row


def word(form, kind="thing", sex="-", number="-", use="-", of=None, person="0"):
    if use not in USE or kind not in KIND or sex not in "mfn-" or number not in "sp-":
        sys.exit(f"{form}: no such kind, sex, number or use: {kind} {sex} {number} {use}")
    return (form.lower(), KIND[kind], sex, number, USE[use], of, int(person))


def lists():
    yield "NOUN", [word(f, k, s, n, u) for f, k, s, n, u in rows("nouns.tsv", 5)]
    yield "TITLE", [word(f, "person", s, "s") for f, s in rows("titles.tsv", 2)]
    yield "GIVEN_NAME", [word(f, "person", s, "s") for f, s in rows("given_names.tsv", 2)]
    yield "DEMONYM", [word(f, use=u, of=None if p == "-" else p.lower()) for f, p, u in rows("demonyms.tsv", 3)]
    yield "PRONOUN", [word(f, "person", s, n, u, person=p) for f, p, n, s, u in rows("pronouns.tsv", 5)]
    yield "HARM", [word(x, use=c, of=lemma) for lemma, forms, c in rows("harm.tsv", 3) for x in [lemma] + forms.split()]
    yield "MODIFIER", [word(f, use=u) for f, u in rows("modifiers.tsv", 2)]
    yield "QUOTED", [word(f, use=what) for f, _, what in rows("quoted.tsv", 3)]


def text(s):
    return "NULL" if s is None else '"' + s.replace("\\", "\\\\").replace('"', '\\"') + '"'


def table():
    out = ["/* Made by gen/report_words.py from the lists in data/; do not edit. */"]
    for name, words in lists():
        words = sorted({w[0]: w for w in reversed(words)}.values(), key=lambda w: w[0].encode())
        out.append(f"static const struct report_word words_{name.lower()}[] = {{")
        for form, kind, sex, number, use, of, person in words:
            out.append(f"    {{{text(form)}, {text(of)}, SAYSO_ENTITY_{kind}, '{sex}', '{number}', {use}, {person}}},")
        out.append("};")
    return "\n".join(out) + "\n"


def main():
    made = table()
    if "--check" in sys.argv[1:]:
        with open(OUT, encoding="utf8") as f:
            sys.exit(0 if f.read() == made else f"{OUT} is stale: run gen/report_words.py")
    with open(OUT, "w", encoding="utf8") as f:
        f.write(made)


if __name__ == "__main__":
    main()
