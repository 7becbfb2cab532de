#!/usr/bin/env python3
"""Every call of the desk's server, on the real program: serve_test.py PROGRAM"""
import gzip
import http.server
import json
import os
import signal
import socket
import sqlite3
import sys
import threading
import time
import xml.etree.ElementTree as ElementTree

from desk import ROOT, Desk, error_of

PROGRAM = sys.argv[1]


def lists(d):
    stories = d.get("/api/stories")
    assert stories["total"] == len(stories["items"]) >= 2 and stories["next"] is None
    assert [s["change"] for s in stories["items"]] == sorted((s["change"] for s in stories["items"]), reverse=True)
    halden = next(s for s in stories["items"] if s["place"] and s["place"].startswith("Halden"))
    assert halden["reports"] == 5 and halden["country"] == "NO" and 59 < halden["lat"] < 60 and halden["time"] == "2025-03-13"
    # paging: one a page gives the same stories in the same order
    seen, before = [], ""
    while True:
        page = d.get("/api/stories?limit=1" + before)
        seen += page["items"]
        if page["next"] is None:
            break
        before = f"&before={page['next']}"
    assert seen == stories["items"]
    for query, there in [("place=Halden", True), ("place=NO", True), ("place=Lima", False), ("words=ferry", True), ("words=zeppelin", False),
                         ("from=2025-03-13&to=2025-03-13", True), ("from=2025-03-14&to=2025-03-20", False)]:
        found = [s["story"] for s in d.get("/api/stories?" + query)["items"]]
        assert (halden["story"] in found) == there, (query, found)
    for bad in ("limit=0", "limit=501", "limit=x", "before=-1", "from=yesterday", "words=%22", "words=%00", "words=%zz"):
        assert error_of(d.get("/api/stories?" + bad, 400)), bad
    return halden["story"]


def story(d, number):
    status, headers, body = d.ask("GET", f"/api/stories/{number}")
    y = json.loads(body)
    rows = {r["report"]: r for r in d.get(f"/api/reports?story={number}")["items"]}
    assert status == 200 and y["story"] == str(number) and len(y["reports"]) == 5 == len(rows)
    for r in y["reports"]:
        assert rows[r["report"]]["id"] == r["id"] and rows[r["report"]]["title"] == r["title"]
    for fact in y["facts"]:
        for value in fact["values"]:
            assert value["roots"] == len(value["root_sources"])
    # conditions, compression
    assert d.ask("GET", f"/api/stories/{number}", If_None_Match=headers["etag"])[0] == 304
    assert d.ask("GET", f"/api/stories/{number}", If_None_Match='"other", ' + headers["etag"])[0] == 304
    assert d.ask("GET", f"/api/stories/{number}", If_None_Match='"other"')[0] == 200
    status, packed, zipped = d.ask("GET", f"/api/stories/{number}", Accept_Encoding="br, gzip")
    assert packed["content-encoding"] == "gzip" and gzip.decompress(zipped) == body and len(zipped) < len(body) / 3
    assert "content-encoding" not in d.ask("GET", f"/api/stories/{number}", Accept_Encoding="gzip;q=0")[1]
    status, headed, nothing = d.ask("HEAD", f"/api/stories/{number}")
    assert status == 200 and not nothing and int(headed["content-length"]) == len(body)
    assert error_of(d.get("/api/stories/99999", 404)) and error_of(d.get("/api/stories/abc", 404))
    types = {"json": "application/json", "jsonl": "application/x-ndjson", "text": "text/plain", "csv": "text/csv", "plover": "application/x-ndjson",
             "geojson": "application/geo+json", "claimreview": "application/ld+json"}
    for name, media in types.items():
        status, headers, body = d.ask("GET", f"/api/stories/{number}/export?format={name}")
        assert status == 200 and headers["content-type"].startswith(media) and "attachment" in headers["content-disposition"] and body, name
        if name in ("json", "geojson", "claimreview"):
            json.loads(body)
    d.get(f"/api/stories/{number}/export?format=exe", 400)
    assert d.get(f"/api/stories/{number}/export")["story"] == str(number)
    return y


