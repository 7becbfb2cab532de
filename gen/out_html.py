#!/usr/bin/env python3
"""Makes src/out/out_html_assets.h, the style and script of the HTML page as C strings, of data/html/report.css and .js.
A string a line: a C compiler need not take literals of more than 4,095 bytes."""
import json
import pathlib

root = pathlib.Path(__file__).resolve().parent.parent


def lines(name):
    source = (root / "data/html" / name).read_text(encoding="ascii").splitlines()
    return "".join(f"    {json.dumps(line.strip() + chr(10))},\n" for line in source if line.strip())


(root / "src/out/out_html_assets.h").write_text(
    "/* Made by gen/out_html.py of data/html/, do not edit. */\n#ifndef OUT_HTML_ASSETS_H\n#define OUT_HTML_ASSETS_H\n"
    f"static const char *const HTML_STYLE[] = {{\n{lines('report.css')}    0,\n}};\n"
    f"static const char *const HTML_SCRIPT[] = {{\n{lines('report.js')}    0,\n}};\n#endif\n", encoding="ascii")
