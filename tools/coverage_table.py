"""Reads llvm-cov's JSON summary from standard input, writes a Markdown table of lines reached: coverage_table.py FILE..."""
import json
import os
import sys

wanted = {os.path.realpath(p) for p in sys.argv[1:]}
files = [f for f in json.load(sys.stdin)["data"][0]["files"] if os.path.realpath(f["filename"]) in wanted]
print("| file | lines | reached |")
print("|---|---:|---:|")
all_lines = all_reached = 0
for f in sorted(files, key=lambda f: f["filename"]):
    lines = f["summary"]["lines"]
    all_lines += lines["count"]
    all_reached += lines["covered"]
    if lines["count"]:
        print(f"| `{os.path.relpath(f['filename'])}` | {lines['count']} | {lines['percent']:.1f} % |")
print(f"| all | {all_lines} | {100 * all_reached / max(1, all_lines):.1f} % |")
