#!/usr/bin/env python3
"""The desk's server killed (SIGKILL) while reports wait: what was answered with 202 arrives after the next start, none twice; a report
that ends the program each time is given up and told: kill_test.py PROGRAM"""
import http.server
import random
import signal
import sqlite3
import sys
import threading
import time

from desk import Desk

PROGRAM = sys.argv[1]
NUMBERS = ("two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty "
           "forty fifty sixty seventy").split()


class Site(http.server.BaseHTTPRequestHandler):
    """Pages, once the gate is open; until then they hang."""
    gate = threading.Event()

    def do_GET(self):
        self.gate.wait(60)
        body = f"<html><head><title>Crash</title></head><body><p>A crash near {self.path[1:]} killed one man on Monday, police said.</p></body></html>".encode()
        try:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        except OSError:
            pass

    def log_message(self, *words):
        pass


def kill(d):
    d.process.send_signal(signal.SIGKILL)
    d.process.wait()


def settled(d, numbers, seconds=120):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        jobs = {j["job"]: j for j in d.get("/api/jobs")["items"]}
        if all(jobs[n]["state"] in ("done", "failed") for n in numbers):
            return jobs
        time.sleep(0.1)
    raise AssertionError([jobs[n] for n in numbers if jobs[n]["state"] not in ("done", "failed")])


def all_arrive(site):
    """Texts, bytes with a name, a record, addresses; killed five times while they are read, once while they are sent."""
    Site.gate.clear()
    rng, at = random.Random(3), f"http://127.0.0.1:{site.server_port}"
    with Desk(PROGRAM, "--allow-private", add=False) as d:
        sent = {}
        record = None
        for i, n in enumerate(NUMBERS):
            text = f"Police said {n} people were hurt in a crash near Molde on Friday. "
            if i % 3 == 0:
                number = d.post("/api/reports", {"text": text * 30}, 202)["job"]
            elif i % 3 == 1:
                number = d.post(f"/api/reports?name={n}%20%22.txt", (text * 30).encode(), 202, Content_Type="text/plain")["job"]
            else:
                number = d.post("/api/reports", {"uri": f"{at}/{n}"}, 202)["job"]
            sent[number] = n
            if i == 0:
                record = d.get(f"/api/reports/{d.job(number)['report']}")["record"]
                record["publication"]["title"] = "Read back"
            if i == len(NUMBERS) // 2:
                kill(d)
                d.start("--allow-private")
        # the bytes are another's than the report's: a receipt of their own under the same text
        extra = d.post("/api/reports", record, 202)["job"]
        kill(d)
        Site.gate.set()
        done = lambda: sum(j["state"] == "done" for j in d.get("/api/jobs")["items"])
        for _ in range(5):  # each time one at least is read, so that none is begun three times
            d.start("--allow-private")
            before, until = done(), time.monotonic() + 60
            while done() == before and time.monotonic() < until:
                time.sleep(0.01)
            time.sleep(rng.uniform(0, 0.1))
            kill(d)
        d.start("--allow-private")
        jobs = settled(d, [*sent, extra])
        assert all(j["state"] == "done" for j in jobs.values()), jobs
        reports = [jobs[n]["report"] for n in sent]
        assert len(set(reports)) == len(reports) and all(reports), reports
        for n in sent:
            r = d.get(f"/api/reports/{jobs[n]['report']}")
            assert sent[n] in r["record"]["text"], (sent[n], r["record"]["text"][:100])
        row = d.get("/api/reports?limit=500")["items"]
        assert len(row) == len(reports), f"{len(row)} reports of {len(reports)}"
        d.stop()
        with sqlite3.connect(d.db) as c:
            assert c.execute("SELECT count(*), sum(bytes IS NOT NULL) FROM job").fetchone() == (len(sent) + 1, 0), "bytes of what is over are let go"
            assert c.execute("SELECT count(*) FROM (SELECT 1 FROM page GROUP BY sha256, uri HAVING count(*) > 1)").fetchone() == (0,), "a receipt twice"
        d.start()
        assert settled(d, sent) == jobs, "what became of them is known after one more start"
    print(f"  {len(sent) + 1} reports, killed seven times: all there, none twice")


def given_up(site):
    """One whose reading never ends before the program does: three times, then it is told as failed, and the next one is read."""
    Site.gate.clear()
    with Desk(PROGRAM, "--allow-private", add=False) as d:
        bad = d.post("/api/reports", {"uri": f"http://127.0.0.1:{site.server_port}/never"}, 202)["job"]
        good = d.post("/api/reports", {"text": "Police said two men were hurt in a fire in Oslo on Monday."}, 202)["job"]
        for attempt in range(3):
            until = time.monotonic() + 20
            while d.get(f"/api/jobs/{bad}")["state"] != "reading" and time.monotonic() < until:
                time.sleep(0.02)
            assert d.get(f"/api/jobs/{bad}")["state"] == "reading" and d.get(f"/api/jobs/{good}")["state"] == "waiting"
            kill(d)
            d.start("--allow-private")
        j = d.job(bad)
        assert j["state"] == "failed" and j["error"] == {"code": "ENDED", "message": "the program ended 3 times while it read this; it is not tried again"}, j
        assert d.job(good)["state"] == "done"
        # stopped in good order an attempt does not count
        slow = d.post("/api/reports", {"uri": f"http://127.0.0.1:{site.server_port}/slow"}, 202)["job"]
        for _ in range(4):
            until = time.monotonic() + 20
            while d.get(f"/api/jobs/{slow}")["state"] != "reading" and time.monotonic() < until:
                time.sleep(0.02)
            d.stop(signal.SIGTERM)
            d.start("--allow-private")
        Site.gate.set()
        assert d.job(slow)["state"] == "done"


site = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
site.daemon_threads = True
threading.Thread(target=site.serve_forever, daemon=True).start()
all_arrive(site)
given_up(site)
print("serve: killed while reports wait: ok")
