#!/usr/bin/env python3
"""Makes the tables of time expressions: data/times.tsv and data/time_rules.tsv -> src/facts/facts_times_table.c, _kinds.h

usage: gen/times.py            writes the tables
       gen/times.py --check    exits 1 when one on disk is not what would be written
The lists say in their first lines what their columns are. Every literal word of a pattern becomes a class of its own, so
that the matcher knows only classes.
"""
import os
import re
import sys

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
WORDS, RULES = f"{ROOT}/data/times.tsv", f"{ROOT}/data/time_rules.tsv"
OUT, KINDS = f"{ROOT}/src/facts/facts_times_table.c", f"{ROOT}/src/facts/facts_times_kinds.h"
MADE = ["NUM", "DAY", "YEAR", "YY", "HOUR", "CLOCK", "ISO", "SLASH", "HALVES"]     # by facts_times_lex.c
TOP = "/* Made by gen/times.py from data/times.tsv and data/time_rules.tsv; do not edit. */\n/* clang-format off */"
TYPES = {"DATE", "TIME", "DURATION", "SET", "-"}
MOST_CLASSES, MOST_ELEMENTS, WIDEST = 320, 24, 32


def rows(path, columns):
    for number, line in enumerate(open(path, encoding="utf8"), 1):
        line = line.rstrip("\n")
        if not line.strip() or line.startswith("# ") or line == "#":
            continue
        row = line.split("\t")
        if len(row) != columns:
            sys.exit(f"{path}:{number}: {columns} columns wanted, {len(row)} found")
        yield f"{path}:{number}", row


def cut(phrase):
    """A phrase's words, as the text is cut: letters and figures together, every mark alone."""
    return re.findall(r"\w+|[^\w\s]", phrase.lower())


