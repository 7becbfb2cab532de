#!/usr/bin/env python3
"""A desk that others can reach asks for its token: every call of its description without it, with wrong ones, with it in an address, with it
in a header. It stands in no answer, nothing printed, not in the database, and in no address that the page makes: token_test.py PROGRAM"""
import glob
import json
import os
import pathlib
import re
import signal
import socket
import sys
import tempfile

from desk import ROOT, Desk, error_of

PROGRAM = sys.argv[1]
TOKEN = "correct-horse-battery-staple-91"


def own_address():
    """An address of this machine that is not loopback; None where it has none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
        try:
            s.connect(("192.0.2.1", 9))
            name = s.getsockname()[0]
        except OSError:
            return None
    return None if name.startswith("127.") or name == "0.0.0.0" else name


def calls(d):
    """(method, path) of all that is described, with numbers in place; what needs no token apart."""
    api = json.loads(d.ask("GET", "/openapi.json")[2])
    for path, methods in api["paths"].items():
        at = re.sub(r"\{name\}", "police", re.sub(r"\{id\}", "1", path))
        for method in methods:
            if method in ("get", "post", "delete") and path not in ("/openapi.json", "/api/session"):
                yield method.upper(), at


def wrong_tokens():
    yield from ("", "x", TOKEN[:-1], TOKEN + "x", TOKEN[1:], "x" + TOKEN[1:], TOKEN[:-1] + "x", TOKEN.upper(), TOKEN + " " + TOKEN)


def refused(d, answers):
    for method, path in calls(d):
        body = {"text": "A man was hurt in Oslo, police said."} if method == "POST" else None
        for at in (path, f"{path}?token={TOKEN}", f"{path}?access_token={TOKEN}"):
            status, headers, answer = d.ask(method, at, body)
            assert status == 401 and headers["www-authenticate"] == "Bearer" and error_of(json.loads(answer)) == "TOKEN", (method, at, status)
            assert "set-cookie" not in headers
            answers.append(repr(headers) + repr(answer))
    # in the body of another call, as another scheme, as a cookie: nothing of it counts
    for headers in ({"Authorization": TOKEN}, {"Authorization": f"Basic {TOKEN}"}, {"Authorization": f"Token {TOKEN}"}, {"Cookie": f"token={TOKEN}"},
                    {"Cookie": f"sayso_session={TOKEN}"}, {"X-Token": TOKEN}, {"Referer": f"http://a/?{TOKEN}"}):
        assert d.ask("GET", "/api/stories", **headers)[0] == 401, headers
    assert d.ask("POST", f"/api/session?token={TOKEN}", {})[0] == 400
    for i, wrong in enumerate(wrong_tokens()):
        status = d.ask("GET", "/api/stories", Authorization=f"Bearer {wrong}")[0]
        assert status == 401 or status == 429 and i > 4, (wrong, status)


def taken(d, answers):
    with_it = {"Authorization": f"Bearer {TOKEN}"}
    for method, path in calls(d):
        if path == "/api/events":
            continue  # it has no end
        body = {"text": "A man was hurt in Oslo, police said."} if method == "POST" else None
        status, headers, answer = d.ask(method, path, body, **with_it)
        assert status not in (401, 403, 429, 500), (method, path, status, answer[:200])
        answers.append(repr(headers) + repr(answer))
    assert d.ask("GET", "/api/stories", **with_it)[0] == 200
    status, headers, answer = d.ask("POST", "/api/session", {"token": TOKEN})
    answers.append(repr(headers) + repr(answer))
    assert status == 200 and d.ask("GET", "/api/stories", Cookie=headers["set-cookie"].split(";")[0])[0] == 200
    assert "HttpOnly" in headers["set-cookie"] and "SameSite=Strict" in headers["set-cookie"]


def nowhere(d, answers):
    for path in ("/", "/stories", "/openapi.json"):
        answers.append(repr(d.ask("GET", path)))
    assert not any(TOKEN in a for a in answers), "the token came back in an answer"
    d.process.send_signal(signal.SIGTERM)
    printed = d.process.stdout.read() + open(d.errors.name).read()
    assert d.process.wait(30) == 0 and TOKEN not in printed and not printed, printed
    for file in glob.glob(d.db + "*"):
        assert TOKEN.encode() not in pathlib.Path(file).read_bytes(), file
    d.start("--token", d.token, *d.address_options)


def in_no_address():
    """The page sends it in a header or a body: no source of it puts a token into an address."""
    for path in sorted((ROOT / "desk/src").rglob("*.ts*")):
        for n, line in enumerate(path.read_text().splitlines(), 1):
            assert not re.search(r"[?&](access_)?token=|searchParams\.(set|append)\(.{0,3}token", line, re.I), f"{path}:{n}: {line}"


def compared_in_constant_time():
    """What compares tokens goes over all of them, whatever it finds: its body has no way out of the loop."""
    source = (ROOT / "src/serve/serve_guard.c").read_text()
    body = re.search(r"\nbool guard_same\(.*?\n}\n", source, re.S).group(0)
    loop = body[body.index("for ("):]
    assert "|=" in loop and not re.search(r"\b(break|goto|strn?cmp|memcmp)\b", body) and loop.count("return") == 1, body
    uses = [p for p in sorted((ROOT / "src/serve").glob("*.c")) if re.search(r"(strn?cmp|memcmp)\([^;]*token", p.read_text())]
    assert not uses, uses


def main():
    in_no_address()
    compared_in_constant_time()
    with tempfile.NamedTemporaryFile("w", suffix=".token") as f:
        f.write(TOKEN + "\n")
        f.flush()
        here = own_address()
        # at all addresses, asked for at this machine's own where it has one; rates are not what is tested
        options = ("--address", "0.0.0.0", "--rate", "100000")
        d = Desk(PROGRAM, "--token", f.name, *options)
        with d:
            d.token, d.address_options = f.name, options
            d.address = here or "127.0.0.1"
            answers = []
            taken(d, answers)
            refused(d, answers)
            nowhere(d, answers)
        print(f"serve: {len(answers)} answers at {here or 'loopback (this machine has no other address)'}: the token is asked for, and told nowhere")


main()
