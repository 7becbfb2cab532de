#!/usr/bin/env python3
"""Made-up report records as JSON Lines, for tests of the store and for its bench: incidents of a few reports each, told in plain
sentences about invented people and places. The same numbers give the same records.

    make_records.py [--seed N] [--first N] INCIDENTS [REPORTS_EACH] > records.jsonl
"""
import argparse
import datetime
import hashlib
import json
import random
import sys

ONSET = "b br c d dr f g gr h j k l m n p pr r s st t tr v w z".split()
VOWEL = "a e i o u ai ea ou".split()
CODA = ["", "", "l", "n", "r", "s", "th", "nd", "rt", "ck"]
KINDS = [("shooting", "shot", "gun"), ("stabbing", "stabbed", "knife"), ("fire", "burned", None), ("explosion", "killed", "bomb")]
OUTLETS = 40


def word(rng, syllables=2):
    return "".join(rng.choice(ONSET) + rng.choice(VOWEL) + rng.choice(CODA) for _ in range(syllables)).capitalize()


class Text:
    """A text that grows, with the places of its words."""

    def __init__(self):
        self.text, self.blocks, self.sentences = "", [], []

    def paragraph(self, *sentences):
        if self.text:
            self.text += "\n\n"
        beg = len(self.text)
        for i, s in enumerate(sentences):
            self.text += " " if i else ""
            self.sentences.append([len(self.text), len(self.text) + len(s)])
            self.text += s
        self.blocks.append({"kind": "headline" if not self.blocks else "paragraph", "span": [beg, len(self.text)], "source": [beg, len(self.text)]})

    def span(self, words, start=0):
        at = self.text.index(words, start)
        return [at, at + len(words)]


def incident(rng):
    kind, verb, weapon = rng.choice(KINDS)
    day = datetime.date(2015, 1, 1) + datetime.timedelta(days=rng.randrange(3650))
    return {"kind": kind, "verb": verb, "weapon": weapon, "day": day, "town": word(rng), "id": rng.randrange(10 ** 5, 10 ** 7),
            "lat": round(rng.uniform(-60, 70), 3), "lon": round(rng.uniform(-170, 170), 3), "street": word(rng) + " Street",
            "victim": word(rng) + " " + word(rng, 3), "chief": word(rng) + " " + word(rng), "killed": rng.randrange(1, 5),
            "hurt": rng.randrange(0, 12), "topic": [word(rng, 3).lower() for _ in range(12)]}


