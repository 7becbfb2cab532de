"""sayso watch with a database, against a server of its own: reports are added, changes of stories told, the state kept in the
database, what the feed says taken where the page says nothing, a feed of changes written.

    watch_db_test.py SAYSO MODEL        prints "N passed, N failed"
"""
import http.server
import os
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import xml.etree.ElementTree as ET

SAYSO, MODEL = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
ATOM = "{http://www.w3.org/2005/Atom}"
passed = failed = 0


def check(name, ok, why=""):
    global passed, failed
    passed, failed = passed + bool(ok), failed + (not ok)
    if not ok:
        print(f"FAILED: {name}: {why}")


PAGES, ASKED = {}, []


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        ASKED.append(self.path)
        body = PAGES.get(self.path)
        self.send_response(200 if body is not None else 404)
        self.send_header("Content-Type", "text/html" if self.path.endswith(".html") else "application/xml")
        self.end_headers()
        self.wfile.write(body or b"no")

    def log_message(self, *args):
        pass


def page(first, title=""):
    text = "".join(f"<p>{s}</p>" for s in (first, "Ferries were held at the quay until noon, the harbour office said.", "Nobody was hurt."))
    return f"<!doctype html><html><head><title>{title}</title></head><body><article>{text}</article></body></html>".encode()


def feed(items):
    return ("<rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><title>The Quay</title>" + "".join(
        f"<item><title>{t}</title><link>{link}</link>{more}</item>" for link, t, more in items) + "</channel></rss>").encode()


def main():
    os.chdir(tempfile.mkdtemp())
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_port}"

    def watch(*args):
        r = subprocess.run([SAYSO, "watch", "--once", "--quiet", "--model", MODEL, "--threads", "1", "--allow-private", "--gap", "0.05", "--interval", "0.1", "--feed-out",
                            "changes.atom", *args, base + "/feed.xml"], capture_output=True, text=True, timeout=100)
        return r.returncode, r.stdout.splitlines(), r.stderr

    def sql(query):
        with sqlite3.connect("sayso.db") as c:
            return c.execute(query).fetchall()

    PAGES["/a.html"] = page("A crane fell into the harbour of Dunmore on Monday, police said.")
    PAGES["/b.html"] = page("A warehouse burned down in Norrhaven, the fire service said.", "Fire in Norrhaven")
    PAGES["/empty.html"] = b"<html></html>"
    items = [("/a.html", "Crane falls", "<source url='https://mp.example/'>Meridian Press</source><dc:creator>Jo Vane</dc:creator><pubDate>Mon, 03 Mar 2025 10:00:00 GMT</pubDate>"),
             ("/b.html", "Fire", ""), ("/empty.html", "Nothing", "")]
    PAGES["/feed.xml"] = feed(items)
    code, out, err = watch()
    check("what could be read is added", sql("SELECT count(*) FROM report") == [(2,)], (code, err))
    check("what could not is told", "empty.html: text, byte 0: no words" in err, err)
    check("changes are told with their stories", sum(": report: " in line for line in out) == 2 and all(line.startswith("story ") for line in out), out)
    check("source, title, time as the feed has them", sql("SELECT outlet, title, substr(published, 1, 10) FROM report WHERE uri LIKE '%/a.html'") == [("Meridian Press", "Crane falls", "2025-03-03")],
          sql("SELECT outlet, title, published FROM report"))
    record = subprocess.run([SAYSO, "export", "--format", "jsonl"], capture_output=True, text=True).stdout
    check("and in the story", "Meridian Press" in record and "Crane falls" in record, record[:300])
    check("the page's own title stays", sql("SELECT title FROM report WHERE uri LIKE '%/b.html'") == [("Fire in Norrhaven",)])
    check("by which feed", sql("SELECT DISTINCT via FROM page") == [(base + "/feed.xml",)])
    entries = ET.parse("changes.atom").getroot().findall(ATOM + "entry")
    check("a feed of changes", [(len(entries),)] == sql("SELECT count(*) FROM change") and len(out) == len(entries), len(entries))

    # again: nothing new is fetched, nothing changes
    time.sleep(1.2)
    ASKED.clear()
    before = open("changes.atom").read()
    code, out, err = watch()
    check("the state lies in the database", not out and ASKED == ["/feed.xml"], (out, ASKED, err))
    check("the feed stays", open("changes.atom").read() == before)

    # one more
    PAGES["/c.html"] = page("A third crane was checked in Dunmore, police said.", "Cranes are checked")
    PAGES["/feed.xml"] = feed([("/c.html", "Checked", "")] + items)
    time.sleep(1.2)
    code, out, err = watch()
    check("only what is new", sql("SELECT count(*) FROM report") == [(3,)] and any("Cranes are checked" in line for line in out), (out, err))

    # without a database
    code, out, err = watch("--no-db", "--db", "none.db")
    check("--no-db prints lines of reports", out and out[0].split("\t")[0] == base + "/c.html" and not os.path.exists("none.db"), (out, err))
    code, out, err = watch("--db", "/nowhere/x.db")
    check("a database that cannot be", code == 5, (code, err))
    print(f"{passed} passed, {failed} failed")
    return failed != 0


sys.exit(main())
