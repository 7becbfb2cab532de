#!/usr/bin/env python3
"""Makes src/report/report_cues_table.c from data/cues.tsv and data/attitudes.tsv (their heads say what stands in them).

usage: gen/cues.py        writes the table; run it after every change of the lists and commit both
"""
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parent.parent
FLAGS = ("say", "tell", "cite", "by", "hear")
BE = ("be", "is", "are", "was", "were", "am", "been", "being")
VOWEL = "aeiou"


def rows(name, columns):
    for number, line in enumerate((ROOT / "data" / name).read_text(encoding="utf8").splitlines(), 1):
        if not line.startswith("#") and line.strip():
            cells = [c.strip() for c in line.split("\t")]
            if len(cells) > columns:
                raise SystemExit(f"data/{name}:{number}: more than {columns} columns")
            yield number, cells + [""] * (columns - len(cells))


def third(verb):
    if re.search(r"(s|x|z|ch|sh|o)$", verb):
        return verb + "es"
    return verb[:-1] + "ies" if re.search(f"[^{VOWEL}]y$", verb) else verb + "s"


def past(verb):
    if verb.endswith("e"):
        return verb + "d"
    return verb[:-1] + "ied" if re.search(f"[^{VOWEL}]y$", verb) else verb + "ed"


def gerund(verb):
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    return verb[:-1] + "ing" if re.search("[^eoy]e$", verb) else verb + "ing"


def forms(cue, kind, irregular):
    """{form: inflection}: b base, s third person or plural, d past or participle, g gerund."""
    head, _, rest = cue.partition(" ")
    given = re.split(r"[ |]+", irregular) if irregular else []
    if kind == "p":
        out = {cue: "b"}
        return out
    if kind == "n":
        out = {head: "b", **{f: "s" for f in given or [third(head)]}}
    elif head == "be":
        out = {f: "b" for f in BE}
    else:
        gerunds = [f for f in given if f.endswith("ing") and f != "bring"]
        pasts = [f for f in given if f not in gerunds and f != third(head)]
        out = {head: "b", third(head): "s", **{f: "g" for f in gerunds or [gerund(head)]},
               **{f: "d" for f in pasts or [past(head)]}}
    return {f + (" " + rest if rest else ""): i for f, i in out.items()}


def quoted(s):
    return '"' + "".join(c if c.isascii() and c not in '"\\' else "".join(f"\\{b:03o}" for b in c.encode()) for c in s) + '"'


def main():
    attitudes = [cells for _, cells in rows("attitudes.tsv", 5)]
    number = {a[0]: i for i, a in enumerate(attitudes)}
    table = {}
    for line, (cue, kind, attitude, flags, irregular) in rows("cues.tsv", 5):
        if kind not in "vnp" or attitude not in number:
            raise SystemExit(f"data/cues.tsv:{line}: class {kind!r} or attitude {attitude!r} unknown")
        bits = 0
        for f in filter(None, flags.split(",")):
            bits |= 1 << FLAGS.index(f)
        for form, inflection in forms(cue.lower(), kind, irregular).items():
            table.setdefault((form, kind == "n"), (attitude, bits, kind, inflection))   # the first row wins
    with open(ROOT / "src/report/report_cues_table.c", "w", encoding="ascii") as f:
        f.write("/* Made by gen/cues.py from data/cues.tsv and data/attitudes.tsv. Do not edit. */\n"
                '#include "report_cues.h"\n\n/* clang-format off */\nconst struct attitude cue_attitudes[] = {\n')
        for name, negated, polarity, strength, kind in attitudes:
            sign = {"+": 1, "-": -1, "0": 0}[polarity]
            f.write(f"    {{{quoted(name)}, {quoted(negated)}, {sign}, {int(strength)}, ATTITUDE_{kind.upper()}}},\n")
        f.write(f"}};\nconst uint32_t n_cue_attitudes = {len(attitudes)};\n\n/* By form, bytewise; a verb before the noun. */\n"
                "const struct cue cue_table[] = {\n")
        ordered = sorted(table.items(), key=lambda kv: (kv[0][0].encode(), kv[0][1]))
        for (form, _), (attitude, bits, kind, inflection) in ordered:
            f.write(f"    {{{quoted(form)}, {number[attitude]}, {bits}, '{kind}', '{inflection}'}},\n")
        f.write(f"}};\nconst uint32_t n_cue_table = {len(ordered)};\n")


if __name__ == "__main__":
    main()