def report(d, y):
    one = y["reports"][0]
    a = d.get(f"/api/reports/{one['report']}")
    assert a["report"]["id"] == a["record"]["id"] == one["id"] and a["record"]["claims"] and a["record"]["text"]
    assert d.get(f"/api/reports/{one['id']}") == a
    status, headers, body = d.ask("GET", f"/api/reports/{one['report']}/bytes")
    assert body == (ROOT / one["name"]).read_bytes() if os.path.exists(one["name"]) else status == 200
    assert headers["content-type"] == "application/octet-stream" and "attachment" in headers["content-disposition"]
    assert headers["x-content-type-options"] == "nosniff" and "html" not in headers["content-disposition"]
    assert [r["report"] for r in d.get(f"/api/reports/{one['report']}/revisions")["items"]] == [one["report"]]
    found = d.get("/api/reports?words=ferry&limit=2")
    assert len(found["items"]) == 2 and "«" in found["items"][0]["snippet"] and found["next"] == 2
    for path in ("/api/reports/9999", "/api/reports/9999/bytes", "/api/reports/9999/revisions", "/api/reports/sha256:" + 64 * "0",
                 "/api/reports/sha256:12", "/api/reports/0", "/api/reports/99999999999999999999"):
        assert error_of(d.get(path, 404)), path


def totals(d):
    """The totals of sources that are kept are those that the rows come to."""
    listed = {s["name"].lower(): s["stories"] for s in d.get("/api/sources?limit=500")["items"]}
    with sqlite3.connect(d.db) as c:
        assert listed == {n.lower(): k for n, k in c.execute("SELECT name, count(DISTINCT story) FROM source GROUP BY name")} and listed


def sources(d, y):
    names = d.get("/api/sources?limit=500")["items"]
    assert {"Coast Wire"} <= {s["name"] for s in names} and all(s["stories"] > 0 for s in names)
    pages, offset = [], 0
    while offset is not None:
        a = d.get(f"/api/sources?limit=7&offset={offset}")
        pages, offset = pages + a["items"], a["next"]
    assert pages == names and len({s["name"].lower() for s in names}) == len(names) > 7
    totals(d)
    assert all(s["name"].lower().startswith("tor ") for s in d.get("/api/sources?name=tor%20")["items"])
    one = d.get("/api/sources/Tor%20Haugland")
    claims = one["stories"][0]["claims"]
    ids = {s["id"] for s in y["sources"] if s["name"] == "Tor Haugland"}
    want = [c["words"] for f in y["facts"] for v in f["values"] for c in v["claims"] if ids & set(c["chain"])]
    assert sorted(c["words"] for c in claims) == sorted(want) and want
    assert all("Tor Haugland" in c["chain"] for c in claims) and one["stories"][0]["relayed_by"]
    d.get("/api/sources/Nobody%2FAt%20All", 404)


