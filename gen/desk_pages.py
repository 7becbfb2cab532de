#!/usr/bin/env python3
"""Makes src/serve/serve_pages_table.c, the built page as bytes, from desk/dist (desk/check.sh says how that is built).

usage: gen/desk_pages.py [--check]     --check writes nothing, exits 1 when the table does not hold desk/dist's files

Other versions of zlib compress to other bytes; what counts is what comes out again. So a file's compressed bytes in the
committed table stay as they are while they unpack to the file in desk/dist, and the same table comes out everywhere.
"""
import gzip
import hashlib
import os
import re
import sys

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
DIST = f"{ROOT}/desk/dist"
TABLE = f"{ROOT}/src/serve/serve_pages_table.c"
TYPES = {".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8",
         ".json": "application/json", ".svg": "image/svg+xml"}
TOP = "/* made by gen/desk_pages.py from desk/dist, do not edit */\n"


def files():
    """(path as the browser asks, bytes), sorted by path as strcmp does."""
    found = []
    for folder, _, names in os.walk(DIST):
        for name in names:
            path = os.path.join(folder, name)
            asked = "/" + os.path.relpath(path, DIST).replace(os.sep, "/")
            found.append(("/" if asked == "/index.html" else asked, open(path, "rb").read()))
    return sorted(found, key=lambda f: f[0].encode())


def packed_before():
    """The committed table's compressed bytes by the hash of what they unpack to."""
    if not os.path.exists(TABLE):
        return {}
    before = {}
    for body in re.findall(r"static const unsigned char \w+\[\d+\] = \{([^}]*)\};", open(TABLE, encoding="ascii").read()):
        packed = bytes(int(b) for b in body.replace("\n", "").split(",") if b.strip())
        try:
            before[hashlib.sha256(gzip.decompress(packed)).hexdigest()] = packed
        except (OSError, EOFError, ValueError):
            pass
    return before


def rows_of(data):
    line, lines = "", []
    for b in data:
        piece = f"{b},"
        if len(line) + len(piece) > 130:
            lines.append(line)
            line = ""
        line += piece
    return "\n".join(lines + [line])


def table():
    before, bodies, rows = packed_before(), [], []
    for n, (path, data) in enumerate(files()):
        kind = ".html" if path == "/" else os.path.splitext(path)[1]
        if kind not in TYPES:
            sys.exit(f"gen/desk_pages.py: no media type for {path}")
        sha = hashlib.sha256(data).hexdigest()
        packed = before.get(sha) or gzip.compress(data, 9, mtime=0)
        bodies.append(f"static const unsigned char file_{n}[{len(packed)}] = {{\n{rows_of(packed)}\n}};\n")
        # Names under /assets hold a hash of the content: they never change.
        always = int(path.startswith("/assets/"))
        rows.append(f'    {{"{path}", "{TYPES[kind]}", "\\"{sha[:32]}\\"", file_{n}, {len(packed)}, 1, {always}}},\n')
    return (TOP + '#include "serve_pages.h"\n\n// clang-format off\n' + "".join(bodies) +
            "\nconst struct served_page SERVED_PAGES[] = {\n" + "".join(rows) + "};\n// clang-format on\n"
            "const size_t N_SERVED_PAGES = sizeof SERVED_PAGES / sizeof *SERVED_PAGES;\n")


def main():
    made = table()
    if "--check" in sys.argv:
        if not os.path.exists(TABLE) or open(TABLE, encoding="ascii").read() != made:
            sys.exit("src/serve/serve_pages_table.c does not hold what lies in desk/dist: run 'make gen'")
        return
    os.makedirs(os.path.dirname(TABLE), exist_ok=True)
    open(TABLE, "w", encoding="ascii").write(made)


main()
