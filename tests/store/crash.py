#!/usr/bin/env python3
"""Kills `sayso add` at random moments and looks at what is left: all that it had acknowledged is there, the file is sound, and
adding goes on. Then several processes at once, then a disk that fills.

    crash.py SAYSO [ROUNDS]
"""
import os
import pathlib
import random
import re
import resource
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).parent


def records(path, incidents, seed, first):
    with open(path, "w") as out:
        subprocess.run([sys.executable, HERE / "make_records.py", str(incidents), "3", "--seed", str(seed), "--first", str(first)],
                       stdout=out, check=True)


def look(db):
    """Names of the reports that are there; fails where the file is not sound or its parts do not fit each other."""
    with sqlite3.connect(db) as c:
        assert c.execute("PRAGMA integrity_check").fetchone() == ("ok",), "integrity"
        assert not c.execute("PRAGMA foreign_key_check").fetchall(), "foreign keys"
        one = lambda sql: c.execute(sql).fetchone()[0]
        assert one("SELECT count(*) FROM report WHERE story IS NULL") == 0, "a report without a story"
        assert one("SELECT count(*) FROM report r WHERE NOT EXISTS (SELECT 1 FROM page p WHERE p.report = r.id)") == 0, "no receipt"
        assert one("SELECT count(*) FROM report r WHERE NOT EXISTS (SELECT 1 FROM words WHERE words.rowid = r.id)") == 0, "no words"
        assert one("SELECT count(*) FROM story WHERE reports <> (SELECT count(DISTINCT record_id) FROM report WHERE story = story.id AND"
                   " latest = 1)") == 0, "a story that does not know its reports"
        return {n for n, in c.execute("SELECT name FROM report")}


def acknowledged(lines):
    return {m[1] for m in (re.match(r"(report-\d+\.html): (added|known|revision|same text), report", l) for l in lines) if m}


def kill_rounds(sayso, folder, rounds, rng):
    """Each round adds one file more and is killed somewhere in it; what was told as added must be there for ever."""
    db, told, killed = folder / "crash.db", set(), 0
    for i in range(rounds):
        file, out = folder / "in.jsonl", folder / "out.txt"
        records(file, 12, i, i * 36)
        with open(out, "w") as f:
            p = subprocess.Popen([sayso, "add", "--db", db, file], stdout=f, stderr=subprocess.DEVNULL)
            try:
                p.wait(rng.uniform(0, 0.12))
            except subprocess.TimeoutExpired:
                p.send_signal(signal.SIGKILL)
                killed += 1
            p.wait()
        lines = out.read_text().split("\n")
        told |= acknowledged(lines[:-1])  # a line that is cut off was not told
        if db.exists() and db.stat().st_size:
            there = look(db)
            assert told <= there, f"round {i}: told and not there: {sorted(told - there)[:5]}"
    assert killed > rounds // 4, f"only {killed} of {rounds} were killed"
    print(f"{rounds} rounds, {killed} killed, {len(told)} reports told and all there")


def at_once(sayso, folder, n):
    """n processes add side by side; nothing of any is missing."""
    db, running = folder / "once.db", []
    for i in range(n):
        records(folder / f"{i}.jsonl", 20, 100 + i % 2, i * 60)  # pairs tell of the same incidents
        running.append(subprocess.Popen([sayso, "add", "-q", "--db", db, folder / f"{i}.jsonl"]))
    assert [p.wait() for p in running] == [0] * n, "one of them failed"
    there = look(db)
    assert len(there) == 60 * n, f"{len(there)} of {60 * n}"
    print(f"{n} processes at once, {len(there)} reports")


def full_disk(sayso, folder):
    """No file may grow past a limit: the message says so, and what was acknowledged stays."""
    db, file = folder / "full.db", folder / "full.jsonl"
    records(file, 400, 7, 0)

    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (2 << 20, 2 << 20))
    p = subprocess.run([sayso, "add", "--db", db, file], capture_output=True, text=True, preexec_fn=limit)
    told = acknowledged(p.stdout.split("\n")[:-1])
    assert p.returncode == 5 and "store" in p.stderr, (p.returncode, p.stderr[-300:])
    there = look(db)
    assert told <= there, "told and not there"
    again = subprocess.run([sayso, "add", "-q", "--db", db, file], capture_output=True, text=True)
    assert again.returncode == 0 and len(look(db)) == 1200, again.stderr[-300:]
    print(f"a full disk: {len(told)} told and there; the rest was added when there was room")


def main():
    sayso, rounds = os.path.abspath(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 40
    seed = int(os.environ.get("SEED", "1"))
    began = time.time()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        kill_rounds(sayso, folder, rounds, random.Random(seed))
        at_once(sayso, folder, 4)
        full_disk(sayso, folder)
    print(f"ok, {time.time() - began:.0f} s")


if __name__ == "__main__":
    main()