def adding(d):
    events = Events(d)
    before = d.get("/api/changes?limit=500")["items"][-1]["change"]
    text = "Two people were killed and four injured in a fire at a warehouse in Bergen on Tuesday, police said."
    j = d.job(d.post("/api/reports", {"text": text}, 202)["job"])
    assert j["state"] == "done" and j["report"] and j["story"] and j["error"] is None
    assert d.get(f"/api/reports/{j['report']}")["record"]["text"] == text
    assert d.ask("GET", f"/api/reports/{j['report']}/bytes")[1]["content-type"] == "text/plain; charset=utf-8"
    again = d.job(d.post("/api/reports", {"text": text}, 202)["job"])
    assert (again["report"], again["story"]) == (j["report"], j["story"])
    page = (ROOT / "examples/harbour.html").read_bytes()
    k = d.job(d.post("/api/reports?name=harbour.html", page, 202, Content_Type="text/html")["job"])
    assert k["state"] == "done" and d.get(f"/api/reports/{k['report']}")["report"]["name"] == "harbour.html"
    assert d.ask("GET", f"/api/reports/{k['report']}/bytes")[2] == page
    record = json.loads(d.ask("GET", f"/api/reports/{k['report']}")[2])["record"]
    assert d.job(d.post("/api/reports", record, 202)["job"])["state"] == "done"
    assert d.job(d.post("/api/reports", b"\0\0\0", 202)["job"])["error"]["code"]
    assert [x["job"] for x in d.get("/api/jobs")["items"]] == [1, 2, 3, 4, 5] and error_of(d.get("/api/jobs/77", 404))
    for body, headers, want in [({}, {}, 400), ({"text": " "}, {}, 400), ({"uri": "file:///etc/passwd"}, {}, 400), ({"text": 3}, {}, 400), ([], {}, 400),
                                (b"", {"Content_Type": "text/plain"}, 400), (b"{", {"Content_Type": "application/json"}, 400),
                                (b"a=b", {"Content_Type": "application/x-www-form-urlencoded"}, 415), (b"x", {"Content_Encoding": "gzip"}, 415)]:
        assert error_of(d.post("/api/reports", body, want, **headers)), body
    changes = d.get(f"/api/changes?after={before}&limit=500")["items"]
    assert {c["story"] for c in changes} >= {j["story"], k["story"]} and all(c["change"] > before for c in changes)
    events.until(lambda got: {c["change"] for k, c in got if k == "change"} >= {c["change"] for c in changes})
    told = [x["state"] for kind, x in events.got if kind == "job" and x["job"] == j["job"]]
    assert told == ["reading", "done"], (told, events.text)
    # from where it was: Last-Event-ID
    late = Events(d, before)
    late.until(lambda got: len(got) >= len(changes))
    assert [c for kind, c in late.got if kind == "change"][:len(changes)] == changes
    for e in (events, late):
        e.close()
    feed = ElementTree.fromstring(d.ask("GET", "/feed.atom")[2])
    atom = "{http://www.w3.org/2005/Atom}"
    assert len(feed.findall(atom + "entry")) == len(d.get("/api/changes?limit=500")["items"]) and feed.find(atom + "updated").text
    return j


class Events:
    def __init__(self, d, last=None):
        self.s = socket.create_connection((d.address, d.port), timeout=20)
        head = f"GET /api/events HTTP/1.1\r\nHost: 127.0.0.1:{d.port}\r\n" + (f"Last-Event-ID: {last}\r\n" if last else "") + "\r\n"
        self.s.sendall(head.encode())
        self.text, self.got = "", []
        while "retry:" not in self.text:
            self.text += self.s.recv(4096).decode()
        assert "text/event-stream" in self.text and "200" in self.text[:20]

    def until(self, enough):
        while not enough(self.got):
            part = self.s.recv(65536)
            assert part, "the stream ended"
            self.text += part.decode()
            text = "".join(line for line in self.text.split("\r\n") if not all(c in "0123456789ABCDEFabcdef" for c in line) or not line)
            self.got = []
            for block in text.split("\n\n"):
                lines = [line.split(": ", 1) for line in block.split("\n") if ": " in line]
                fields = {k: v for k, v in lines}
                if "event" in fields and "data" in fields:
                    try:
                        self.got.append((fields["event"], json.loads(fields["data"])))
                    except ValueError:
                        pass

    def close(self):
        self.s.close()


