"""For tests of the desk's server: the real program on a database of its own, and plain HTTP to it."""
import glob
import http.client
import json
import os
import pathlib
import signal
import socket
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def reports():
    """One incident of five reports, and those of two more: few, so that the sanitizers' slow program is done in time."""
    return sorted(glob.glob(str(ROOT / "examples/terminal/*.html"))) + sorted(
        p for f in ("hospital-source", "wire-copy") for p in glob.glob(str(ROOT / "tests/stories" / f / "*")) if p.endswith((".txt", ".html")))


class Desk:
    def __init__(self, program, *options, db=None, add=True):
        self.folder = tempfile.TemporaryDirectory()
        self.db = db or os.path.join(self.folder.name, "desk.db")
        self.program = program
        if add:
            subprocess.run([program, "add", "--quiet", "--db", self.db, *reports()], check=True)
        self.start(*options)

    def start(self, *options):
        self.errors = open(os.path.join(self.folder.name, "errors"), "w+")
        self.process = subprocess.Popen([self.program, "serve", "--db", self.db, "--port", "0", *options], stdout=subprocess.PIPE,
                                        stderr=self.errors, text=True)
        line = self.process.stdout.readline()
        assert line.startswith("http://"), "it did not start: " + line + open(self.errors.name).read()
        host, port = line[len("http://"):].strip().strip("/").rsplit(":", 1)
        self.address, self.port = host.strip("[]"), int(port)

    def stop(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        code = self.process.wait(60)
        said = open(self.errors.name).read()
        assert code == 0 and not said, f"exit {code}: {said[-4000:]}"

    def __enter__(self):
        return self

    def __exit__(self, kind, *rest):
        if self.process.poll() is None and kind:
            self.process.kill()
            self.process.wait()
            print(open(self.errors.name).read()[-4000:])
        elif self.process.poll() is None:
            self.stop()
        elif not kind:
            raise AssertionError("it ended by itself: " + open(self.errors.name).read()[-4000:])
        self.folder.cleanup()

    def ask(self, method, path, body=None, timeout=60, **headers):
        """(status, headers, bytes). Header names with _ for -."""
        c = http.client.HTTPConnection(self.address, self.port, timeout=timeout)
        names = {k.replace("_", "-"): v for k, v in headers.items()}
        if isinstance(body, (dict, list)):
            body = json.dumps(body)
            names.setdefault("Content-Type", "application/json")
        try:
            c.request(method, path, body, names)
            r = c.getresponse()
            return r.status, {k.lower(): v for k, v in r.getheaders()}, r.read()
        finally:
            c.close()

    def get(self, path, want=200, **headers):
        status, _, body = self.ask("GET", path, **headers)
        assert status == want, f"GET {path}: {status} instead of {want}: {body[:300]!r}"
        return json.loads(body) if body else None

    def post(self, path, body, want=200, **headers):
        status, _, answer = self.ask("POST", path, body, **headers)
        assert status == want, f"POST {path}: {status} instead of {want}: {answer[:300]!r}"
        return json.loads(answer) if answer else None

    def raw(self, data, timeout=10):
        """Bytes as they are, until the server closes or says nothing more: what came, or None where it is cut off without a word."""
        with socket.create_connection((self.address, self.port), timeout=timeout) as s:
            try:
                s.sendall(data)
            except OSError:
                pass
            out = b""
            try:
                while part := s.recv(65536):
                    out += part
            except OSError:
                pass
            return out

    def job(self, number, seconds=60):
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            j = self.get(f"/api/jobs/{number}")
            if j["state"] in ("done", "failed"):
                return j
            time.sleep(0.05)
        raise AssertionError(f"job {number} is still {j}")


def error_of(answer):
    return answer["error"]["code"]
