#!/usr/bin/env python3
"""A database of sayso's opened by Datasette (PyPI, in the environment that 'tools/setup.sh check' makes): the views that docs/STORE.md names
answer, with the columns it names, and say what sayso says. Skipped (77) where Datasette is not there.

    datasette_test.py SAYSO
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import urllib.parse

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(HERE))
import version_dump  # noqa: E402

SAYSO = os.path.abspath(sys.argv[1])
DATASETTE = pathlib.Path(os.environ.get("SAYSO_DATASETTE") or ROOT / ".venv-check/bin/datasette")


def documented():
    """{view: columns} of docs/STORE.md's table."""
    rows = re.findall(r"^\| `(\w+)` \| [^|]* \| ((?:`\w+`(?:, )?)+) \|$", (ROOT / "docs/STORE.md").read_text(), re.M)
    return {view: re.findall(r"`(\w+)`", columns) for view, columns in rows}


def ask(db, path):
    p = subprocess.run([DATASETTE, db, "--get", path], capture_output=True, text=True)
    assert p.returncode == 0, (path, p.stdout[-500:], p.stderr[-500:])
    return json.loads(p.stdout)


def main():
    if not DATASETTE.exists():
        print("skipped: Datasette is not here ('tools/setup.sh check' installs it)")
        sys.exit(77)
    views = documented()
    assert set(views) == {"stories", "reports", "facts", "sources", "changes", "corrections", "jobs"}, views
    with tempfile.TemporaryDirectory() as folder:
        db = os.path.join(folder, "desk.db")
        version_dump.load(HERE / "version_1.sql", db)
        listed = [json.loads(line) for line in subprocess.run([SAYSO, "stories", "--db", db, "--format", "jsonl"], capture_output=True, text=True, check=True).stdout.splitlines()]
        about = ask(db, "/desk.json")
        assert set(views) <= {v["name"] for v in about["views"]}, about["views"]
        for view, columns in views.items():
            rows = ask(db, f"/desk/{view}.json?_shape=array&_size=max")
            assert rows and list(rows[0]) == columns, (view, list(rows[0]) if rows else None)
        stories = {r["id"]: r for r in ask(db, "/desk/stories.json?_shape=array")}
        assert {int(s["story"]): (s["title"], s["reports"], s["roots"]) for s in listed} == {i: (r["title"], r["reports"], r["roots"]) for i, r in stories.items()}
        # as people use it: filters, a facet, its own SQL
        assert [r["title"] for r in ask(db, "/desk/reports.json?_shape=array&outlet__isnull=1&story=2")] == ["Man shot in Molde"]
        facets = ask(db, "/desk/facts.json?_facet=slot")["facet_results"]
        slots = {f["value"]: f["count"] for f in facets.get("results", facets)["slot"]["results"]}
        assert slots == {r["slot"]: r["n"] for r in ask(db, "/desk.json?_shape=array&sql=" + urllib.parse.quote("select slot, count(*) as n from facts group by slot"))}, slots
        sql = "select r.title from words join reports r on r.id = words.rowid where words match 'warehouse' and r.latest order by r.id"
        found = ask(db, "/desk.json?_shape=array&sql=" + urllib.parse.quote(sql))
        assert [r["title"] for r in found] == ["Warehouse fire in Bergen kills two", "Three killed in warehouse fire in Bergen"], found
    version = subprocess.run([DATASETTE, "--version"], capture_output=True, text=True).stdout.strip()
    print(f"{version}: {len(views)} views answer as documented")


main()