def revising(d, site):
    """A page that says another number later: two revisions, and what changed."""
    at = f"http://127.0.0.1:{site.server_port}/a.html"
    first = d.job(d.post("/api/reports", {"uri": at}, 202)["job"])["report"]
    before = Site.report
    Site.report = before.replace(b"killed one man", b"killed three men").replace(b"kills one", b"kills three")
    second = d.job(d.post("/api/reports", {"uri": at}, 202)["job"])["report"]
    Site.report = before
    for number in (first, second):
        rows = d.get(f"/api/reports/{number}/revisions")["items"]
        assert [r["report"] for r in rows] == [first, second] and [r["revision"] for r in rows] == [1, 2] and rows[0]["changes"] == [], rows
        assert any(c["slot"] == "killed" and c["was"] == "1" and c["is"] == "3" for c in rows[1]["changes"]), rows
    # in pages; a page's rows are those of the whole list
    for k in range(4, 9):
        Site.report = before.replace(b"killed one man", b"killed %d men" % k).replace(b"kills one", b"kills %d" % k)
        d.job(d.post("/api/reports", {"uri": at}, 202)["job"])
    Site.report = before
    whole = d.get(f"/api/reports/{second}/revisions")
    assert whole["total"] == 7 and whole["next"] is None and [r["revision"] for r in whole["items"]] == list(range(1, 8)) and all(r["changes"] for r in whole["items"][1:])
    found, offset = [], 0
    while offset is not None:
        a = d.get(f"/api/reports/{second}/revisions?limit=3&offset={offset}")
        assert a["total"] == 7 and len(a["items"]) == (3 if offset < 6 else 1)
        found, offset = found + a["items"], a["next"]
    assert found == whole["items"] and d.get(f"/api/reports/{second}/revisions?offset=99")["items"] == []
    for bad in ("limit=0", "limit=501", "offset=-1", "offset=x"):
        d.get(f"/api/reports/{second}/revisions?{bad}", 400)


def deciding(d, halden, y, j):
    first, second = y["reports"][0]["report"], y["reports"][1]["report"]
    new = d.post(f"/api/stories/{halden}/split", {"reports": [second], "who": "Ann"})["story"]
    assert new != halden and second not in [r["report"] for r in d.get(f"/api/stories/{halden}")["reports"]]
    assert d.post(f"/api/stories/{halden}/merge", {"with": new, "who": "Ann"})["story"] == halden
    status, headers, body = d.ask("GET", f"/api/stories/{new}")
    assert status == 308 and headers["location"] == f"/api/stories/{halden}" and error_of(json.loads(body)) == "MERGED"
    assert second in [r["report"] for r in d.get(f"/api/stories/{halden}")["reports"]]
    log = d.get("/api/corrections")["items"]
    assert {"together", "apart"} <= {c["kind"] for c in log} and all(c["who"] == "Ann" for c in log)
    record = d.get(f"/api/reports/{first}")["record"]
    claim = next(c for c in record["claims"] if c["chain"])
    etag = d.ask("GET", f"/api/stories/{halden}")[1]["etag"]
    made = d.post("/api/corrections", {"kind": "misread", "report": first, "span": claim["span"], "text": claim["slot"], "who": "Bo"})["id"]
    row = next(c for c in d.get(f"/api/corrections?story={halden}")["items"] if c["id"] == made)
    assert row["kind"] == "misread" and row["span"] == claim["span"] and row["report"] == first and not row["undone"] and row["words"]
    d.post(f"/api/corrections/{made}/undo", {"who": "Bo"})
    assert next(c for c in d.get("/api/corrections")["items"] if c["id"] == made)["undone"]
    d.get("/api/corrections?story=x", 400)
    for path, body, want in [(f"/api/stories/{halden}/merge", {"with": halden}, 409), (f"/api/stories/{halden}/merge", {"with": 9999}, 409),
                             ("/api/stories/9999/merge", {"with": halden}, 404), (f"/api/stories/{halden}/merge", {}, 400),
                             (f"/api/stories/{halden}/split", {"reports": [j["report"]]}, 409), (f"/api/stories/{halden}/split", {"reports": []}, 400),
                             (f"/api/stories/{halden}/split", {"reports": [-1]}, 400), ("/api/corrections", {"kind": "nonsense", "report": first}, 400),
                             ("/api/corrections", {"kind": "misread", "report": first, "span": [9, 3]}, 400),
                             ("/api/corrections", {"kind": "misread", "report": 9999, "span": [0, 3]}, 409), ("/api/corrections/9999/undo", {}, 404)]:
        assert error_of(d.post(path, body, want)), (path, body)
    return etag


class Site(http.server.BaseHTTPRequestHandler):
    """A feed with one report."""
    report = b"<html><head><title>Blast in Kelso</title></head><body><article><h1>Blast in Kelso kills one</h1><p>A blast in Kelso killed one man on Monday, police said.</p></article></body></html>"

    def do_GET(self):
        here = f"http://127.0.0.1:{self.server.server_port}"
        body = {"/feed": f"<rss version='2.0'><channel><title>Kelso News</title><link>{here}</link><item><title>Blast</title><link>{here}/a.html</link></item></channel></rss>".encode(),
                "/a.html": self.report}.get(self.path)
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "application/rss+xml" if self.path == "/feed" else "text/html")
        self.send_header("Content-Length", str(len(body or b"")))
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, *words):
        pass


