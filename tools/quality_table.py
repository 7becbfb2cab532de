"""Writes the quality table: a row for each (set, figure), ours beside the goal and the peers.

    quality_table.py SCORES PEERS SET...     SCORES/SET.json from ../shared/score, PEERS docs/peers.tsv
"""
import collections
import csv
import json
import os
import sys

scores, peers_path, *sets = sys.argv[1:]
rows = collections.OrderedDict()
for r in csv.DictReader((x for x in open(peers_path, encoding="utf-8") if not x.startswith("#")), delimiter="\t"):
    row = rows.setdefault((r["set"], r["figure"]), {"goal": "", "peers": []})
    if r["who"] == "goal":
        row["goal"] = r["value"]
    elif r["value"].strip():
        row["peers"].append(f"{r['who']} {r['value']}")

print("| set | figure | sayso | goal | others |")
print("|---|---|---:|---:|---|")
for (name, figure), row in rows.items():
    path = os.path.join(scores, name + ".json")
    if name not in sets or not os.path.exists(path):
        continue
    figures = json.load(open(path, encoding="utf-8"))
    value = figures.get("all", figures).get(figure)
    shown = "-" if value is None else f"{value:.3f}" if isinstance(value, float) else str(value)
    print(f"| {name} | {figure} | {shown} | {row['goal']} | {', '.join(row['peers'])} |")
