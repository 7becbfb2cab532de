#!/usr/bin/env python3
"""What the desk's server refuses, and that nobody who behaves badly keeps it from answering others: hostile_serve.py PROGRAM"""
import gzip
import json
import os
import socket
import sys
import threading
import time

from desk import Desk, error_of

PROGRAM = sys.argv[1]
TOKEN = "a-token-of-two-words-and-more"


def status_of(answer):
    return int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/1.") else None


def request(d, line, *headers, body=b"", host=True):
    head = [line] + ([f"Host: 127.0.0.1:{d.port}"] if host else []) + list(headers) + ["Connection: close"]
    return status_of(d.raw("\r\n".join(head).encode("latin-1") + b"\r\n\r\n" + body))


def addresses(d):
    """Traversal, escapes, lengths."""
    for path in ("/../../etc/passwd", "/..%2f..%2fetc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/assets/../../../etc/passwd", "/api/../etc/passwd", "//etc/passwd",
                 "/assets/..%5c..%5cetc", "/api/stories/1/../../..", "/.git/config", "/api/stories/%00", "/stories/%00", "/api/stories?words=%00",
                 "/api/stories/1%00", "/%", "/%e0%80%af", "/api/stories/-1", "/api/stories/1e3", "/api/stories/0x1", "/a/b/c/d/e/f/g/h/i/j/k/l/m/n"):
        assert request(d, f"GET {path} HTTP/1.1") in (400, 404), path
    for path in ("/stories/<script>", "/sources/%3Cscript%3E"):
        assert request(d, f"GET {path} HTTP/1.1") in (200, 400), path
    assert request(d, f"GET /{'a' * 9000} HTTP/1.1") == 414
    assert request(d, f"GET /api/stories?words={'a' * 20000} HTTP/1.1") in (414, 431)
    assert request(d, f"GET /{'a' * 200000} HTTP/1.1") in (414, 431, None)
    assert request(d, "GET /api/stories?" + "&".join(f"a{i}=1" for i in range(100)) + " HTTP/1.1") == 400
    assert request(d, "GET http://127.0.0.1/api/stories HTTP/1.1") in (200, 400, 404)
    assert request(d, "GET http://evil.example/api/stories HTTP/1.1") in (400, 404, 421)
    for line in ("GET", "GET /", "GARBAGE", "GET / HTTP/9.9", "\0\0\0", "GET / HTTP/1.1 HTTP/1.1"):
        assert request(d, line) not in (200, 500), line


def methods(d):
    for method in ("PUT", "PATCH", "TRACE", "CONNECT", "PROPFIND", "FROB", "GE", "GET,", "get"):
        assert request(d, f"{method} /api/stories HTTP/1.1") in (400, 405, 501), method
    assert request(d, "POST /api/stories HTTP/1.1", "Content-Length: 0") == 405
    assert request(d, "DELETE /api/stories/1 HTTP/1.1") == 405
    assert request(d, "OPTIONS /api/stories HTTP/1.1") == 204
    assert d.ask("PUT", "/api/stories")[1]["allow"] == "GET, HEAD"


def hosts(d):
    good = f"Host: localhost:{d.port}"
    assert request(d, "GET /api/stories HTTP/1.1", good, host=False) == 200
    for host in ("evil.example", f"evil.example:{d.port}", "localhost.evil.example", "127.0.0.1.evil.example", "10.0.0.1", "0.0.0.0", "[::1]", "",
                 "localhost:", "localhost:abc", "localhost@evil.example", "[127.0.0.1", "127.0.0.2"):
        assert request(d, "GET /api/stories HTTP/1.1", f"Host: {host}", host=False) in (400, 421), host
        assert request(d, "GET / HTTP/1.1", f"Host: {host}", host=False) in (400, 421), host
    assert request(d, "GET /api/stories HTTP/1.1", good, "Host: evil.example", host=False) == 400
    assert request(d, "GET /api/stories HTTP/1.1", host=False) == 400


