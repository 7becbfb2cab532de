#!/usr/bin/env python3
"""Databases of earlier versions (version_N.sql) are brought up to this one, whole or not at all: opened, killed in the middle, refused.

    migrate.py SAYSO
"""
import os
import pathlib
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

import version_dump

HERE = pathlib.Path(__file__).parent
SAYSO = os.path.abspath(sys.argv[1])
LATEST = 2


def stories(db):
    return subprocess.run([SAYSO, "stories", "--db", db], capture_output=True, text=True)


def contents(db, but=()):
    """Every row of every table that can be read back, by name."""
    with sqlite3.connect(db) as c:
        tables = [n for n, in c.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' AND name NOT LIKE 'sqlite_%'")]
        rows = {t: c.execute(f"SELECT * FROM {t} ORDER BY 1, 2").fetchall() for t in tables if t not in but}
        rows["found"] = c.execute("SELECT rowid FROM words WHERE words MATCH 'bergen' ORDER BY rowid").fetchall()
    c.close()
    return rows


def schema(db):
    with sqlite3.connect(db) as c:
        return sorted(c.execute("SELECT type, name, sql FROM sqlite_master").fetchall(), key=str)


def number(db, what="PRAGMA user_version"):
    with sqlite3.connect(db) as c:
        return c.execute(what).fetchone()[0]


def totals_are_right(db):
    with sqlite3.connect(db) as c:
        kept = {n.lower(): (a, b) for n, a, b in c.execute("SELECT name, named, stories FROM source_total")}
        counted = {n.lower(): (a, b) for n, a, b in c.execute("SELECT name, sum(named), count(*) FROM (SELECT name, max(named) AS named FROM source"
                                                             " GROUP BY name, story) GROUP BY name")}
    assert kept == counted and kept, "totals of sources"


def version_1(folder):
    db, fresh = folder / "one.db", folder / "fresh.db"
    version_dump.load(HERE / "version_1.sql", db)
    before = contents(db)
    shown = stories(db)
    assert shown.returncode == 0 and "Three killed in warehouse fire in Bergen" in shown.stdout, shown.stderr
    assert number(db) == LATEST and number(db, "PRAGMA integrity_check") == "ok"
    after = contents(db)
    for table, rows in before.items():
        assert table == "state" or after[table] == rows, f"{table} is not what it was"
    assert after["state"] == [r for r in before["state"] if not r[0].startswith("desk.job")]
    with sqlite3.connect(db) as c:
        jobs = c.execute("SELECT id, state, name, media_type, substr(uri, 1, 17), record, CAST(bytes AS TEXT), size, attempts FROM job ORDER BY id").fetchall()
    text = "text/plain; charset=utf-8"
    five, six = (f"Police said {w} people were hurt in a crash{e}near Kirkenes on Friday{m}" for w, e, m in (("five", "\n", "."), ("six", " ", ", and one was killed.")))
    assert jobs == [(1, "waiting", None, None, "http://127.0.0.1:", 0, None, 0, 0), (2, "waiting", 'a"b.txt', text, None, 0, five, len(five), 0),
                    (3, "waiting", None, text, None, 0, six, len(six), 0)], jobs
    totals_are_right(db)
    subprocess.run([SAYSO, "add", "-q", "--db", fresh, HERE.parent.parent / "examples/depot.txt", "--model", HERE.parent / "model/tiny.safetensors"], check=True)
    assert schema(db) == schema(fresh), "a migrated file has other tables than a new one"
    again = contents(db)
    assert stories(db).stdout == shown.stdout and contents(db) == again, "opened twice, migrated once"


def great(folder):
    """A version 1 that takes a while to be brought up."""
    db = folder / "great.db"
    version_dump.load(HERE / "version_1.sql", db)
    with sqlite3.connect(db) as c:
        c.executemany("INSERT INTO story(id, reports, changed) VALUES(?, 1, 'then')", [(i,) for i in range(10, 20010)])
        c.executemany("INSERT INTO source VALUES(?, ?, ?, 'person', ?, NULL)", [(s, n, f"Name {s * 31 % 20011 + n * 20011}", n % 2) for s in range(10, 20010) for n in range(8)])
    c.close()
    return db


def killed(folder):
    whole = great(folder).read_bytes()
    db = folder / "killed.db"
    db.write_bytes(whole)
    before = contents(db)
    began = time.monotonic()
    assert stories(db).returncode == 0 and number(db) == LATEST
    takes = time.monotonic() - began
    in_the_middle, rounds = 0, 0
    while rounds < 16 or not in_the_middle and rounds < 96:
        rounds += 1
        for name in ("", "-wal", "-shm"):
            (folder / f"killed.db{name}").unlink(missing_ok=True)
        db.write_bytes(whole)
        p = subprocess.Popen([SAYSO, "stories", "--db", db], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(takes * (rounds % 16 + 1) / 20)
        p.send_signal(signal.SIGKILL)
        p.wait()
        log = folder / "killed.db-wal"
        begun = log.exists() and log.stat().st_size > 0 or (folder / "killed.db-journal").exists()
        version = number(db)
        assert number(db, "PRAGMA integrity_check") == "ok" and version in (1, LATEST)
        if version == 1:
            in_the_middle += begun
            assert contents(db) == before and not number(db, "SELECT count(*) FROM sqlite_master WHERE name IN ('job', 'source_total')")
    assert stories(db).returncode == 0 and number(db) == LATEST
    totals_are_right(db)
    assert in_the_middle, "none was killed in the middle"
    print(f"killed {rounds} times in {takes:.2f} s, {in_the_middle} of them with something written: version 1 whole, or version {LATEST}")


def stuck(folder):
    """A step that fails leaves nothing of itself, and says why."""
    db = folder / "stuck.db"
    version_dump.load(HERE / "version_1.sql", db)
    with sqlite3.connect(db) as c:
        c.execute("CREATE TABLE source_total(mine, too)")  # the step's middle
    c.close()
    before = contents(db), schema(db)
    for command in ("stories", "export"):
        p = subprocess.run([SAYSO, command, "--db", db], capture_output=True, text=True)
        assert p.returncode == 5 and "earlier version" in p.stderr and "source_total already exists" in p.stderr, p.stderr
    assert (contents(db), schema(db)) == before and number(db) == 1


def newer(folder):
    db = folder / "newer.db"
    version_dump.load(HERE / "version_1.sql", db)
    with sqlite3.connect(db) as c:
        c.execute(f"PRAGMA user_version = {LATEST + 1}")
    c.close()
    before = contents(db), schema(db)
    for command in (["stories"], ["find", "Bergen"], ["add", HERE.parent.parent / "examples/depot.txt"], ["serve", "--port", "0", "--model", "none"]):
        p = subprocess.run([SAYSO, *command, "--db", db], capture_output=True, text=True, timeout=60)
        assert p.returncode == 5 and f"later version of sayso: its tables are of version {LATEST + 1}, this program knows those up to {LATEST}" in p.stderr, p.stderr
    assert (contents(db), schema(db)) == before and number(db) == LATEST + 1


with tempfile.TemporaryDirectory() as folder:
    for part in (version_1, killed, stuck, newer):
        part(pathlib.Path(folder))
print("migration: ok")
