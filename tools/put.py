#!/usr/bin/env python3
"""Puts a measured table into a document, between its marks: put.py DOC NAME FILE

The document holds the lines "<!-- measured: NAME -->" and "<!-- end: NAME -->"; what stands between them is replaced.
"""
import re
import sys

path, name, source = sys.argv[1:]
doc = open(path, encoding="utf-8").read()
body = open(source, encoding="utf-8").read().strip()
beg, end = f"<!-- measured: {name} -->", f"<!-- end: {name} -->"
if beg not in doc or end not in doc:
    sys.exit(f"put.py: {path} has no marks for {name}")
doc = re.sub(re.escape(beg) + ".*?" + re.escape(end), lambda _: f"{beg}\n{body}\n{end}", doc, flags=re.S)
open(path, "w", encoding="utf-8").write(doc)