def origins(d):
    own = f"http://127.0.0.1:{d.port}"
    body = json.dumps({"text": "Police said a man was hurt in Oslo."})
    for origin, want in [(own, 202), (own.replace("http", "https"), 202), ("null", 403), ("http://evil.example", 403), (own + "0", 403), ("http://localhost:1", 403),
                         (own + ".evil.example", 403), ("", 403)]:
        d.post("/api/reports", body.encode(), want, Content_Type="application/json", Origin=origin)
    for site, want in [("cross-site", 403), ("same-site", 403), ("same-origin", 202), ("none", 202)]:
        d.post("/api/reports", body.encode(), want, Content_Type="application/json", Sec_Fetch_Site=site)
    assert request(d, "DELETE /api/feeds/1 HTTP/1.1", "Origin: http://evil.example") == 403
    for path in ("/api/stories", "/", "/feed.atom"):
        for origin in ("http://evil.example", "null"):
            headers = d.ask("GET", path, Origin=origin)[1]
            assert not any(k.startswith("access-control") for k in headers), headers
    # JSON that a form could send is no JSON
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        assert d.ask("POST", "/api/corrections", b'{"kind": "misread", "report": 1}', Content_Type=kind)[0] == 415


def bodies(d):
    for body in (b"{", b"[", b"nul", b'{"a": 1', b'{"text": "\xff\xfe"}', b'{"text": "a", "text": "b"}', b"[" * 100000, b'{"a":' * 100000, b'"' * 5, b'{"text": "\\u0000"}',
                 b'{"text": 1e999}', b"\0", b"{}{}"):
        assert d.ask("POST", "/api/reports", body, Content_Type="application/json")[0] == 400, body[:40]
    limit = 2 << 20
    big = b"x" * (limit + 1)
    assert request(d, "POST /api/reports HTTP/1.1", f"Content-Length: {limit + 1}", "Content-Type: text/plain") == 413
    assert request(d, "POST /api/reports HTTP/1.1", "Content-Length: 99999999999999999999", "Content-Type: text/plain") in (400, 413)
    assert request(d, "POST /api/reports HTTP/1.1", "Content-Length: -1", "Content-Type: text/plain") in (400, 413)
    assert request(d, "POST /api/reports HTTP/1.1", "Content-Length: 5", "Content-Length: 6", body=b"hello") == 400
    chunked = b"%x\r\n" % len(big) + big + b"\r\n0\r\n\r\n"
    assert request(d, "POST /api/reports HTTP/1.1", "Transfer-Encoding: chunked", "Content-Type: text/plain", body=chunked) == 413
    endless = b"100000\r\n" + b"y" * 0x100000 + b"\r\n"
    assert request(d, "POST /api/reports HTTP/1.1", "Transfer-Encoding: chunked", "Content-Type: text/plain", body=endless * 12) in (413, None)
    assert request(d, "POST /api/reports HTTP/1.1", "Transfer-Encoding: chunked", body=b"zz\r\nhello\r\n0\r\n\r\n") in (400, None)
    bomb = gzip.compress(b"a" * (64 << 20), 9)
    assert d.ask("POST", "/api/reports", bomb, Content_Type="text/plain", Content_Encoding="gzip")[0] == 415
    assert d.ask("GET", "/api/stories", b"a body nobody asked for")[0] == 200
    # text is never markup
    text = "<script>alert(1)</script> Police said two men were hurt & one \"killed\" in Oslo. </script><!--"
    j = d.job(d.post("/api/reports", {"text": text}, 202)["job"])
    status, headers, body = d.ask("GET", f"/api/reports/{j['report']}/bytes")
    assert body.decode() == text and headers["content-type"] == "text/plain; charset=utf-8" and "sandbox" in headers["content-security-policy"]
    assert d.ask("GET", f"/api/reports/{j['report']}")[1]["content-type"] == "application/json"
    assert b"<script" not in d.ask("GET", "/feed.atom")[2]


def headers(d):
    assert request(d, "GET /api/stories HTTP/1.1", "X-Long: " + "a" * 8000) == 200
    assert request(d, "GET /api/stories HTTP/1.1", *[f"X-{i}: {'b' * 8000}" for i in range(40)]) in (400, 431, None)
    assert request(d, "GET /api/stories HTTP/1.1", *[f"X-{i}: b" for i in range(20000)]) in (400, 431, None)
    assert request(d, "GET /api/stories HTTP/1.1", "If-None-Match: " + '"' * 5000) == 200
    assert request(d, "GET /api/stories HTTP/1.1", "Accept-Encoding: gzip;q=" + "9" * 4000) == 200
    assert request(d, "GET /api/events HTTP/1.0", "Last-Event-ID: ../../x", "Host: evil") in (400, 421)
    assert request(d, "GET /api/stories HTTP/1.1", "Bad Header: x", " folded") in (200, 400)