class Tables:
    def __init__(self):
        self.classes, self.words, self.sets, self.rules, self.ops, self.checks = {}, [], {}, [], [], []
        for name in MADE:
            self.class_id(name)
        for where, (name, value, forms) in rows(WORDS, 3):
            number, _, code = value.rpartition(":") if re.fullmatch(r"-?\d+:\w+", value) else (
                (value, "", "") if re.fullmatch(r"-?\d+", value) else ("0", "", value))
            for form in forms.split(" | "):
                flag = {"^": 2, "+": 1}.get(form[0], 0)
                self.word(form.lstrip("^+"), self.class_id(name.upper()), number, code, flag)
        for where, row in rows(RULES, 4):   # literal words get their classes after all named ones
            self.rule(where, *row)
        if len(self.classes) >= MOST_CLASSES:
            sys.exit(f"{len(self.classes)} classes: facts_times.h has room for {MOST_CLASSES}")

    def class_id(self, name):
        return self.classes.setdefault(name, len(self.classes) + 1)

    def word(self, form, kind, number="0", code="", flag=0):
        words = cut(form)
        if len(words) > 8 or max(map(len, words)) >= WIDEST:
            sys.exit(f"{form}: too long")
        entry = (words[0], " ".join(words[1:]), len(words), kind, int(number), code, flag)
        if entry not in self.words:
            self.words.append(entry)

    def element(self, where, text):
        kinds = []
        for part in [text] if text == "|" else text.split("|"):
            if re.fullmatch(r"[A-Z]+", part):
                if part not in self.classes:
                    sys.exit(f"{where}: no class {part}")
                kinds.append(self.classes[part])
            else:
                kinds.append(self.class_id("'" + part + "'"))
                self.word(part, kinds[-1])
        return self.sets.setdefault(tuple(sorted(kinds)), len(self.sets))

    def rule(self, where, pattern, kind, value, check):
        if kind not in TYPES:
            sys.exit(f"{where}: no type {kind}")
        parts = re.findall(r"[\[\]{}]|[^\s\[\]{}]+", pattern)
        elements, opened = [], []
        for part in parts:
            if part == "[":
                opened.append(len(elements))
                elements.append(["OPTIONAL", 0])
            elif part == "]":
                at = opened.pop()
                elements[at][1] = len(elements) - at
            elif part in "{}":
                elements.append(["BEGIN" if part == "{" else "END", 0])
            else:
                elements.append(["WORD", self.element(where, part)])
        if opened or len(elements) > MOST_ELEMENTS:
            sys.exit(f"{where}: brackets do not match, or too many words")
        op, _, argument = (value[1:], "", "") if value.startswith("=") else value.partition(":")
        fixed = op if value.startswith("=") else ""
        op = "fixed" if fixed else op
        for name, names in ((op, self.ops), (check, self.checks)):
            if name != "-" and name not in names:
                names.append(name)
        self.rules.append((where.rpartition(":")[2], elements, kind, op, fixed or argument, check))

    def starts(self, elements, at=0):
        """Sets with which a pattern can begin."""
        while at < len(elements):
            kind, n = elements[at]
            if kind == "OPTIONAL":
                yield from self.starts(elements, at + n)
            elif kind == "WORD":
                yield n
                return
            at += 1
        sys.exit("a pattern of nothing")

    def kinds(self):
        def enum(name, prefix, members, first):
            return [f"enum {name} {{", *[f"    {prefix}{m.upper()}{f' = {first}' if not i else ''}," for i, m in enumerate(members)], "};"]
        named = [n for n in self.classes if not n.startswith("'")]
        assert all(self.classes[n] == i + 1 for i, n in enumerate(named))
        out = [TOP, "#ifndef FACTS_TIMES_KINDS_H", "#define FACTS_TIMES_KINDS_H"]
        out += [*enum("time_class", "TIME_", named, 1), *enum("time_op", "TIME_OP_", self.ops, 0),
                *enum("time_check", "TIME_CHECK_", ["any", *self.checks], 0), "#endif"]
        return "\n".join(out) + "\n"

    def table(self):
        out = [TOP, '#include "facts_times.h"', "static const struct time_word words[] = {"]
        words = sorted(self.words, key=lambda w: (w[0].encode(), -w[2], w[1].encode(), w[3]))
        for first, rest, n, kind, number, code, flag in words:
            out.append(f"    {{{quoted(first)}, {quoted(rest)}, {n}, {flag}, {kind}, {number}, {quoted(code) if code else 'NULL'}}},")
        out += ["};", "static const uint64_t sets[][TIME_SET_WORDS] = {"]
        for kinds in self.sets:
            bits = [0] * (MOST_CLASSES // 64)
            for k in kinds:
                bits[k // 64] |= 1 << k % 64
            out.append("    {" + ", ".join(f"0x{b:x}u" for b in bits) + "},")
        out += ["};", "static const struct time_element elements[] = {"]
        first = []
        n = 0
        for _, elements, *_ in self.rules:
            first.append(n)
            n += len(elements)
            out.append("    " + " ".join(f"{{TIME_AT_{k}, {v}}}," for k, v in elements))
        out += ["};", "static const struct time_rule rules[] = {"]
        for (line, elements, kind, op, argument, check), at in zip(self.rules, first):
            out.append(f"    {{{line}, {at}, {len(elements)}, {'NULL' if kind == '-' else quoted(kind)}, TIME_OP_{op.upper()}, "
                       f"{quoted(argument) if argument else 'NULL'}, {'TIME_CHECK_' + (check.upper() if check != '-' else 'ANY')}}},")
        out += ["};"]
        by_class = {}
        sets = {v: k for k, v in self.sets.items()}
        for i, (_, elements, *_) in enumerate(self.rules):
            for s in self.starts(elements):
                for k in sets[s]:
                    by_class.setdefault(k, [])
                    if i not in by_class[k]:
                        by_class[k].append(i)
        begins, places = [], [0]
        for k in range(len(self.classes) + 1):
            begins += by_class.get(k, [])
            places.append(len(begins))
        out.append("/* Rules that begin with class c: begins[begin[c] .. begin[c + 1]). */")
        out += ["static const uint16_t begin[] = {", *lines(places), "};", "static const uint16_t begins[] = {", *lines(begins), "};"]
        out += [f"const struct time_tables time_tables = {{words, {len(words)}, sets, elements, rules, begin, begins}};"]
        return "\n".join(out) + "\n"


def lines(numbers):
    return ["    " + ", ".join(map(str, numbers[i:i + 24])) + "," for i in range(0, len(numbers), 24)]


def quoted(s):
    return '"' + s.replace("\\", "\\\\").replace('"', '\\"') + '"'


def main():
    made = Tables()
    if "--ops" in sys.argv[1:]:
        sys.exit(print(*made.ops, "|", *made.checks))
    stale = False
    for path, text in ((OUT, made.table()), (KINDS, made.kinds())):
        if "--check" in sys.argv[1:]:
            stale = stale or not os.path.exists(path) or open(path, encoding="utf8").read() != text
        else:
            open(path, "w", encoding="utf8").write(text)
    sys.exit("the tables are stale: run gen/times.py" if stale else 0)


if __name__ == "__main__":
    main()
