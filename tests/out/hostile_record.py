#!/usr/bin/env python3
"""Records that repeat their words without end are printed in proportion, in every format, with a mark where words are left out.

    hostile_record.py RECORD_PRINT SAYSO
"""
import hashlib
import json
import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import time

PRINT, SAYSO = map(os.path.abspath, sys.argv[1:3])
FORMATS = ("text", "json", "jsonl", "html", "plover", "csv", "webannotation", "brat", "geojson")
MARK = b"[left out]"


def record(words, n, name, nested=True, crossing=False):
    """n of everything over a text of so many words, the source's name so many letters long."""
    sentence = "Police said that a man was shot in Karlov. "
    text = (sentence * (words // 9 + 1)).strip()
    end = len(text)
    long = "Chief " + "Q" * name
    span = (lambda i: [i, end - n + i]) if crossing else (lambda i: [0, end])
    ids = ["s0"] * 4
    return {
        "sayso": "0.1", "id": "sha256:" + hashlib.sha256(text.encode()).hexdigest(),
        "input": {"name": "a.txt", "uri": None, "media_type": "text/plain", "encoding": "UTF-8", "bytes": end, "sha256": "0" * 64},
        "publication": {"title": "A", "outlet": None, "bylines": [], "published": "2025-03-04", "modified": None, "language": "en", "canonical_uri": None, "dateline": None},
        "text": text, "blocks": [{"kind": "paragraph", "span": [0, end], "source": [0, end]}], "media": [], "sentences": [[0, end]],
        "entities": [{"id": "e0", "kind": "person", "name": long, "aliases": [], "titles": [], "named": True, "mentions": [[0, 6]]}],
        "sources": [{"id": "s0", "entity": "e0", "name": long, "kind": "official", "named": True, "mentions": [[0, 6]]}],
        "attributions": [{"id": f"a{i}", "source": [[0, 6]], "cue": [[7, 11]], "content": [span(i)], "source_id": "s0", "within": f"a{i - 1}" if nested and i else None,
                          "form": "indirect", "attitude": "states"} for i in range(n)],
        "quotes": [{"id": f"q{i}", "span": span(i), "speaker": "e0", "attribution": f"a{i}", "chain": ids} for i in range(n)],
        "times": [], "places": [{"id": f"p{i}", "span": [36, 42], "entity": "e0", "name": "Karlov", "geonames": None, "lat": 50.0, "lon": 10.0, "country": "XX", "path": [],
                                 "precision": "city", "role": "event"} for i in range(n)],
        "amounts": [],
        "events": [{"id": f"v{i}", "trigger": [27, 31], "type": "ASSAULT", "mode": None, "code": "190", "kind": "shooting",
                    "participants": [{"role": "patient", "entity": "e0", "span": [0, end]}], "time": None, "place": f"p{i}", "amounts": [], "status": "happened",
                    "certainty": {"level": "certain", "markers": []}, "attributions": [f"a{i}"], "same_as": []} for i in range(n)],
        "claims": [{"id": f"c{i}", "slot": "victim", "value": "e0", "about": f"v{i}", "span": span(i), "chain": ids, "hedges": [[0, end]], "attribution": f"a{i}"} for i in range(n)],
        "incident": {"kind": "shooting", "events": ["v0"], "time": [], "place": [{"value": "p0", "claims": []}], "victims": [{"entity": "e0", "claims": [f"c{i}" for i in range(n)]}],
                     "perpetrators": [], "targets": [], "weapons": [], "killed": [], "injured": []}}


def bounded():
    """3 GB of address space; the address sanitizer maps more than any machine has, and has its own limit on what is allotted."""
    if b"__asan_init" not in pathlib.Path(PRINT).read_bytes():
        resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))


def printed(path, form, story=False):
    """(bytes printed, whether the mark is there, seconds); the output is read as it comes and not kept."""
    began, size, marked, before = time.monotonic(), 0, False, b""
    p = subprocess.Popen([SAYSO, "story", "--model", "none", "--format", form, path] if story else [PRINT, form, path], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                         preexec_fn=bounded)
    while part := p.stdout.read(1 << 20):
        size += len(part)
        marked = marked or MARK in before + part
        before = part[-20:]
    assert p.wait() == 0, (form, p.returncode, p.stderr.read()[-300:])
    return size, marked, time.monotonic() - began


def main():
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "r.jsonl"
        for what, r in (("nested and whole", record(40000, 3000, 20)), ("crossing", record(9000, 3500, 20, False, True)), ("a great name", record(90, 3000, 200000)),
                        ("nested without end", record(9, 20000, 5))):
            path.write_text(json.dumps(r) + "\n")
            given, line = path.stat().st_size, []
            for form in FORMATS:
                size, marked, seconds = printed(path, form)
                most = (2 if form == "jsonl" else 4) * given if form.startswith("json") else (8 << 20) + 48 * given
                assert size <= most, f"{what}: {form}: {size} bytes of {given}"
                assert not (marked and form.startswith("json")), "the record itself is whole"
                line.append(f"{form} {size / given:.1f}" + ("*" if marked else "") + (f" in {seconds:.0f} s" if seconds > 2 else ""))
            if "without end" not in what:
                for form in ("text", "json", "csv", "plover", "geojson", "claimreview"):
                    size, marked, seconds = printed(path, form, True)
                    assert size <= (48 << 20) + 8 * given, f"{what}: a story, {form}: {size} bytes of {given}"
                    line.append(f"story {form} {size / given:.1f}" + ("*" if marked else ""))
            print(f"  {what}, {given / 1e6:.1f} MB: " + ", ".join(line) + " times as long (*: words left out)")
            assert "without end" in what or "*" in line[0] + line[3], "that words are left out is told"


main()
print("hostile records: printed in proportion")
