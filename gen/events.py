#!/usr/bin/env python3
"""Makes src/facts/facts_events_table.inc, the lexicon of events, from data/event*.tsv and data/plover.tsv (their heads say what
stands in them).

usage: gen/events.py        writes the table; run it after every change of the lists and commit both
"""
import re

from cues import ROOT, forms, quoted, rows, third
from source_kinds import words_of

TYPES = ("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
         "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT")
EFFECTS = ("-", "happened", "ongoing", "planned", "called_off", "denied", "hypothetical", "attempt", "accused")
FUNCTION = r"[a-z-]+[*]?"


def wrong(where, why):
    raise SystemExit(f"data/{where}: {why}")


def plural(noun):
    *before, last = noun.split(" ")
    return " ".join([*before, third(last)])


class Lists:
    """Lists of words or functions, each written once."""

    def __init__(self):
        self.number = {}

    def __call__(self, words):
        return self.number.setdefault(tuple(words), len(self.number))

    def write(self):
        for words, i in self.number.items():
            yield f"static const char *const list_{i}[] = {{{', '.join(map(quoted, words))}{', ' if words else ''}NULL}};"


def read_roles(line, text, lists):
    out = []
    for part in filter(None, text.split(";")):
        role, _, functions = part.partition("=")
        if not re.fullmatch(f"{FUNCTION}(,{FUNCTION})*", functions):
            wrong(f"event_frames.tsv:{line}", f"functions {functions!r}")
        out.append((role, lists(functions.split(","))))
    return out


def read_tests(line, text, classes, lists):
    out = []
    for test in text.split():
        m = re.fullmatch(f"(!?)({FUNCTION})(?:([=:])(.+))?", test)
        if not m or (m[3] == ":" and m[4] not in ("person", "place")):
            wrong(f"events.tsv:{line}", f"test {test!r}")
        words = []
        if m[3] == "=":
            for w in m[4].split("|"):
                if w.startswith("@") and w[1:] not in classes:
                    wrong(f"events.tsv:{line}", f"no class {w}")
                words += classes[w[1:]] if w.startswith("@") else [w]
        words = sorted({x for w in words for x in (w, third(w))})
        what = {None: "TEST_THERE", "=": "TEST_WORD", ":": "TEST_" + (m[4] or "").upper()}[m[3]]
        out.append((m[2], what, bool(m[1]), lists(words)))
    return out


def word_forms(line, word, pos, given):
    """[(first word, the others, inflection)]"""
    if pos == "a":
        return [(word, "", "b")]
    if pos == "v":
        return [(*f.partition(" ")[::2], i) for f, i in forms(word, "v", given).items()]
    many = {} if given == "-" else {" ".join([g, *word.split(" ")[1:]]): "s" for g in given.split()} if given and " of " in word \
        else {" ".join([*word.split(" ")[:-1], g]): "s" for g in given.split()} if given else {plural(word): "s"}
    return [(*words_of(f).partition(" ")[::2], i) for f, i in {**many, word: "b"}.items()]


