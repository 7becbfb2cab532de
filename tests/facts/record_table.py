#!/usr/bin/env python3
"""Records what the model says of a text as a table of words (tests/report/TESTS.md), so that a test needs no weights.

    tests/facts/record_table.py SAYSO TEXT > tests/facts/events/NAME.txt

TEXT: lines "= KIND", each followed by the block's words on one line. A person then reads the table over (heads and relations as
they should be, or as the parser errs where the error is what the test is about) and writes the wanted events behind it: lines
"#= ..." as events_test prints them (events_test ... show).
"""
import re
import subprocess
import sys
import tempfile

sayso, path = sys.argv[1:]
lines = [line.rstrip("\n") for line in open(path, encoding="utf8") if line.strip() and not line.startswith("#")]
blocks = [(lines[i][2:].strip(), lines[i + 1]) for i in range(0, len(lines), 2)]
text = "\n\n".join(b for _, b in blocks)
with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf8") as f:
    f.write(text)
    f.flush()
    out = subprocess.run([sayso, "dump", "model", f.name], capture_output=True, text=True, check=True).stdout
raw = text.encode()
words, piece_word, heads, extents, before, attrs = [], {}, {}, {}, {}, []
for line in out.splitlines():
    if m := re.match(r'(word| \.\.\.) (\d+) \[(\d+),(\d+)\) "(?:.*?)"(.*)$', line):
        n, b, e = int(m[2]), int(m[3]), int(m[4])
        if m[1] == "word":
            words.append({"piece": n, "beg": b, "end": e, **dict(re.findall(r"(\w+)=(\S+)", m[5]))})
        else:
            words[-1]["end"] = e
        piece_word[n] = len(words) - 1
    elif m := re.match(r"dep anchor (\d+) .* head (\d+)$", line):
        heads[int(m[1])] = int(m[2])
    elif m := re.match(r"extent anchor (\d+) .* left (\S+) right (\S+)$", line):
        extents[int(m[1])] = (m[2], m[3])
    elif m := re.match(r"coref anchor (\d+) .* <- (\d+)", line):
        before[int(m[1])] = int(m[2])
    elif line.startswith("attr anchor"):
        attrs.append([])
    elif (m := re.match(r"    (source|cue|content) \[(\d+),(\d+)\)", line)) and attrs:
        attrs[-1].append((m[1], int(m[2]), int(m[3])))

at = 0
place = []                                                    # of each word: block and number in it, from 1
bounds = []
for _, b in blocks:
    bounds.append((at, at + len(b.encode())))
    at += len(b.encode()) + 2
for w in words:
    k = next(i for i, (b, e) in enumerate(bounds) if b <= w["beg"] < e)
    place.append((k, 1 + sum(p[0] == k for p in place)))
for k, (kind, _) in enumerate(blocks):
    print(f"= {kind}")
    for i, w in enumerate(words):
        if place[i][0] != k:
            continue
        form = raw[w["beg"]:w["end"]].decode()
        glued = i and place[i - 1][0] == k and words[i - 1]["end"] == w["beg"]
        head = piece_word.get(heads.get(w["piece"], -1))
        number = place[head][1] if head is not None and head != i and place[head][0] == k else 0
        left, right = extents.get(w["piece"], ("-", "-"))
        mention = w.get("mention", "_")
        span = [place[i if x == "-" else piece_word[int(x)]][1] for x in (left, right)] if mention != "_" else ["_", "_"]
        old = piece_word.get(before.get(w["piece"], -1))
        link = f"{place[old][0] + 1}:{place[old][1]}" if old is not None else "_"
        cells = [("~" if glued else "") + form, w.get("pos", "X"), w.get("deprel", "dep"), number, w.get("name", "_"), mention, *span, link]
        while cells and cells[-1] == "_":
            cells.pop()
        print(" ".join(str(c) for c in cells))
    for a in attrs:
        inside = [(r, [place[i][1] for i, w in enumerate(words) if b <= w["beg"] and w["end"] <= e and place[i][0] == k]) for r, b, e in a]
        inside = [(r, n) for r, n in inside if n]
        if any(r == "cue" for r, _ in inside):
            print("> " + " ".join(f"{r} {n[0]}-{n[-1]}" for r, n in inside))
