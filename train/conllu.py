"""Reads GUM and OntoGUM (CoNLL-U) as running texts with tokens, syntax, entities and clusters.

The text is laid out as score/coref.py lays it out: sentences of a paragraph joined by a space, paragraphs by a blank
line; the parts of a contraction have their own letters where these add up to it.
"""
import collections
import re

BRACKET = re.compile(r"\(([^()]+)(\))?|([^()]+)\)")


class Document:
    def __init__(self, name):
        self.name, self.text = name, ""
        self.beg, self.end = [], []            # byte span of each token
        self.upos, self.deprel, self.head = [], [], []    # head: number of the head token, its own for a root
        self.starts = []                       # numbers of the first tokens of sentences
        self.entities = []                     # (first token, last token, type or "", entity id)


def read(path):
    doc, rows, parts, gap, field = None, [], [], "", ["eid"]
    size = 0
    with open(path, encoding="utf8") as f:
        for line in [*f, "\n"]:
            line = line.rstrip("\n")
            if line and not line.startswith("#"):
                rows.append(line.split("\t"))
                continue
            if not line and rows:
                size, gap = add_sentence(doc, rows, parts, size, gap)
                rows = []
            if line.startswith("# newdoc"):
                if doc:
                    yield finish(doc, parts)
                doc, parts, size, gap = Document(line.split("=", 1)[1].strip()), [], 0, ""
                doc.open = collections.defaultdict(list)
                doc.fields = field
            elif line.startswith("# global.Entity"):
                field = line.split("=", 1)[1].strip().split("-")
                if doc:
                    doc.fields = field
            elif line.startswith("# newpar") and parts:
                gap = "\n\n"
    yield finish(doc, parts)


def finish(doc, parts):
    doc.text = "".join(parts) + "\n"
    return doc


def add_sentence(doc, rows, parts, size, gap):
    base, number, last, left, whole = len(doc.beg), {}, 0, "", ""
    doc.starts.append(base)
    heads = []
    for row in rows:
        if "." in row[0]:
            continue
        if "-" in row[0]:
            last, whole, left = int(row[0].split("-")[1]), row[9], row[1]
            continue
        n, form, space = int(row[0]), row[1], "" if "SpaceAfter=No" in row[9] else " "
        if n <= last:
            if left.startswith(form) and n < last:
                left = left[len(form):]
            else:
                form, left = left, ""
            space = "" if n < last or "SpaceAfter=No" in whole else " "
        token = number[n] = len(doc.beg)
        begin = size
        if form:
            parts.append(gap + form)
            begin = size + len(gap)
            size, gap = begin + len(form.encode()), space
        doc.beg.append(begin)
        doc.end.append(size)
        doc.upos.append(row[3])
        doc.deprel.append(row[7])
        heads.append(int(row[6]))
        for item in row[9].split("|"):
            if item.startswith("Entity="):
                brackets(doc, item[7:], token)
    doc.head += [number[h] if h else base + i for i, h in enumerate(heads)]
    return size, " "


def brackets(doc, value, token):
    grp = next((doc.fields.index(f) for f in ("eid", "GRP") if f in doc.fields), 0)
    kind = doc.fields.index("etype") if "etype" in doc.fields else None
    for begun, closed, ended in BRACKET.findall(value):
        fields = (begun or ended).split("-")
        ident = re.sub(r"\[.*", "", fields[grp] if grp < len(fields) else fields[0])
        if begun:
            etype = fields[kind] if kind is not None and kind < len(fields) else ""
            if closed:
                doc.entities.append((token, token, etype, ident))
            else:
                doc.open[ident].append((token, etype))
        elif doc.open[ident]:
            first, etype = doc.open[ident].pop()
            doc.entities.append((first, token, etype, ident))


def head_of(doc, first, last):
    """The token of a span whose syntactic head lies outside it."""
    for t in range(first, last + 1):
        h = doc.head[t]
        if h == t or not first <= h <= last:
            return t
    return first


def conjunction(doc, first, last, head):
    """The token that joins a coordination headed by `head` within the span: its first cc, else its first conjunct."""
    conj = [t for t in range(first, last + 1) if doc.head[t] == head and doc.deprel[t].split(":")[0] == "conj"]
    for c in conj:
        for t in range(first, last + 1):
            if doc.head[t] == c and doc.deprel[t].split(":")[0] == "cc":
                return t
    return conj[0] if conj else None
