#!/usr/bin/env python3
"""Makes the words of stories: data/said_phrases.tsv, data/stances.tsv, data/opposites.tsv -> src/story/story_words_table.c.

Forms of phrases are written as story_key (src/story/story_values.c) makes keys: lower case, marks and articles dropped."""
import os
import sys
import unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
OUT = os.path.join(HERE, "..", "src", "story", "story_words_table.c")


def rows(name):
    with open(os.path.join(HERE, "..", "data", name + ".tsv"), encoding="utf8") as f:
        for number, line in enumerate(f, 1):
            line = line.rstrip("\n")
            if line and not line.startswith("#"):
                yield f"{name}.tsv:{number}", line.split("\t")


def key(words):
    """As story_key: letters, digits and marks kept, apostrophes dropped ("'s" too), all else a blank; no articles."""
    out, i = "", 0
    while i < len(words):
        c = words[i]
        if unicodedata.category(c)[0] in "LNM":
            out += c.lower()
        elif c in "'\u2019":
            if words[i + 1:i + 2] == "s" and words[i + 2:i + 3] in ("", " "):
                i += 1
        else:
            out += " "
        i += 1
    return " ".join(w for w in out.split() if w not in ("a", "an", "the"))


def main():
    phrases, stances, opposites = {}, {}, {}
    group = 0
    for group, (where, cells) in enumerate(rows("said_phrases"), 1):
        for form in cells[0].split("|"):
            k = key(form)
            if not k or phrases.get(k, group) != group:
                sys.exit(f"{where}: {form!r} is empty or stands in two lines")
            phrases[k] = group
    for where, cells in rows("stances"):
        if len(cells) != 2 or cells[1] not in ("retracts", "corrects", "denies"):
            sys.exit(f"{where}: forms and a stance wanted")
        for form in cells[0].split("|"):
            if form in stances:
                sys.exit(f"{where}: {form!r} stands twice")
            stances[form] = cells[1]
    pair = 0
    for where, cells in rows("opposites"):
        if len(cells) != 3 or cells[0] not in ("no", "pair"):
            sys.exit(f"{where}: no or pair, and two lists of forms wanted")
        pair += cells[0] == "pair"
        for side, forms in ((1, cells[1]), (-1, cells[2])):
            for form in filter(None, forms.split("|")):
                opposites.setdefault(form, (0, 0) if cells[0] == "no" else (pair, side))
    out = ["/* made by gen/story_words.py from data/said_phrases.tsv, data/stances.tsv and data/opposites.tsv, do not edit */",
           '#include "story_words.h"', "", "const struct phrase_row phrase_table[] = {"]
    out += [f'    {{"{k}", {phrases[k]}}},' for k in sorted(phrases, key=str.encode)]
    out += ["};", "const uint32_t n_phrase_table = sizeof phrase_table / sizeof *phrase_table;", "",
            "const struct stance_row stance_table[] = {"]
    out += [f'    {{"{k}", SAYSO_STANCE_{stances[k].upper()}}},' for k in sorted(stances, key=str.encode)]
    out += ["};", "const uint32_t n_stance_table = sizeof stance_table / sizeof *stance_table;", "",
            "const struct opposite_row opposite_table[] = {"]
    out += [f'    {{"{k}", {opposites[k][0]}, {opposites[k][1]}}},' for k in sorted(opposites, key=str.encode)]
    out += ["};", "const uint32_t n_opposite_table = sizeof opposite_table / sizeof *opposite_table;", ""]
    with open(OUT, "w", encoding="utf8") as f:
        f.write("\n".join(out))


main()
