"""Reads llvm-cov's JSON summary from standard input, writes a Markdown table of lines reached."""
import json
import os
import sys

data = json.load(sys.stdin)["data"][0]
print("| file | lines | reached |")
print("|---|---:|---:|")
for f in sorted(data["files"], key=lambda f: f["filename"]):
    lines = f["summary"]["lines"]
    if lines["count"]:
        print(f"| `{os.path.relpath(f['filename'])}` | {lines['count']} | {lines['percent']:.1f} % |")
total = data["totals"]["lines"]
print(f"| all | {total['count']} | {total['percent']:.1f} % |")
