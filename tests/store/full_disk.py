#!/usr/bin/env python3
"""A disk that is really full: a small tmpfs in a mount namespace of our own. What was acknowledged stays, the message says why, looking goes
on, and the rest is taken when there is room. Skipped (77), and said, where the machine allows no such namespace.

    full_disk.py SAYSO
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "serve")]
import crash  # noqa: E402
import desk  # noqa: E402

SAYSO = os.path.abspath(sys.argv[1])


def room(disk, megabytes):
    subprocess.run(["mount", "-o", f"remount,size={megabytes}m", disk], check=True)


def free(disk):
    s = os.statvfs(disk)
    return s.f_bavail * s.f_frsize


def adding(disk, folder):
    db, file = disk / "full.db", folder / "full.jsonl"
    crash.records(file, 400, 7, 0)
    p = subprocess.run([SAYSO, "add", "--db", db, file], capture_output=True, text=True)
    told = crash.acknowledged(p.stdout.split("\n")[:-1])
    assert p.returncode == 5 and "the disk is full" in p.stderr, (p.returncode, p.stderr[-300:])
    assert told and free(disk) < 1 << 20, (len(told), free(disk))
    looked = subprocess.run([SAYSO, "stories", "--db", db, "--limit", "3"], capture_output=True, text=True)
    assert looked.returncode == 0 and looked.stdout.count("independent root") == 3, looked.stderr
    room(disk, 64)
    there = crash.look(db)
    assert told <= there, sorted(told - there)[:5]
    again = subprocess.run([SAYSO, "add", "-q", "--db", db, file], capture_output=True, text=True)
    assert again.returncode == 0 and len(crash.look(db)) == 1200, again.stderr[-300:]
    print(f"a full disk: {len(told)} told and there, stories are still shown; the rest was added when there was room")


def serving(disk, folder):
    db, file = disk / "desk.db", folder / "desk.jsonl"
    crash.records(file, 200, 8, 0)
    records = [json.loads(line) for line in open(file)]
    promised, refused = [], 0
    with desk.Desk(SAYSO, "--model", "none", db=str(db), add=False) as d:
        d.job(d.post("/api/reports", records[0], 202)["job"])
        ballast = disk / "ballast"
        with open(ballast, "wb") as f:
            f.write(b"x" * max(0, free(disk) - (600 << 10)))
        for r in records[1:150]:
            status, _, body = d.ask("POST", "/api/reports", r)
            assert status in (202, 503), (status, body[:200])
            if status == 202:
                promised.append(json.loads(body)["job"])
            else:
                refused += 1
                assert "disk is full" in json.loads(body)["error"]["message"], body
                if refused > 3:
                    break
        assert refused, "the disk was never full"
        assert d.get("/api/stories")["total"] >= 1 and d.get("/api/jobs")["total"] >= len(promised)
        ballast.unlink()
        until = time.monotonic() + 60
        while time.monotonic() < until:
            states = {j["job"]: j for j in d.get("/api/jobs")["items"]}
            if all(states[n]["state"] in ("done", "failed") for n in promised):
                break
            time.sleep(0.1)
        assert [states[n]["state"] for n in promised] == ["done"] * len(promised), [states[n] for n in promised]
        assert d.job(d.post("/api/reports", records[-1], 202)["job"])["state"] == "done", "there is room again"
        d.stop()
        crash.look(db)
        d.start("--model", "none")
    print(f"a desk on a full disk: {len(promised)} taken and there when there is room, {refused} refused with 503")


def inside(disk):
    for part in (adding, serving):
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "none", disk], check=True)
        with tempfile.TemporaryDirectory() as folder:
            part(pathlib.Path(disk), pathlib.Path(folder))
        subprocess.run(["umount", "-l", disk], check=True)


def main():
    if len(sys.argv) > 2:
        return inside(sys.argv[2])
    with tempfile.TemporaryDirectory() as disk:
        trial = subprocess.run(["unshare", "-rm", "mount", "-t", "tmpfs", "-o", "size=3m", "none", disk], capture_output=True, text=True)
        if trial.returncode:
            print(f"skipped: no small file system of our own here: {trial.stderr.strip()}")
            sys.exit(77)
        sys.exit(subprocess.run(["unshare", "-rm", sys.executable, __file__, SAYSO, disk]).returncode)


main()
