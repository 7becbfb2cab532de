#!/usr/bin/env python3
"""Makes src/page/gen_outlets.c from data/outlets.tsv: the table of known agencies and outlets, sorted for searching.

usage: gen/outlets.py [--check]     --check writes nothing, exits 1 when the file on disk is another
"""
import os
import re
import sys

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
SOURCE, TARGET = os.path.join(ROOT, "data/outlets.tsv"), os.path.join(ROOT, "src/page/gen_outlets.c")
KINDS = {"agency": "AGENCY", "outlet": "OUTLET", "social": "SOCIAL", "photo": "PHOTO"}


def read(path):
    """Yields (name, kind, [hosts], [forms])."""
    for n, line in enumerate(open(path, encoding="utf-8"), 1):
        line = line.rstrip("\n")
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != 4 or cells[1] not in KINDS:
            sys.exit(f"{path}:{n}: want name, kind, hosts, forms with tabs between")
        hosts = [] if cells[2] == "-" else [h.strip() for h in cells[2].split(",")]
        forms = [] if cells[3] == "-" else [f.strip() for f in cells[3].split("|")]
        yield cells[0], cells[1], hosts, forms


def bare(form):
    """Without a leading article; unless nothing but one short word is left ("The Hill" is not "hill")."""
    return re.sub(r"^the ", "", form, flags=re.I)


def quoted(s):
    return '"' + s.replace("\\", "\\\\").replace('"', '\\"') + '"'


def main():
    rows, hosts, seen = [], {}, {}
    for name, kind, its_hosts, forms in read(SOURCE):
        main_form = re.sub(r" \([^)]*\)$", "", name)      # "The Times (London)": the bracket tells twins apart
        for form in dict.fromkeys(([main_form] if main_form == name else []) + forms):
            key = bare(form)
            if key in seen:                                 # the first row of a form wins
                continue
            seen[key] = name
            rows.append((key.lower(), key, main_form, kind, its_hosts[0] if its_hosts else None, form.lower().startswith("the ")))
        for h in its_hosts:
            hosts.setdefault(h, (main_form, kind))
    rows.sort(key=lambda r: (r[0].encode(), r[1].encode()))
    out = ["/* made by gen/outlets.py from data/outlets.tsv, do not edit */", '#include "page_outlets_rows.h"', "",
           "const struct outlet_row outlet_rows[] = {"]
    for low, key, name, kind, host, the in rows:
        # a name that is one word behind its article is only known with it: "The Hill", "The Age"
        article = "true" if the and " " not in key else "false"
        if key != name and not the:
            article = "false"
        out.append(f"    {{{quoted(low)}, {{{quoted(name)}, {quoted(key)}, OUTLET_{KINDS[kind]}, "
                   f"{quoted(host) if host else 'NULL'}}}, {article}}},")
    out += ["};", f"const uint32_t n_outlet_rows = {len(rows)};", "", "const struct outlet outlet_hosts[] = {"]
    for h in sorted(hosts, key=str.encode):
        name, kind = hosts[h]
        out.append(f"    {{{quoted(name)}, {quoted(name)}, OUTLET_{KINDS[kind]}, {quoted(h)}}},")
    out += ["};", f"const uint32_t n_outlet_hosts = {len(hosts)};", ""]
    text = "\n".join(out)
    if "--check" in sys.argv:
        sys.exit(0 if open(TARGET, encoding="utf-8").read() == text else f"{TARGET} is not what {SOURCE} makes")
    open(TARGET, "w", encoding="utf-8").write(text)
    print(f"{TARGET}: {len(rows)} forms, {len(hosts)} hosts")


main()
