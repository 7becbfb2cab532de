#!/usr/bin/env python3
"""Makes the word tables of src/page and src/story from data/*.tsv (class, tab, phrases with " | " between), sorted for searching.

usage: gen/words.py [--check]     --check writes nothing, exits 1 when a file on disk is another
"""
import os
import sys

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
# data/NAME.tsv -> src/FOLDER/gen_NAME.c, classes PREFIX_CLASS
TABLES = {"credits": ("CREDIT", "page"), "dates": ("DATE", "page"), "plain": ("PLAIN", "page"), "wire": ("WIRE", "story"),
          "offices": ("OFFICE", "story")}


def read(path):
    classes, forms = [], {}
    for n, line in enumerate(open(path, encoding="utf-8"), 1):
        line = line.rstrip("\n")
        if not line or line.startswith("#"):
            continue
        if line.count("\t") != 1:
            sys.exit(f"{path}:{n}: want class, tab, phrases")
        kind, phrases = line.split("\t")
        if kind not in classes:
            classes.append(kind)
        for p in phrases.split(" | "):
            if p.strip():
                forms.setdefault(p.strip().lower(), set()).add(kind)
    return classes, forms


def quoted(s):
    return '"' + s.replace("\\", "\\\\").replace('"', '\\"') + '"'


def make(name, prefix, folder, check):
    source, target = f"{ROOT}/data/{name}.tsv", f"{ROOT}/src/{folder}/gen_{name}"
    classes, forms = read(source)
    top = f"/* made by gen/words.py from data/{name}.tsv, do not edit */\n"
    guard = f"GEN_{name.upper()}_H"
    head = [f"#ifndef {guard}", f"#define {guard}", '#include "page_words.h"', f"enum {name}_class {{"]
    head += [f"    {prefix}_{c.upper()} = 1 << {i}," for i, c in enumerate(classes)]
    head += ["};", f"extern const struct words {name}_words;", "#endif", ""]
    rows = sorted(forms, key=str.encode)
    body = [f'#include "gen_{name}.h"', "", "static const struct word rows[] = {"]
    body += [f"    {{{quoted(f)}, {len(f.encode())}, {' | '.join(prefix + '_' + c.upper() for c in classes if c in forms[f])}}},"
             for f in rows]
    longest = max(len(f.encode()) for f in forms)
    first = [sum(f.encode()[0] < b for f in rows) for b in range(257)]      # rows that begin with byte b: first[b]..first[b + 1]
    body += ["};", "static const uint16_t first[257] = {"]
    body += ["    " + ", ".join(map(str, first[i:i + 24])) + "," for i in range(0, 257, 24)]
    body += ["};", f"const struct words {name}_words = {{rows, first, {len(rows)}, {longest}}};", ""]
    same = True
    for path, lines in ((target + ".h", head), (target + ".c", body)):
        text = top + "\n".join(lines)
        if check:
            if not os.path.exists(path) or open(path, encoding="utf-8").read() != text:
                print(f"{path} is not what {source} makes", file=sys.stderr)
                same = False
        else:
            open(path, "w", encoding="utf-8").write(text)
    return same


def main():
    same = [make(name, prefix, folder, "--check" in sys.argv) for name, (prefix, folder) in TABLES.items()
            if os.path.exists(f"{ROOT}/data/{name}.tsv")]
    sys.exit(not all(same))


main()
