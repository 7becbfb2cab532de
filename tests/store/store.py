#!/usr/bin/env python3
"""The store from outside, on made-up records: adding twice, a changed page, finding, looking, merging, splitting, undoing, other files.

    store.py SAYSO
"""
import json
import os
import pathlib
import re
import sqlite3
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import make_records
import random

failed = 0


def check(holds, what, more=""):
    global failed
    if not holds:
        failed += 1
        print("FAIL", what, more)


class Desk:
    """A database, and sayso working on it."""

    def __init__(self, sayso, folder):
        self.sayso, self.folder, self.db = sayso, pathlib.Path(folder), pathlib.Path(folder) / "t.db"

    def run(self, *words, code=0, db=True):
        p = subprocess.run([self.sayso, *words, *(["--db", self.db] if db else [])], capture_output=True, text=True)
        check(p.returncode == code, f"exit {code} of {words}", f"{p.returncode}: {p.stderr.strip()[-200:]}")
        return p.stdout + p.stderr

    def add(self, records, *more, name="in.jsonl", code=0):
        (self.folder / name).write_text("".join(json.dumps(r) + "\n" for r in records))
        return self.run("add", self.folder / name, *more, code=code)

    def sql(self, query, *args):
        with sqlite3.connect(self.db) as c:
            return c.execute(query, args).fetchall()


def made(n, reports, seed=5):
    rng = random.Random(seed)
    out = []
    for i in range(n):
        x = make_records.incident(rng)
        out += [make_records.record(rng, x, i * reports + k) for k in range(reports)]
    return out


def adding(d, records):
    out = d.add(records)
    check(out.count(": added, report") == len(records), "each is added", out[-300:])
    out = d.add(records)
    check(out.count(": known, report") == len(records), "the same bytes, the same report", out[-300:])
    check(d.sql("SELECT count(*) FROM report") == [(len(records),)], "nothing was added twice")
    check(d.sql("SELECT count(*) FROM page") == [(len(records),)], "a receipt each")


def revising(d, records):
    """A changed page is a new revision; both are kept, the later one counts."""
    changed = json.loads(json.dumps(records[0]))
    changed["publication"]["title"] = "Corrected: " + changed["publication"]["title"]
    changed["text"] += " This report was corrected."
    changed["id"] = "sha256:" + __import__("hashlib").sha256(changed["text"].encode()).hexdigest()
    out = d.add([changed], name="changed.jsonl")
    check("revision 2 of report 1" in out, "a changed page is a revision", out)
    check(d.sql("SELECT revision, latest, previous FROM report WHERE address = ? ORDER BY revision",
                changed["publication"]["canonical_uri"]) == [(1, 0, None), (2, 1, 1)], "both revisions are kept")
    check(d.sql("SELECT count(*) FROM report r JOIN story s ON s.id = r.story WHERE r.latest = 1") == [(len(records),)], "one counts")
    check("title: " in out and "-> Corrected: " in out and "killed" not in out, "what it changed is told, and nothing else", out)
    check(d.add([changed], name="changed.jsonl").count("known"), "and is known then")
    again = json.loads(json.dumps(changed))
    count = next(c for c in again["claims"] if c["slot"] == "killed")
    was = count["value"]["low"]
    count["value"] = {"relation": "at_least", "low": was + 4, "high": None}
    again["claims"] = [c for c in again["claims"] if c["slot"] != "place"]
    again["incident"]["place"] = []
    again["text"] = again["text"].replace(f"{was} people were killed", f"{was + 4} people were killed") + " Twice."
    again["id"] = "sha256:" + __import__("hashlib").sha256(again["text"].encode()).hexdigest()
    chief = again["entities"][1]["name"]
    out = d.add([again], name="again.jsonl")
    check(f"    killed: {was} -> at least {was + 4} ({chief})" in out, "a count that changed, with who says so", out)
    check(re.search(rf"    place: .* removed \({chief}\)", out) and "victim" not in out, "a claim that is gone", out)
    out = d.run("stories", "revisions", "1")
    check("Revision 2, report" in out and "Revision 3, report" in out and f"-> at least {was + 4}" in out, "all revisions, in their order", out)
    check(d.sql("SELECT count(*) FROM change WHERE words LIKE 'revision 3 of report %killed: %at least%'") == [(1,)], "in the story's log")
    d.run("stories", "revisions", "99999", code=2)


def nameless(d):
    """A record may know of somebody, and of a source, without a name; its revision is told all the same."""
    one = made(1, 1, seed=99)[0]
    one["publication"]["canonical_uri"] = one["input"]["uri"] = "https://nameless.example/1"
    victim, chief = (x["name"] for x in one["entities"][:2])
    for part, key in (("entities", "name"), ("sources", "name"), ("places", "name")):
        for x in one[part]:
            x[key] = None
    next_one = json.loads(json.dumps(one))
    next_one["text"] += " More later."
    next_one["id"] = "sha256:" + __import__("hashlib").sha256(next_one["text"].encode()).hexdigest()
    next_one["claims"] = next_one["claims"][1:]
    next_one["incident"]["victims"] = []
    d.add([one], name="nameless.jsonl")
    out = d.add([next_one], name="nameless2.jsonl")
    check(f"    victim: {victim} removed ({chief})" in out, "told by the words that it stands on", out)