def record(rng, x, number):
    outlet = f"The {word(random.Random(rng.randrange(OUTLETS)))} Post"
    killed = x["killed"] + (rng.random() < 0.2)
    t = Text()
    t.paragraph(f"{killed} dead after {x['kind']} in {x['town']}")
    first = f"{x['victim']} was {x['verb']} on {x['street']} in {x['town']} on {x['day']:%A}, police chief {x['chief']} said."
    second = f"{killed} people were killed and {x['hurt']} were hurt, {x['chief']} said."
    t.paragraph(first, second)
    t.paragraph(*(f"Those who live near spoke of the {rng.choice(x['topic'])} and the {rng.choice(x['topic'])}." for _ in range(6)),
                f"This is report {number}.")
    victim, chief, town = t.span(x["victim"]), t.span(x["chief"]), t.span(x["town"], t.blocks[1]["span"][0])
    count = t.span(f"{killed} people were killed")
    content = [t.span(first)[0], t.span(first)[0] + first.index(", police")]
    second_content = [t.span(second)[0], t.span(second)[0] + second.index(", " + x["chief"])]
    published = f"{x['day'] + datetime.timedelta(days=rng.randrange(2))}T{rng.randrange(24):02}:{rng.randrange(60):02}:00Z"
    value = {"relation": "eq", "low": killed, "high": killed}
    return {
        "sayso": "0.1", "id": "sha256:" + hashlib.sha256(t.text.encode()).hexdigest(),
        "input": {"name": f"report-{number}.html", "uri": f"https://{outlet.split()[1].lower()}.example/{number}", "media_type": "text/html",
                  "encoding": "UTF-8", "bytes": len(t.text), "sha256": hashlib.sha256(str(number).encode()).hexdigest()},
        "publication": {"title": t.text.split("\n")[0], "outlet": outlet, "bylines": [], "published": published, "modified": None,
                        "language": "en", "canonical_uri": f"https://{outlet.split()[1].lower()}.example/{number}", "dateline": None},
        "text": t.text, "blocks": t.blocks, "media": [], "sentences": t.sentences,
        "entities": [{"id": "e0", "kind": "person", "name": x["victim"], "aliases": [], "titles": [], "named": True, "mentions": [victim]},
                     {"id": "e1", "kind": "person", "name": x["chief"], "aliases": [], "titles": [], "named": True, "mentions": [chief]},
                     {"id": "e2", "kind": "place", "name": x["town"], "aliases": [], "titles": [], "named": True, "mentions": [town]}],
        "sources": [{"id": "s0", "entity": "e1", "name": x["chief"], "kind": "official", "named": True, "mentions": [chief]}],
        "attributions": [{"id": f"a{i}", "source": [chief], "cue": [t.span("said", c[1])], "content": [c], "source_id": "s0",
                          "within": None, "form": "indirect", "attitude": "states"} for i, c in enumerate((content, second_content))],
        "quotes": [],
        "times": [{"id": "t0", "span": t.span(f"{x['day']:%A}"), "type": "DATE", "value": str(x["day"])}],
        "places": [{"id": "p0", "span": town, "entity": "e2", "name": x["town"], "geonames": x["id"], "lat": x["lat"], "lon": x["lon"],
                    "country": "XX", "path": [x["town"]], "precision": "city", "role": "event"}],
        "amounts": [{"id": "n0", "span": [count[0], count[0] + len(str(killed))], "relation": "eq", "low": killed, "high": killed,
                     "of": "people", "kind": "count"}],
        "events": [{"id": "v0", "trigger": t.span(x["verb"]), "type": "ASSAULT", "mode": None, "code": "190", "kind": x["kind"],
                    "participants": [{"role": "patient", "entity": "e0", "span": victim}], "time": "t0", "place": "p0", "amounts": [],
                    "status": "happened", "certainty": {"level": "certain", "markers": []}, "attributions": ["a0"], "same_as": []}],
        "claims": [{"id": "c0", "slot": "victim", "value": "e0", "about": "v0", "span": victim, "chain": ["s0"], "hedges": [], "attribution": "a0"},
                   {"id": "c1", "slot": "killed", "value": value, "about": "v0", "span": count, "chain": ["s0"], "hedges": [], "attribution": "a1"},
                   {"id": "c2", "slot": "time", "value": "t0", "about": "v0", "span": t.span(f"{x['day']:%A}"), "chain": ["s0"], "hedges": [], "attribution": "a0"},
                   {"id": "c3", "slot": "place", "value": "p0", "about": "v0", "span": town, "chain": ["s0"], "hedges": [], "attribution": "a0"}],
        "incident": {"kind": x["kind"], "events": ["v0"], "time": [{"value": "t0", "claims": ["c2"]}], "place": [{"value": "p0", "claims": ["c3"]}],
                     "victims": [{"entity": "e0", "claims": ["c0"]}], "perpetrators": [], "targets": [], "weapons": [],
                     "killed": [{"value": value, "claims": ["c1"]}], "injured": []}}


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("incidents", type=int)
    ap.add_argument("reports", type=int, nargs="?", default=3)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--first", type=int, default=0, help="number of the first report")
    args = ap.parse_args()
    rng = random.Random(args.seed)
    number = args.first
    for _ in range(args.incidents):
        x = incident(rng)
        for _ in range(args.reports):
            json.dump(record(rng, x, number), sys.stdout)
            sys.stdout.write("\n")
            number += 1


if __name__ == "__main__":
    main()
