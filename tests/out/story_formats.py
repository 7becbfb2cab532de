#!/usr/bin/env python3
"""Stories exported from a database, each format read by a consumer of it: csv, jsonschema, the geojson package, an XML parser with
the rules of RFC 4287.

    story_formats.py SAYSO ROOT
"""
import csv
import datetime
import io
import json
import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET

import geojson
import jsonschema

SAYSO, ROOT = os.path.abspath(sys.argv[1]), sys.argv[2]
sys.path.insert(0, os.path.join(ROOT, "tests", "store"))
from store import made  # noqa: E402

FAILED = []


def check(holds, what, more=""):
    if not holds:
        FAILED.append(what)
        print("FAILED:", what, str(more)[:400])


def schema(name):
    with open(os.path.join(ROOT, "tests", "out", "schemas", name + ".schema.json"), encoding="utf8") as f:
        return jsonschema.Draft7Validator(json.load(f))


def valid(name, value, what):
    for e in list(schema(name).iter_errors(value))[:3]:
        check(False, f"{what}: {'/'.join(map(str, e.path))}: {e.message[:200]}")


def run(*words, code=0):
    p = subprocess.run([SAYSO, *words], capture_output=True)
    check(p.returncode == code, f"exit {code} of {words}", (p.returncode, p.stderr.decode()[-300:]))
    return p.stdout.decode()


def claims_of(story):
    return [(f, v, c) for f in story["facts"] for v in f["values"] for c in v["claims"]]


def check_csv(raw, stories):
    check("\n" not in raw.replace("\r\n", ""), "csv: rows end in CRLF")
    rows = list(csv.DictReader(io.StringIO(raw, newline=""), strict=True))
    want = [(s["story"], f["slot"], c["report"]) for s in stories for f, v, c in claims_of(s)]
    check([(r["story"], r["slot"], r["report"]) for r in rows] == want, "csv: a row for each claim, under one header", (len(rows), len(want)))
    check(all(None not in r and None not in r.values() for r in rows), "csv: each row as long as the header")
    check(all(r["low"] == r["high"] and float(r["low"]) > 0 for r in rows if r["slot"] == "killed"), "csv: counts are numbers")


def check_geojson(raw, stories):
    value = geojson.loads(raw)
    check(isinstance(value, geojson.FeatureCollection) and value.is_valid, "geojson: one valid collection", raw[:200])
    valid("story.geojson", json.loads(raw), "geojson")
    want = [[v["value"]["lon"], v["value"]["lat"]] for s in stories for f in s["facts"] for v in f["values"]
            if isinstance(v["value"], dict) and v["value"].get("lat") is not None]
    check([f.geometry.coordinates for f in value.features] == want, "geojson: each place that has a point, longitude first", (len(value.features), len(want)))
    check({f.properties["story"] for f in value.features} <= {s["story"] for s in stories}, "geojson: of which story")


def check_claimreview(raw, stories):
    value = json.loads(raw)
    valid("claimreview", value, "claimreview")
    check("reviewRating" not in raw, "claimreview: no rating")
    check(len(value["@graph"]) == sum(len(f["values"]) for s in stories for f in s["facts"]), "claimreview: a draft for each value", len(value["@graph"]))


def check_plover(raw, stories):
    records = [json.loads(line) for line in raw.splitlines()]
    check([r["id"] for r in records] == [s["story"] for s in stories], "plover: a record a story")
    for r in records:
        valid("plover", r, f"plover {r['id']}")


ATOM = "{http://www.w3.org/2005/Atom}"


def is_date(s):
    return datetime.datetime.fromisoformat(s.replace("Z", "+00:00")).tzinfo is not None