def finding(d, records):
    name = records[0]["entities"][0]["name"]
    out = d.run("find", name)
    check(re.search(r"report \d+, story \d+", out) and "«" in out, "found by a name, with its words", out[:300])
    check("Nothing found" in d.run("find", "xyzzyplugh", code=1), "nothing is said to be found")
    d.run("find", '"', code=2)
    out = d.run("find", "NEAR(zzyq", "AND", "*", code=1)
    check("Nothing found" in out, "what is an operator elsewhere is a word here", out)
    out = d.run("stories", "list", "--format", "jsonl", "--limit", "2")
    check(len([json.loads(l) for l in out.splitlines()]) == 2, "a list has its limit")
    town = records[0]["places"][0]["name"]
    rows = [json.loads(l) for l in d.run("stories", "--place", town.upper(), "--format", "jsonl").splitlines()]
    check(rows and all(town in r["place"] for r in rows), "stories by place", str(rows)[:200])


def deciding(d):
    a, b = (s for s, in d.sql("SELECT id FROM story WHERE reports > 0 AND merged_into IS NULL ORDER BY id LIMIT 2"))
    n = {s: c for s, c in d.sql("SELECT story, count(*) FROM report WHERE latest = 1 GROUP BY story")}
    d.run("stories", "merge", str(a), str(b), "--who", "Kim")
    check(d.sql("SELECT reports, merged_into FROM story WHERE id IN (?, ?) ORDER BY id", a, b) == [(n[a] + n[b], None), (0, a)],
          "two stories are one", str(d.sql("SELECT id, reports, merged_into FROM story LIMIT 4")))
    check(f"merged into story {a}" in d.run("stories", "show", str(b), code=2), "the other says where it went")
    report = d.sql("SELECT id FROM report WHERE story = ? AND latest = 1 ORDER BY id", a)[-1][0]
    out = d.run("stories", "split", str(report), "--who", "Kim")
    new = d.sql("SELECT story FROM report WHERE id = ?", report)[0][0]
    check(new != a and f"now story {new}" in out, "a report has a story of its own", out)
    check(d.sql("SELECT count(*) FROM correction WHERE who = 'Kim' AND kind = 'apart'")[0][0] == n[a] + n[b] - 1, "kept from each that stays")
    check("no report would be left" in d.run("stories", "split", str(report), code=2), "a story is not emptied")
    check("Because" in d.run("stories", "why", str(report)), "why a report is in its story")
    d.run("stories", "why", "999999", code=2)
    d.run("stories", "show", "none", code=2)


def staying(d, records):
    """What was decided holds when more comes in."""
    before = d.sql("SELECT id, story FROM report WHERE latest = 1 ORDER BY id")
    d.add(made(3, 2, seed=77), name="more.jsonl")
    check(d.sql("SELECT id, story FROM report WHERE latest = 1 AND id <= ? ORDER BY id", before[-1][0]) == before, "decisions hold")


def other_files(d):
    plain = d.folder / "plain.db"
    with sqlite3.connect(plain) as c:
        c.execute("CREATE TABLE mine(x)")
    later = d.folder / "later.db"
    with sqlite3.connect(d.db) as c, sqlite3.connect(later) as to:
        c.backup(to)
        to.execute("PRAGMA user_version = 999")
    (d.folder / "junk.db").write_bytes(os.urandom(9000))
    for name, why in (("plain.db", "not a database of sayso's"), ("later.db", "later version"), ("junk.db", "not a sound database")):
        out = d.run("stories", "--db", d.folder / name, code=5, db=False)
        check(why in out, f"{name}: {why}", out)
    d.run("stories", "--db", d.folder / "absent.db", code=5, db=False)
    check(not (d.folder / "absent.db").exists(), "looking makes no file")
    with sqlite3.connect(plain) as c:
        check(c.execute("SELECT count(*) FROM sqlite_master").fetchone() == (1,), "another's file is left as it was")


def keeping(d, records):
    db = d.folder / "lean.db"
    (d.folder / "one.jsonl").write_text(json.dumps(records[0]) + "\n")
    d.run("add", d.folder / "one.jsonl", "--no-keep", "--db", db, db=False)
    with sqlite3.connect(db) as c:
        check(c.execute("SELECT bytes IS NULL, length(sha256) FROM page").fetchall() == [(1, 64)], "--no-keep leaves the bytes out")
    with sqlite3.connect(d.db) as c:
        check(c.execute("SELECT count(*) FROM page WHERE bytes IS NULL").fetchone() == (0,), "else they are kept")


def views(d):
    for view in ("reports", "stories", "facts", "sources", "changes", "corrections"):
        check(d.sql(f"SELECT count(*) FROM {view}")[0][0] > 0, f"view {view} has rows")


def main():
    with tempfile.TemporaryDirectory() as folder:
        d, records = Desk(os.path.abspath(sys.argv[1]), folder), made(12, 3)
        adding(d, records)
        revising(d, records)
        nameless(d)
        finding(d, records)
        deciding(d)
        staying(d, records)
        views(d)
        keeping(d, records)
        other_files(d)
    print("FAILED" if failed else "ok")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
