#!/usr/bin/env python3
"""Each format, read by a consumer of it: Python's csv module, jsonschema, the geojson package, an HTML parser, a reader of brat
that is as strict as brat's own. First the sample record, then reports that the program reads with the tiny model.

usage: formats_check.py SAMPLE_PRINT SAYSO ROOT
"""
import csv
import html.parser
import io
import json
import os
import re
import subprocess
import sys
import tempfile

import geojson
import jsonschema

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
from brat_reader import Brat  # noqa: E402

SAMPLE, SAYSO, ROOT = sys.argv[1:4]
FAILED = []


def check(holds, what):
    if not holds:
        FAILED.append(what)
        print("FAILED:", what)


def schema(name):
    with open(os.path.join(HERE, "schemas", name + ".schema.json"), encoding="utf8") as f:
        return jsonschema.Draft7Validator(json.load(f))


def valid(validator, value, what):
    for e in list(validator.iter_errors(value))[:5]:
        check(False, f"{what}: {'/'.join(map(str, e.path))}: {e.message[:200]}")


def lines(raw):
    return [json.loads(x) for x in raw.decode().split("\n") if x]


# ---- CSV -----------------------------------------------------------------------------------------------------------------
NUMBERS = {"low", "high", "begin", "end"}


def words_of(cell):
    """What docs/FORMATS.md says takes the guard against formulas off again."""
    return re.sub(r"^'(?='*[=+\-@\t\r])", "", cell)


def check_csv(raw, record, what):
    text = record["text"].encode()
    check(re.search(rb"(?<!\r)\n", re.sub(rb'"(?:[^"]|"")*"', b"", raw)) is None, f"{what}: a row that ends in LF alone")
    rows = list(csv.DictReader(io.StringIO(raw.decode(), newline=""), strict=True))
    check(len(rows) == len(record.get("claims", [])), f"{what}: {len(rows)} rows")
    names = {s["id"]: s["name"] for s in record.get("sources", [])}
    for row, claim in zip(rows, record.get("claims", [])):
        check(None not in row and None not in row.values(), f"{what}: a row of another length: {row}")
        check(row["report"] == record["id"] and row["claim"] == claim["id"] and row["slot"] == claim["slot"], f"{what}: {row}")
        beg, end = claim["span"]
        check(words_of(row["words"]) == text[beg:end].decode(), f"{what}: words {row['words']!r}")
        check((row["begin"], row["end"]) == (str(beg), str(end)), f"{what}: place of {row['words']!r}")
        check(words_of(row["said_by"]) == " > ".join(names.get(s) or "?" for s in claim["chain"]), f"{what}: {row['said_by']!r}")
        check(words_of(row["hedges"]) == " | ".join(text[b:e].decode() for b, e in claim["hedges"]), f"{what}: {row['hedges']!r}")
        check(words_of(row["outlet"]) == (record["publication"]["outlet"] or ""), f"{what}: {row['outlet']!r}")
        if isinstance(claim["value"], dict):
            check(row["relation"] == claim["value"]["relation"], f"{what}: {row['relation']}")
            for bound in ("low", "high"):
                want = claim["value"][bound]
                check((float(row[bound]) if row[bound] else None) == want, f"{what}: {bound} {row[bound]!r}")
        for key, cell in row.items():
            check(key in NUMBERS or not re.match(r"[=+\-@\t\r]", cell), f"{what}: a formula in {key}: {cell!r}")


# ---- GeoJSON -------------------------------------------------------------------------------------------------------------
def check_geojson(raw, record, what):
    check(raw.count(b"\n") == 1 and raw.endswith(b"\n"), f"{what}: not one line")
    value = geojson.loads(raw.decode())
    check(isinstance(value, geojson.FeatureCollection) and value.is_valid, f"{what}: {value.errors()}")
    valid(schema("geojson"), json.loads(raw), what)
    want = {p["id"]: [p["lon"], p["lat"]] for p in record.get("places", []) if p["lat"] is not None}
    seen = {}
    for feature in value.features:
        for m in feature.properties["mentions"]:
            seen[m["id"]] = list(feature.geometry.coordinates)
            beg, end = m["span"]
            check(m["words"] == record["text"].encode()[beg:end].decode(), f"{what}: {m}")
    check(seen == want, f"{what}: {seen} for {want}")