def feeds(d, site):
    uri = f"http://127.0.0.1:{site.server_port}/feed"
    n = d.post("/api/feeds", {"uri": uri})["feed"]
    assert d.post("/api/feeds", {"uri": uri})["feed"] == n and len(d.get("/api/feeds")["items"]) == 1
    until = time.monotonic() + 30
    while time.monotonic() < until:
        f = d.get("/api/feeds")["items"][0]
        found = [r for r in d.get("/api/reports?words=Kelso")["items"]]
        if f["title"] and found:
            break
        time.sleep(0.2)
    assert f["title"] == "Kelso News" and f["last"] and f["next"] > f["last"] and f["failures"] == 0 and found[0]["uri"].endswith("/a.html"), f
    for bad in ({"uri": "ftp://x/"}, {"uri": "nonsense"}, {}):
        d.post("/api/feeds", bad, 400)
    return n


def page(d):
    home = d.ask("GET", "/")
    for path in ("/stories", "/stories/1", "/reports/2", "/sources/A%2FB", "/add", "/corrections", "/stories/"):
        status, headers, body = d.ask("GET", path)
        assert status == 200 and body == home[2] and headers["content-type"].startswith("text/html"), path
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy and "script-src 'self'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff" and headers["referrer-policy"] == "no-referrer" and "access-control-allow-origin" not in headers
    assert d.ask("GET", "/", If_None_Match=home[1]["etag"])[0] == 304
    assert error_of(d.get("/nothing", 404))
    api = d.get("/openapi.json")
    assert api["openapi"].startswith("3.") and "/api/stories/{id}" in api["paths"]


def main():
    site = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=site.serve_forever, daemon=True).start()
    with Desk(PROGRAM, "--allow-private") as d:
        halden = lists(d)
        y = story(d, halden)
        report(d, y)
        sources(d, y)
        j = adding(d)
        deciding(d, halden, y, j)
        revising(d, site)
        totals(d)
        n = feeds(d, site)
        page(d)
        at = f"http://127.0.0.1:{site.server_port}/a.html"
        assert d.job(d.post("/api/reports", {"uri": at}, 202)["job"])["state"] == "done"
        # stopped and started again: the feed is there, and what waited is read
        many = [d.post("/api/reports", {"text": f"Police said {k} people were hurt in a crash near Molde on Friday. " * 40}, 202)["job"] for k in range(2, 14)]
        d.stop(signal.SIGINT)
        d.start("--allow-private")
        until = time.monotonic() + 60
        while len(d.get("/api/reports?words=Molde")["items"]) < len(many) and time.monotonic() < until:
            time.sleep(0.2)
        assert len(d.get("/api/reports?words=Molde")["items"]) == len(many)
        assert d.get("/api/feeds")["items"][0]["title"] == "Kelso News"
        assert d.ask("DELETE", f"/api/feeds/{n}")[0] == 204 and not d.get("/api/feeds")["items"]
        assert error_of(json.loads(d.ask("DELETE", f"/api/feeds/{n}")[2])) == "MISSING"
    with Desk(PROGRAM, add=False) as d:  # an empty database; private addresses are refused
        assert d.get("/api/stories") == {"items": [], "total": 0, "next": None}
        for uri in (f"http://127.0.0.1:{site.server_port}/a.html", f"http://localhost:{site.server_port}/a.html", "http://[::1]/", "http://169.254.169.254/",
                    "http://10.0.0.1/", "http://0.0.0.0/"):
            j = d.job(d.post("/api/reports", {"uri": uri}, 202)["job"])
            assert j["state"] == "failed" and j["error"]["code"] == "FETCH" and j["error"]["message"], j
    site.shutdown()


main()
print("serve: all calls answer as they should")
