#!/usr/bin/env python3
"""A database as SQL text and back, for tests of migration: a file of each earlier version stands here as version_N.sql.

    version_dump.py DB > version_N.sql
"""
import sqlite3
import sys

SHADOWS = ("_data", "_idx", "_content", "_docsize", "_config")


def value(v):
    if v is None:
        return "NULL"
    if isinstance(v, bytes):
        return f"X'{v.hex()}'"
    if isinstance(v, str):
        return "'" + v.replace("'", "''") + "'" if "\n" not in v else f"CAST(X'{v.encode().hex()}' AS TEXT)"
    return repr(v)


def dump(db, out):
    with sqlite3.connect(db) as c:
        number = lambda name: c.execute(f"PRAGMA {name}").fetchone()[0]
        master = c.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid").fetchall()
        shadows = [v + s for _, v, sql in master if sql.startswith("CREATE VIRTUAL") for s in SHADOWS]
        print("BEGIN;", file=out)
        for kind, name, sql in master:
            if name not in shadows and not name.startswith("sqlite_"):
                print(sql + ";", file=out)
        for name in [n for k, n, sql in master if k == "table" and not sql.startswith("CREATE VIRTUAL")]:
            if name in shadows or name == "sqlite_sequence":
                print(f"DELETE FROM {name};", file=out)
            for row in c.execute(f"SELECT * FROM {name}"):
                print(f"INSERT INTO {name} VALUES({', '.join(map(value, row))});", file=out)
        print(f"PRAGMA user_version = {number('user_version')};\nPRAGMA application_id = {number('application_id')};\nCOMMIT;", file=out)


def load(sql, db):
    c = sqlite3.connect(db, isolation_level=None)
    c.executescript(open(sql, encoding="utf-8").read())
    c.close()


if __name__ == "__main__":
    dump(sys.argv[1], sys.stdout)