def slow(d, seconds):
    """64 clients that send a byte now and then (with 8 kB of header), 64 that say nothing, 32 that stop in a body, 32 that do not read."""
    kinds = [b"GET /api/stories HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Long: " + b"a" * 8192, b"",
             b"POST /api/reports HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: text/plain\r\nContent-Length: 100000\r\n\r\nhalf", None]
    open_ones = []
    began = time.monotonic()
    for i in range(192):
        kind = kinds[0 if i < 64 else 1 if i < 128 else 2 if i < 160 else 3]
        s = socket.create_connection((d.address, d.port), timeout=5)
        if kind is None:
            s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            s.sendall(b"".join(b"GET /api/stories/1 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" for _ in range(200)))
        elif kind:
            s.sendall(kind)
        open_ones.append(s)
    worst = 0
    while time.monotonic() < began + seconds + 4:
        for s in open_ones[:64]:
            try:
                s.send(b"b")
            except OSError:
                pass
        t = time.monotonic()
        assert d.ask("GET", "/api/stories", timeout=5)[0] == 200
        worst = max(worst, time.monotonic() - t)
        time.sleep(0.25)
    assert worst < 5, f"others waited {worst:.1f} s"
    cut = 0
    for s in open_ones[:160]:
        s.settimeout(1)
        try:
            while s.recv(65536):
                pass
            cut += 1
        except TimeoutError:
            pass
        except OSError:
            cut += 1
    assert cut == 160, f"{cut} of 160 slow clients were cut off"
    for s in open_ones:
        s.close()
    print(f"  192 slow clients: others answered within {worst * 1000:.0f} ms, all cut off after {seconds} s")


def half_open(d):
    """Connections that vanish at any moment of a request or an answer."""
    whole = f"POST /api/reports?name=a HTTP/1.1\r\nHost: 127.0.0.1:{d.port}\r\nContent-Type: text/plain\r\nContent-Length: 20\r\n\r\n12345678901234567890".encode()
    for n in range(0, len(whole), 7):
        s = socket.create_connection((d.address, d.port))
        s.sendall(whole[:n])
        if n % 2:
            s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")  # reset, not closed
        s.close()
    for path in ("/api/stories/1", "/api/events", "/api/stories"):
        for _ in range(20):
            s = socket.create_connection((d.address, d.port))
            s.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{d.port}\r\n\r\n".encode())
            s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            s.close()
    # decisions whose asker is gone
    for _ in range(10):
        s = socket.create_connection((d.address, d.port))
        s.sendall(f"POST /api/stories/1/merge HTTP/1.1\r\nHost: 127.0.0.1:{d.port}\r\nContent-Type: application/json\r\nContent-Length: 12\r\n\r\n".encode() + b'{"with": 1 }')
        s.close()
    assert d.ask("GET", "/api/stories")[0] == 200


def listeners(d):
    """Pages that listen: up to a limit, and the others are told."""
    time.sleep(1)  # those of half_open are found to be gone
    open_ones = []
    refused = 0
    for _ in range(80):
        s = socket.create_connection((d.address, d.port), timeout=5)
        s.sendall(f"GET /api/events HTTP/1.1\r\nHost: 127.0.0.1:{d.port}\r\n\r\n".encode())
        first = s.recv(20)
        refused += b" 503 " in first
        open_ones.append(s)
    assert refused == 16, refused
    assert d.ask("GET", "/api/stories")[0] == 200
    for s in open_ones:
        s.close()


def reading_while_adding(d):
    """Readers on eight threads, adding on two more: no answer but 200 and 304, no story half made."""
    stop, bad, reads = threading.Event(), [], [0]

    def read(k):
        tag = ""
        while not stop.is_set():
            try:
                status, head, body = d.ask("GET", f"/api/stories/{1 + k % 2}", **({"If_None_Match": tag} if tag else {}))
                if status == 200:
                    y = json.loads(body)
                    if not all(r["report"] for r in y["reports"]):
                        bad.append("a report without its number")
                    tag = head["etag"]
                elif status != 304:
                    bad.append((status, body[:200]))
                rows = d.get("/api/stories?limit=20")
                if rows["total"] < 2:
                    bad.append(rows)
                reads[0] += 1
            except Exception as e:  # noqa: BLE001
                bad.append(repr(e))

    threads = [threading.Thread(target=read, args=(k,)) for k in range(8)]
    for t in threads:
        t.start()
    jobs = [d.post("/api/reports", {"text": f"At least {3 + k} people were killed in the shooting at the ferry terminal in Halden on 13 March 2025, police said."}, 202)["job"]
            for k in range(25)]
    for j in jobs:
        assert d.job(j)["state"] == "done"
    stop.set()
    for t in threads:
        t.join()
    assert not bad, bad[:3]
    assert reads[0] > 20
    print(f"  {reads[0]} reads on 8 threads while 25 reports were added")