def main():
    lists = Lists()
    plover = {c[0]: (c[1], None if c[2] == "-" else c[2]) for _, c in rows("plover.tsv", 5)}
    classes = {name: [w.split(" ")[-1] for w in words.split("|")] for _, (name, words) in rows("event_classes.tsv", 2)}
    kinds = {}
    for line, (kind, family, axis, parent, weight, needs) in rows("event_kinds.tsv", 6):
        if kind in kinds or axis not in "gmo" or needs not in ("needs", "-"):
            wrong(f"event_kinds.tsv:{line}", "twice, or no such axis or object")
        kinds[kind] = (family, axis, parent, int(weight), needs == "needs")
    families = {f: i for i, f in enumerate(dict.fromkeys(k[0] for k in kinds.values()))}
    number = {k: i for i, k in enumerate(kinds)}
    frames = {name: read_roles(line, text, lists) for line, (name, text) in rows("event_frames.tsv", 2)}
    frame_number = {f: i for i, f in enumerate(frames)}

    senses, words, tests = [], [], []
    for line, (word, pos, code, kind, frame, when, given) in rows("events.tsv", 7):
        if pos not in "vna" or kind not in kinds or frame not in frames:
            wrong(f"events.tsv:{line}", f"part of speech {pos!r}, kind {kind!r} or frame {frame!r} unknown")
        if code not in plover and code not in TYPES and code != "-":
            wrong(f"events.tsv:{line}", f"code {code!r} unknown")
        type_, mode = plover.get(code, (code if code in TYPES else None, None))
        own = read_tests(line, when, classes, lists)
        for first, rest, inflection in word_forms(line, word, pos, given):
            words.append((first, -len(rest.split()), len(words), rest, inflection, len(senses)))
        senses.append((code if code in plover else None, type_, mode, number[kind], frame_number[frame], len(tests), len(own), pos))
        tests += own
    words.sort(key=lambda w: (w[0].encode(), w[1], w[2]))

    light = []
    for line, (verb, noun, subj, obj, effect, more, given) in rows("event_light.tsv", 7):
        if effect not in EFFECTS or not re.fullmatch(FUNCTION, noun) or not re.fullmatch("([a-z]+=[a-z]+)?", more):
            wrong(f"event_light.tsv:{line}", f"effect {effect!r} or function {noun!r} unknown")
        for form, inflection in forms(verb, "v", given).items():
            first, _, rest = form.partition(" ")
            light.append((first, -len(rest.split()), len(light), rest, inflection, noun, subj, obj, effect, *more.partition("=")[::2]))
    light.sort(key=lambda w: (w[0].encode(), w[1], w[2]))

    matrix = {}
    for line, (word, effect, control, negated, given) in rows("event_matrix.tsv", 5):
        if effect not in EFFECTS or negated not in EFFECTS or control not in ("subj", "obj"):
            wrong(f"event_matrix.tsv:{line}", "effect or control unknown")
        for form in forms(word, "v", given):
            matrix.setdefault(form, (effect, negated, control == "obj"))

    modifiers = {}
    for line, (word, where, effect) in rows("event_modifiers.tsv", 3):
        if where not in ("before", "over", "verb") or effect not in EFFECTS:
            wrong(f"event_modifiers.tsv:{line}", "place or effect unknown")
        modifiers[word, where] = effect

    def text(s):
        return "NULL" if s is None or s == "-" else quoted(s)

    def effect_name(e):
        return "EFFECT_" + ("NONE" if e == "-" else e.upper())

    roles = [r for f in frames.values() for r in f]
    out = [f"static const struct event_role roles[] = {{"]
    out += [f"    {{{quoted(r)}, list_{n}}}," for r, n in roles]
    out += ["};", "/* First role and number of roles of a frame. */", "static const uint8_t frames[][2] = {"]
    at = 0
    for f, r in frames.items():
        out.append(f"    {{{at}, {len(r)}}}, /* {f} */")
        at += len(r)
    out += ["};", "static const struct event_test tests[] = {"]
    out += [f"    {{{quoted(f)}, {what}, {str(no).lower()}, list_{n}}}," for f, what, no, n in tests]
    out += ["};", "static const struct event_kind kinds[] = {"]
    for k, (family, axis, parent, weight, needs) in kinds.items():
        up = number[parent] if parent != "-" else -1
        out.append(f"    {{{quoted(k)}, {families[family]}, {up}, '{axis}', {weight}, {str(needs).lower()}}},")
    out += ["};", "static const struct event_sense senses[] = {"]
    out += [f"    {{{text(c)}, {text(t)}, {text(m)}, {k}, {f}, {a}, {n}, '{p}'}}," for c, t, m, k, f, a, n, p in senses]
    out += ["};", "/* By first word, bytewise; of one word the longer phrase first, then as in the list. */",
            "static const struct event_word words[] = {"]
    out += [f"    {{{quoted(w)}, {quoted(r)}, '{i}', {s}}}," for w, _, _, r, i, s in words]
    out += ["};", "static const struct light_verb light_verbs[] = {"]
    out += [f"    {{{quoted(w)}, {quoted(r)}, '{i}', {quoted(n)}, {text(s)}, {text(o)}, {effect_name(e)}, {text(p or None)}, {text(m or None)}}},"
            for w, _, _, r, i, n, s, o, e, p, m in light]
    out += ["};", "static const struct matrix_verb matrix_verbs[] = {"]
    out += [f"    {{{quoted(w)}, {effect_name(e)}, {effect_name(n)}, {str(c).lower()}}},"
            for w, (e, n, c) in sorted(matrix.items(), key=lambda kv: kv[0].encode())]
    out += ["};", "static const struct event_modifier modifiers[] = {"]
    out += [f"    {{{quoted(w)}, '{where[0]}', {effect_name(e)}}},"
            for (w, where), e in sorted(modifiers.items(), key=lambda kv: (kv[0][0].encode(), kv[0][1]))]
    out += ["};"]
    head = ["/* Made by gen/events.py from data/event*.tsv and data/plover.tsv. Do not edit. */",
            "/* Codes, types and modes: CAMEO2PLOVER-2021, (c) Open Event Data Alliance, CC BY-SA 4.0. */", "/* clang-format off */"]
    (ROOT / "src/facts/facts_events_table.inc").write_text("\n".join(head + list(lists.write()) + out) + "\n", encoding="ascii")


if __name__ == "__main__":
    main()