# ---- Web Annotation ------------------------------------------------------------------------------------------------------
def check_webannotation(raw, record, what):
    check(raw.count(b"\n") == 1 and raw.endswith(b"\n"), f"{what}: not one line")
    value, text = json.loads(raw), record["text"]
    valid(schema("webannotation"), value, what)
    items = value["first"]["items"]
    check(value["total"] == len(items), f"{what}: total {value['total']} of {len(items)}")
    check(value["first"]["partOf"] == value["id"], f"{what}: the page is of another collection")
    check(len({a["id"] for a in items}) == len(items), f"{what}: an id twice")
    for a in items:
        quote, position = a["target"]["selector"]
        beg, end = position["start"], position["end"]
        check(text[beg:end] == quote["exact"], f"{what}: {a['id']}: {quote['exact']!r} is not {text[beg:end]!r}")
        check(text[max(0, beg - 32):beg] == quote["prefix"], f"{what}: {a['id']}: prefix {quote['prefix']!r}")
        check(text[end:end + 32] == quote["suffix"], f"{what}: {a['id']}: suffix {quote['suffix']!r}")
    ids = {a["id"].rsplit("#", 1)[1].split(".")[0] for a in items}
    for key in ("times", "places", "amounts", "events", "claims", "quotes"):
        check(all(x["id"] in ids for x in record.get(key, [])), f"{what}: {key} that are not annotated")


# ---- brat ----------------------------------------------------------------------------------------------------------------
def configured():
    names = set()
    with open(os.path.join(ROOT, "data", "brat", "annotation.conf"), encoding="utf8") as f:
        for line in f:
            if line.strip() and line[0] not in "#[<":
                names.add(line.split()[0])
                names |= set(re.findall(r"(\w+)[?*]?:", line))
    return names


def check_brat(ann, text, record, what):
    check(text == record["text"], f"{what}: the text is not the record's")
    try:
        b = Brat(text, ann)
    except (ValueError, KeyError) as e:
        return check(False, f"{what}: {e}")
    check(not b.types() - configured(), f"{what}: not in annotation.conf: {b.types() - configured()}")
    triggers = [b.bounds[t][1] for _, t, _ in b.events.values()]
    check(len(b.events) == len(record.get("events", [])) + sum(1 for a in record.get("attributions", []) if a["cue"]), f"{what}: {len(b.events)} events")
    for v in record.get("events", []):
        head = len(record["text"].encode()[:v["trigger"][0]].decode())
        check(any(s[0][0] == head for s in triggers), f"{what}: no trigger at {head}")


# ---- PLOVER --------------------------------------------------------------------------------------------------------------
def check_plover(raw, record, what):
    validator, seen = schema("plover"), set()
    for r in lines(raw):
        valid(validator, r, what)
        check(r["id"] not in seen, f"{what}: {r['id']} twice")
        seen.add(r["id"])
        event = next(v for v in record["events"] if r["id"].endswith("/" + v["id"]))
        beg, end = event["trigger"]
        check(record["text"].encode()[beg:end].decode() == r["eventText"], f"{what}: {r['eventText']!r}")
        for s in r.get("spans", []):
            if s["label"] == "EVT":
                check(r["text"].encode()[s["span"][0]:s["span"][1]].decode() == r["eventText"], f"{what}: {s}")
    same = {v["id"]: set(v["same_as"]) | {v["id"]} for v in record.get("events", []) if v["type"]}
    check(len(seen) == len({min(x, key=lambda i: int(i[1:])) for x in same.values()}), f"{what}: {len(seen)} records")


def check_gold():
    """The gold records hold to the same schema, so that it is theirs and not only ours."""
    path = os.path.join(ROOT, "..", "shared", "data", "events", "plover", "dev.jsonl")
    if not os.path.exists(path):
        return
    validator = schema("plover")
    with open(path, encoding="utf8") as f:
        for line in f:
            r = json.loads(line)
            if isinstance(r.get("target"), list) or "target" not in r:  # one is a stray string, as the data's README says
                valid(validator, r, r["id"])


