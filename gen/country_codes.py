#!/usr/bin/env python3
"""Makes src/out/out_countries_table.inc from data/country_codes.tsv: names in lower case, sorted by bytes.

usage: gen/country_codes.py
"""
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.path.join(HERE, "..", "data", "country_codes.tsv")
OUT = os.path.join(HERE, "..", "src", "out", "out_countries_table.inc")


def rows():
    with open(DATA, encoding="utf8") as f:
        for number, line in enumerate(f, 1):
            line = line.rstrip("\n")
            if not line or line.startswith("#"):
                continue
            row = line.split("\t")
            if len(row) != 3 or len(row[1]) != 2 or len(row[2]) != 3:
                sys.exit(f"{DATA}:{number}: wanted name, two letters, three letters")
            yield row[0].lower(), row[1], row[2]


def main():
    table = sorted(set(rows()), key=lambda r: r[0].encode())
    names = [r[0] for r in table]
    if len(set(names)) != len(names):
        sys.exit("a name has two codes")
    with open(OUT, "w", encoding="utf8") as f:
        f.write("/* Made by gen/country_codes.py from data/country_codes.tsv; do not edit. */\n")
        for name, two, three in table:
            f.write('{"%s", "%s", "%s"},\n' % (name, two, three))


if __name__ == "__main__":
    main()
