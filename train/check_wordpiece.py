"""Compares the C word pieces with the `tokenizers` package's BertWordPieceTokenizer(lowercase=True): ids and byte offsets.

    python train/check_wordpiece.py build/tests/wordpiece_dump VOCAB.txt DATA...

DATA: .jsonl files (fields `text`, `doctext`), .txt files, or folders of them; `--chars` adds every Unicode character on its
own and between letters. Prints each text that differs and the counts; exits with 1 if any differs.
"""

import argparse
import json
import pathlib
import subprocess
import sys

from tokenizers import BertWordPieceTokenizer


def texts_of(path):
    if path.is_dir():
        for p in sorted(path.rglob("*")):
            if p.suffix in (".jsonl", ".txt", ".json"):
                yield from texts_of(p)
    elif path.suffix == ".txt":
        yield str(path), path.read_bytes().decode("utf-8", "replace")
    else:
        for i, line in enumerate(path.open(encoding="utf-8")):
            try:
                row = json.loads(line)
            except ValueError:
                return
            for key in ("text", "doctext"):
                if isinstance(row, dict) and isinstance(row.get(key), str):
                    yield f"{path}:{i + 1}", row[key]


def every_character():
    for c in range(1, 0x110000):
        if not 0xD800 <= c < 0xE000:
            yield f"U+{c:04X}", f"a{chr(c)}b {chr(c)} x{chr(c)}"


def dump(program, vocab, texts):
    data = b"".join(b"%d\n%s" % (len(b), b) for b in (t.encode() for _, t in texts))
    out = subprocess.run([program, vocab], input=data, stdout=subprocess.PIPE, check=True).stdout
    rows = [[]]
    for line in out.split(b"\n")[:-1]:
        if line:
            rows[-1].append(tuple(map(int, line.split())))
        else:
            rows.append([])
    return rows[:-1]


def wanted(tokenizer, text):
    enc = tokenizer.encode(text, add_special_tokens=False)
    if text.isascii():
        at = list(range(len(text) + 1))
    else:
        at, n = [0], 0
        for ch in text:
            n += len(ch.encode())
            at.append(n)
    rows, word = [], None
    for i, (b, e), w in zip(enc.ids, enc.offsets, enc.word_ids):
        rows.append((i, at[b], at[e], int(w != word)))
        word = w
    return rows


def main():
    p = argparse.ArgumentParser()
    p.add_argument("program")
    p.add_argument("vocab")
    p.add_argument("data", nargs="*", type=pathlib.Path)
    p.add_argument("--chars", action="store_true")
    p.add_argument("--show", type=int, default=20)
    a = p.parse_args()
    tokenizer = BertWordPieceTokenizer(a.vocab, lowercase=True)
    sources = [t for d in a.data for t in texts_of(d)]
    if a.chars:
        sources += every_character()
    n_pieces = n_bad = n_texts = 0
    for beg in range(0, len(sources), 2000):
        part = sources[beg : beg + 2000]
        got = dump(a.program, a.vocab, part)
        assert len(got) == len(part)
        for (name, text), g in zip(part, got):
            w = wanted(tokenizer, text)
            n_texts += 1
            n_pieces += len(w)
            if g != w:
                n_bad += 1
                if n_bad <= a.show:
                    at = next((i for i, (x, y) in enumerate(zip(g, w)) if x != y), min(len(g), len(w)))
                    print(name, at, "got", g[at : at + 4], "wanted", w[at : at + 4])
    print(f"texts {n_texts} pieces {n_pieces} mismatches {n_bad}")
    return n_bad != 0


if __name__ == "__main__":
    sys.exit(main())