def check_atom(raw, changes):
    feed = ET.fromstring(raw)
    check(feed.tag == ATOM + "feed", "atom: a feed")
    for where in (feed, *feed.findall(ATOM + "entry")):  # RFC 4287, 4.1.1 and 4.1.2
        for name in ("id", "title", "updated"):
            found = where.findall(ATOM + name)
            check(len(found) == 1 and found[0].text, f"atom: {name} once, with something in it")
        check(is_date(where.find(ATOM + "updated").text), "atom: a date with its zone")
        check(where.find(ATOM + "id").text.startswith("urn:uuid:"), "atom: an absolute id")
    check(feed.find(ATOM + "author/" + ATOM + "name").text, "atom: an author for all entries")
    entries = feed.findall(ATOM + "entry")
    ids = [e.find(ATOM + "id").text for e in entries]
    check(len(set(ids)) == len(ids) == min(changes, 100), "atom: an entry for each change", (len(ids), changes))
    check(all(e.find(ATOM + "content").get("type") == "text" for e in entries), "atom: content")
    dates = [e.find(ATOM + "updated").text for e in entries]
    check(dates == sorted(dates, reverse=True) and feed.find(ATOM + "updated").text == dates[0], "atom: newest first")
    return feed.find(ATOM + "id").text, ids


def main():
    with tempfile.TemporaryDirectory() as here:
        os.chdir(here)
        records = made(6, 3, seed=9)
        records[0]["publication"]["outlet"] = records[0]["publication"]["title"] = '=Cut & <Dried> "Post"\u0001, \u00c5'
        with open("in.jsonl", "w") as f:
            f.writelines(json.dumps(r) + "\n" for r in records)
        run("add", "in.jsonl")
        stories = [json.loads(line) for line in run("export").splitlines()]
        check(len(stories) >= 6 and sum(len(s["reports"]) for s in stories) == len(records), "all stories", len(stories))
        check(json.loads(run("export", "--format", "json")) == stories, "json: one list of the same")
        check_csv(run("export", "--format", "csv"), stories)
        check_geojson(run("export", "--format", "geojson"), stories)
        check_claimreview(run("export", "--format", "claimreview"), stories)
        check_plover(run("export", "--format", "plover"), stories)
        changes = int(subprocess.run([sys.executable, "-c", "import sqlite3; print(sqlite3.connect('sayso.db').execute('SELECT count(*) FROM change c JOIN story s ON s.id = c.story WHERE s.merged_into IS NULL AND s.reports > 0').fetchone()[0])"],
                                     capture_output=True, text=True).stdout)
        feed, ids = check_atom(run("export", "--format", "atom"), changes)
        with open("more.jsonl", "w") as f:
            f.writelines(json.dumps(r) + "\n" for r in made(1, 2, seed=99))
        run("add", "more.jsonl")
        again = ET.fromstring(run("export", "--format", "atom", "--limit", "1000"))
        later = [e.find(ATOM + "id").text for e in again.findall(ATOM + "entry")]
        check(again.find(ATOM + "id").text == feed and set(ids) < set(later), "atom: ids stay what they are")

        # filters, single stories, none
        kind = stories[0]["kind"]
        some = [json.loads(line) for line in run("export", "--kind", kind.upper()).splitlines()]
        check(some and all(s["kind"] == kind for s in some), "by kind")
        check([json.loads(line)["story"] for line in run("export", stories[2]["story"]).splitlines()] == [stories[2]["story"]], "one story")
        check(len(run("export", "--limit", "2").splitlines()) == 2, "so many")
        for f, want in (("jsonl", ""), ("json", []), ("geojson", []), ("claimreview", []), ("plover", ""), ("atom", None), ("csv", None)):
            out = run("export", "--format", f, "--kind", "nosuch")
            if f in ("json", "geojson", "claimreview"):
                value = json.loads(out)
                check((value if f == "json" else value.get("features", value.get("@graph"))) == want, f"{f}: of none")
            elif f == "atom":
                check(not ET.fromstring(out).findall(ATOM + "entry"), "atom: of none")
            elif f == "csv":
                check(out.startswith("story,slot") and out.count("\r\n") == 1, "csv: of none the header")
            else:
                check(out == want, f"{f}: of none")
        run("export", "--format", "brat", code=2)
        run("export", "99999", code=2)
        run("export", "--format", "geojson", "--output", "out.geojson")
        with open("out.geojson") as f:
            check(geojson.load(f).is_valid, "into a file")
    print("story formats:", "all hold" if not FAILED else f"{len(FAILED)} do not hold")
    return bool(FAILED)


if __name__ == "__main__":
    sys.exit(main())