def with_a_token(program):
    with open("/tmp/sayso-test-token-%d" % os.getpid(), "w") as f:
        f.write(TOKEN + "\n")
    try:
        with Desk(program, "--token", f.name, "--host", "desk.example", "--origin", "https://page.example", add=False) as d:
            for path in ("/api/stories", "/api/stories/1", "/feed.atom", "/api/events", "/api/reports/1/bytes"):
                status, headers, body = d.ask("GET", path)
                assert status == 401 and headers["www-authenticate"] == "Bearer" and error_of(json.loads(body)) == "TOKEN", path
                assert d.ask("GET", f"{path}?token={TOKEN}")[0] == 401  # never in an address
            assert d.ask("GET", "/")[0] == 200 and d.ask("GET", "/openapi.json")[0] == 200
            assert d.ask("GET", "/api/stories", Authorization=f"Bearer {TOKEN}")[0] == 200
            status, headers, body = d.ask("POST", "/api/session", {"token": TOKEN})
            cookie = headers["set-cookie"]
            assert status == 200 and "HttpOnly" in cookie and "SameSite=Strict" in cookie and TOKEN not in cookie and "Secure" not in cookie
            assert "Secure" in d.ask("POST", "/api/session", {"token": TOKEN}, Origin=f"https://127.0.0.1:{d.port}")[1]["set-cookie"]
            key = cookie.split(";")[0]
            assert d.ask("GET", "/api/stories", Cookie=key)[0] == 200
            assert d.ask("GET", "/api/stories", Cookie=key[:-1] + "0" if key[-1] != "0" else key[:-1] + "1")[0] == 401
            assert d.ask("GET", "/api/stories", Host="desk.example", Authorization=f"Bearer {TOKEN}")[0] == 200
            assert d.ask("GET", "/api/stories", Host="other.example", Authorization=f"Bearer {TOKEN}")[0] == 421
            headers = d.ask("GET", "/api/stories", Origin="https://page.example", Authorization=f"Bearer {TOKEN}")[1]
            assert headers["access-control-allow-origin"] == "https://page.example" and "access-control-allow-credentials" not in headers
            assert d.ask("OPTIONS", "/api/corrections", Origin="https://page.example")[1]["access-control-allow-methods"]
            assert "access-control-allow-origin" not in d.ask("OPTIONS", "/api/corrections", Origin="https://evil.example")[1]
            tries = [d.ask("GET", "/api/stories", Authorization=f"Bearer {TOKEN[:-1]}{i}")[0] for i in range(30)]
            assert set(tries[:5]) == {401} and tries[-1] == 429 and d.ask("GET", "/api/stories", Authorization=f"Bearer {TOKEN}")[0] == 200
        with Desk(program, "--rate", "20", add=False) as d:
            got = [d.ask("GET", "/api/jobs")[0] for _ in range(100)]
            assert got[:30] == [200] * 30 and 429 in got and set(got) == {200, 429}
    finally:
        os.unlink(f.name)


def refuses_to_start(program):
    import subprocess
    for options in (["--address", "0.0.0.0"], ["--address", "::"], ["--address", "not-an-address"], ["--token", "/nowhere"], ["--port", "65536"], ["stories.db"]):
        r = subprocess.run([program, "serve", "--db", "/tmp/sayso-none-%d.db" % os.getpid(), "--model", "none", *options], capture_output=True, text=True, timeout=20)
        assert r.returncode == 2 and r.stderr.count("\n") == 1, (options, r)


def main():
    refuses_to_start(PROGRAM)
    with_a_token(PROGRAM)
    with Desk(PROGRAM, "--max-bytes", "2m", "--slow", "3s") as d:
        for part in (addresses, methods, hosts, origins, bodies, headers, half_open, listeners):
            part(d)
            assert d.ask("GET", "/api/stories")[0] == 200, part.__name__
        slow(d, 3)
        reading_while_adding(d)


main()
print("serve: what should be refused is refused")
