"""sayso watch from outside, against a server of its own on the loopback address: robots.txt, pace, 304, moves, 429, restarts,
Ctrl-C.

    watch_test.py SAYSO        prints "N passed, N failed"
"""
import http.server
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time

SAYSO = os.path.abspath(sys.argv[1])
passed = failed = 0


def check(name, ok, why=""):
    global passed, failed
    passed, failed = passed + bool(ok), failed + (not ok)
    if not ok:
        print(f"FAILED: {name}: {why}")


class Server(http.server.ThreadingHTTPServer):
    """Answers from a table: path -> (status, headers, body); remembers what was asked, and when."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.pages, self.asked = {}, []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def at(self, path):
        return f"http://127.0.0.1:{self.server_port}{path}"

    def took(self):
        asked, self.asked = self.asked, []
        return asked


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        began = time.time()
        status, headers, body = self.server.pages.get(self.path, (404, {}, b"no"))
        if "ETag" in headers and self.headers.get("If-None-Match") == headers["ETag"]:
            status, body = 304, b""
        self.server.asked.append((self.path, status, began, dict(self.headers)))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            pass  # it was stopped

    def log_message(self, *args):
        pass


def feed(names, title="The Quay"):
    items = "".join(f"<item><title>Title of {n}</title><link>{n}</link><guid isPermaLink='false'>g{n}</guid></item>" for n in names)
    return f"<rss version='2.0'><channel><title>{title}</title>{items}</channel></rss>".encode()


def page(name):
    return 200, {"Content-Type": "text/html"}, f"<p>The report {name}.</p>".encode()


def watch(*args):
    r = subprocess.run([SAYSO, "watch", "--no-db", *args], capture_output=True, text=True, timeout=60)
    return r.returncode, r.stdout.splitlines(), r.stderr


def paths(asked):
    return [a[0] for a in asked]


def main():
    os.chdir(tempfile.mkdtemp())
    s = Server()
    s.pages = {
        "/robots.txt": (200, {}, b"User-agent: *\nDisallow: /\n\nUser-agent: sayso\nDisallow: /private/\n"),
        "/old.xml": (301, {"Location": "/feed.xml"}, b""),
        "/feed.xml": (200, {"ETag": '"one"'}, feed(["/a.html", "/b.html", "/private/c.html", "/gone.html", "/led", "/busy.html"])),
        "/a.html": page("a"), "/b.html": page("b"), "/private/c.html": page("c"), "/d.html": page("d"), "/e.html": page("e"),
        "/led": (302, {"Location": "/e.html"}, b""),
        "/busy.html": (429, {"Retry-After": "2"}, b"slow down"),
    }
    common = ["--allow-private", "--gap", "0.2", "--interval", "1", "--state", "state.json"]

    # the first run
    code, out, err = watch("--once", *common, s.at("/old.xml"))
    asked = s.took()
    check("reports come, a line each", [line.split("\t")[0] for line in out] == [s.at("/a.html"), s.at("/b.html"), s.at("/e.html")], out)
    check("with bytes and title", out and out[0].split("\t")[1:] == [str(len(s.pages["/a.html"][2])), "Title of /a.html"], out)
    check("some did not come", code == 1, (code, err))
    check("robots.txt first, once", paths(asked)[0] == "/robots.txt" and paths(asked).count("/robots.txt") == 1, paths(asked))
    check("what it forbids is not asked for", "/private/c.html" not in paths(asked) and "c.html: refused by robots.txt" in err, err)
    check("each page once", len(set(paths(asked))) == len(asked), paths(asked))
    gaps = [b[2] - a[2] for a, b in zip(asked, asked[1:])]
    check("the host's pace is kept", gaps and min(gaps) >= 0.2, gaps)
    check("a name is given", all(a[3].get("User-Agent", "").startswith("sayso/") for a in asked))
    check("429 is told", "busy.html: again later: status 429" in err, err)
    check("404 is dropped", "gone.html: not asked for again: status 404" in err, err)
    check("the move is told", "old.xml: moved for good" in err, err)
    state = json.load(open("state.json"))
    check("the state is JSON", state["sayso_watch"] == 1 and len(state["items"]) == 1, state)

    # while the host rests and nothing is due
    code, out, err = watch("--once", *common, s.at("/old.xml"))
    check("a host that is busy is left alone", code == 0 and not s.took() and not out, (code, out, err))

    # again, unchanged
    time.sleep(2.3)
    code, out, err = watch("--once", *common, s.at("/old.xml"))
    asked = s.took()
    check("nothing that was had is fetched again", paths(asked) == ["/feed.xml"] and asked[0][1] == 304 and not out, asked)
    check("unchanged is told", "unchanged" in err and code == 0, err)

    # one more item
    s.pages["/feed.xml"] = (200, {"ETag": '"two"'}, feed(["/d.html", "/a.html", "/b.html", "/led"]))
    time.sleep(1.3)
    code, out, err = watch("--once", "--quiet", *common, s.at("/old.xml"))
    check("only what is new", paths(s.took()) == ["/feed.xml", "/d.html"] and len(out) == 1 and code == 0, (out, code))
    check("quiet", err == "", err)

    # Ctrl-C while it waits; what came is kept
    os.remove("state.json")
    del s.pages["/led"]
    p = subprocess.Popen([SAYSO, "watch", "--no-db", *common, "--interval", "1h", s.at("/feed.xml")], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    lines = [p.stdout.readline() for _ in range(3)]
    time.sleep(0.6)
    p.send_signal(signal.SIGINT)
    began = time.time()
    code = p.wait(timeout=10)
    check("Ctrl-C ends it soon and well", code == 0 and time.time() - began < 2 and all(lines), (code, p.stderr.read(), lines))
    s.took()
    code, out, err = watch("--once", *common, "--interval", "1h", s.at("/feed.xml"))
    check("a restart goes on from there", not out and not s.took(), (out, err))

    # Ctrl-C while a page is slow to come
    gate = threading.Event()

    original = Handler.do_GET

    def slow(self):
        if self.path == "/a.html":
            gate.wait(20)
        original(self)
    Handler.do_GET = slow
    p = subprocess.Popen([SAYSO, "watch", "--no-db", "--allow-private", "--gap", "0.1", "--state", "slow.json", s.at("/feed.xml")], stdout=subprocess.PIPE,
                         stderr=subprocess.PIPE, text=True)
    p.stdout.readline()
    time.sleep(0.5)
    began = time.time()
    p.send_signal(signal.SIGTERM)
    code = p.wait(timeout=15)
    took = time.time() - began
    gate.set()
    Handler.do_GET = original
    state = json.load(open("slow.json"))
    check("a slow page does not hold it", code == 0 and took < 3, (code, took))
    check("what was out is asked for another time", s.at("/a.html") in [i["uri"] for i in state["items"]], state["items"])

    # refusals
    s.pages["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /feed\n")
    code, out, err = watch("--once", "--allow-private", "--gap", "0.1", s.at("/feed.xml"))
    check("a feed that robots.txt forbids", code == 1 and "feed.xml: refused by robots.txt" in err and not out, err)
    s.pages["/robots.txt"] = (503, {}, b"")
    s.took()
    code, out, err = watch("--once", "--allow-private", "--gap", "0.1", s.at("/feed.xml"))
    check("robots.txt that fails forbids all", code == 1 and paths(s.took()) == ["/robots.txt"] and not out, err)
    s.pages["/robots.txt"] = (404, {}, b"")
    s.pages["/page.html"] = (200, {"Content-Type": "text/html"}, b"<!doctype html><html><body>no feed</body></html>")
    code, out, err = watch("--once", "--allow-private", "--gap", "0.1", s.at("/page.html"))
    check("what is no feed", code == 1 and "again later: not a feed" in err, err)
    code, out, err = watch("--once", "--gap", "0.1", s.at("/feed.xml"))
    check("a private address", code == 1 and "private" in err, err)
    for args, want in ([], "no feed"), (["nonsense"], "not an http or https address"), (["--interval", "soon", "http://a.example/"], "--interval wants TIME"):
        code, out, err = watch(*args)
        check(f"wrong use {args}", code == 2 and want in err, (code, err))
    for bad in "{", '{"sayso_watch": 2}', '{"sayso_watch": 1, "feeds": [{"uri": 3}]}':
        open("bad.json", "w").write(bad)
        code, out, err = watch("--once", "--state", "bad.json", s.at("/feed.xml"))
        check(f"a state that is none {bad}", code == 2 and "bad.json: watch" in err and open("bad.json").read() == bad, (code, err))
    code, out, err = watch("--once", "--allow-private", "--state", "/nowhere/state.json", "--gap", "0.1", s.at("/feed.xml"))
    check("a state that cannot be written", code == 4, (code, err))
    print(f"{passed} passed, {failed} failed")
    return failed != 0


sys.exit(main())
