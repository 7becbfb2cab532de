#!/usr/bin/env python3
"""Makes src/report/report_kinds_table.c from data/source_kinds.tsv and data/hedges.tsv (their heads say what stands in them).

usage: gen/source_kinds.py        writes the table; run it after every change of the lists and commit both
"""
from cues import ROOT, quoted, rows, third

KINDS = ("agency", "outlet", "official", "person", "witness", "document", "social", "unnamed")
CLASSES = ("modal", "adverb", "verb", "adjective", "phrase")
UNCHANGED = {"police", "authorities", "media", "data", "statistics", "others", "those", "some", "many", "people", "press",
             "law enforcement", "news", "footage", "congress", "evidence"}
IRREGULAR = {"policeman": "policemen", "policewoman": "policewomen", "spokesman": "spokesmen", "man": "men", "woman": "women",
             "spokeswoman": "spokeswomen", "congressman": "congressmen", "gunman": "gunmen", "cameraman": "cameramen",
             "passerby": "passersby", "passer-by": "passers-by", "analysis": "analyses", "wife": "wives", "person": "persons",
             "chairman": "chairmen", "councilman": "councilmen"}


def words_of(text):
    """As the report's words are cut: punctuation stands alone."""
    out = ""
    for c in text:
        out += c if c.isalnum() or c == " " else f" {c} "
    return " ".join(out.split())


def plural(words):
    *before, last = words.split(" ")
    if last in UNCHANGED or words in UNCHANGED:
        return words
    return " ".join([*before, IRREGULAR.get(last) or third(last)])


def main():
    kinds = {}
    for line, (words, kind, where) in rows("source_kinds.tsv", 3):
        if kind not in KINDS or where not in "ntob":
            raise SystemExit(f"data/source_kinds.tsv:{line}: kind {kind!r} or place {where!r} unknown")
        name = words_of(words)
        kinds.setdefault((name, where), kind)
        if where in "nt" and plural(words) != words:
            kinds.setdefault((words_of(plural(words)), where), kind)
    hedges = {}
    for line, (words, kind) in rows("hedges.tsv", 2):
        if kind not in CLASSES:
            raise SystemExit(f"data/hedges.tsv:{line}: class {kind!r} unknown")
        hedges[words_of(words)] = kind
    with open(ROOT / "src/report/report_kinds_table.c", "w", encoding="ascii") as f:
        f.write("/* Made by gen/source_kinds.py from data/source_kinds.tsv and data/hedges.tsv. Do not edit. */\n"
                '#include "report_kinds.h"\n\n/* clang-format off */\n/* By words, bytewise. */\nconst struct kind_word kind_table[] = {\n')
        ordered = sorted(kinds.items(), key=lambda kv: (kv[0][0].encode(), kv[0][1]))
        for (words, where), kind in ordered:
            f.write(f"    {{{quoted(words)}, SAYSO_SOURCE_{kind.upper()}, '{where}'}},\n")
        f.write(f"}};\nconst uint32_t n_kind_table = {len(ordered)};\n\n/* By words, bytewise. */\n"
                "const struct hedge_word hedge_table[] = {\n")
        ordered = sorted(hedges.items(), key=lambda kv: kv[0].encode())
        for words, kind in ordered:
            f.write(f"    {{{quoted(words)}, HEDGE_{kind.upper()}}},\n")
        f.write(f"}};\nconst uint32_t n_hedge_table = {len(ordered)};\n")


if __name__ == "__main__":
    main()