# ---- the page ------------------------------------------------------------------------------------------------------------
class Page(html.parser.HTMLParser):
    EMPTY = {"meta", "br", "link", "img", "hr", "input"}

    def __init__(self, page):
        super().__init__()
        self.open, self.ids, self.to, self.seen = [], [], [], set()
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if "id" in attrs:
            self.ids.append(attrs["id"])
        if attrs.get("href", "").startswith("#"):
            self.to.append(attrs["href"][1:])
        self.seen.add((tag, attrs.get("class", "")))
        if tag not in self.EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag):
        check(self.open and self.open.pop() == tag, f"</{tag}> where another is open")


def check_html(raw, what):
    page = Page(raw.decode())
    check(not page.open, f"{what}: left open: {page.open}")
    check(len(set(page.ids)) == len(page.ids), f"{what}: ids twice: {sorted(i for i in page.ids if page.ids.count(i) > 1)[:5]}")
    check(set(page.to) <= set(page.ids), f"{what}: leads nowhere: {sorted(set(page.to) - set(page.ids))[:5]}")


# ----------------------------------------------------------------------------------------------------------------------
def check_all(printed, text, what):
    record = json.loads(printed("record"))
    check_csv(printed("csv"), record, f"{what} csv")
    check_geojson(printed("geojson"), record, f"{what} geojson")
    check_webannotation(printed("webannotation"), record, f"{what} webannotation")
    check_brat(printed("brat").decode(), text(record), record, f"{what} brat")
    check_plover(printed("plover"), record, f"{what} plover")
    check_html(printed("html"), f"{what} html")
    printed("text").decode()


def run(*command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    check(done.returncode == 0, f"{' '.join(command)}: {done.returncode} {done.stderr.decode()[:200]}")
    return done.stdout


HOSTILE = """Fire \u2028at Depot\x0b

=HYPERLINK("http://evil.example","x"), the mayor said. "-2+3", she added\u0085.

\u202eMark\u202c Ren\u00e9e O'Dell \U0001f600 told </script><script>alert(1)</script> that ]]> \\u0000 "two, 'three'
@sum" people were hurt\ton Monday; \ufffd\ufeff\u200b +1 more reportedly died, 'police said.
"""


def main():
    check_all(lambda f: run(SAMPLE, f), lambda r: r["text"], "sample")
    rows = list(csv.DictReader(io.StringIO(run(SAMPLE, "csv").decode(), newline="")))
    check([r["value"] for r in rows if r["slot"] == "weapon"] == ["'-9 mm pistol"], "a value that looks like a formula has its apostrophe")
    tiny = os.path.join(ROOT, "tests", "model", "tiny.safetensors")
    inputs = [os.path.join(ROOT, "examples", n) for n in sorted(os.listdir(os.path.join(ROOT, "examples"))) if n.endswith((".txt", ".html"))]
    with tempfile.TemporaryDirectory() as here:
        inputs.append(os.path.join(here, "hostile=1,2.txt"))
        with open(inputs[-1], "w", encoding="utf8", newline="") as f:
            f.write(HOSTILE)
        for path in inputs:
            def printed(f, path=path):
                return run(SAYSO, "read", "--model", tiny, "--format", {"record": "jsonl"}.get(f, f), path)

            def text(_, path=path):
                run(SAYSO, "read", "--model", tiny, "--format", "brat", "--output", here + "/ann/", path)
                with open(os.path.join(here, "ann", os.path.splitext(os.path.basename(path))[0] + ".txt"), encoding="utf8") as f:
                    return f.read()  # as brat reads it: any line end is \n
            check_all(printed, text, os.path.basename(path))
    check_gold()
    print("formats:", "all hold" if not FAILED else f"{len(FAILED)} do not hold")
    return bool(FAILED)


if __name__ == "__main__":
    sys.exit(main())
