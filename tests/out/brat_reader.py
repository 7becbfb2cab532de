"""Reads brat standoff as strictly as brat's own server does (its annotation.py, TextAnnotations): ids, spans, the words beside
them, references. Raises ValueError with the line at fault."""
import re

TYPE = r"[A-Za-z][A-Za-z0-9_-]*"


class Brat:
    def __init__(self, text, ann):
        self.text, self.bounds, self.events, self.relations, self.attributes, self.notes, self.norms, self.equivs = text, {}, {}, {}, {}, {}, {}, []
        if ann and not ann.endswith("\n"):
            raise ValueError("the last line has no end")
        lines = ann.splitlines()
        if lines != ann.split("\n")[:-1]:
            raise ValueError("a character inside a line ends it for Python")
        for line in lines:
            try:
                self.read(line)
            except (ValueError, KeyError) as e:
                raise ValueError(f"{e}: {line!r}") from e
        self.resolve()

    def read(self, line):
        ident, data = line.split("\t", 1)
        data, _, tail = data.partition("\t")
        if ident == "*":
            kind, *members = data.split(" ")
            self.equivs.append(members)
            if kind != "Equiv" or len(set(members)) != len(members) or len(members) < 2:
                raise ValueError("an equivalence")
            return
        if not re.fullmatch(r"[TERAN#][1-9][0-9]*", ident):
            raise ValueError("an id")
        table, value = {"T": self.bound, "E": self.event, "R": self.relation, "A": self.attribute, "N": self.norm,
                        "#": self.note}[ident[0]](data, tail)
        if ident in table:
            raise ValueError("an id twice")
        table[ident] = value

    def bound(self, data, tail):
        kind, rest = data.split(" ", 1)
        spans = []
        for part in rest.split(";"):
            m = re.fullmatch(r"([0-9]+) ([0-9]+)", part)
            beg, end = int(m[1]), int(m[2])
            if not beg < end <= len(self.text) or (spans and beg < spans[-1][1]):
                raise ValueError("spans out of order, empty or outside the text")
            spans.append((beg, end))
        words = " ".join(self.text[b:e] for b, e in spans)
        if tail != words:
            raise ValueError(f"the text has {words!r}")
        if not re.fullmatch(TYPE, kind):
            raise ValueError("a type")
        return self.bounds, (kind, spans)

    def event(self, data, tail):
        head, *arguments = data.split(" ")
        kind, trigger = head.split(":")
        roles = [tuple(a.split(":")) for a in arguments]
        if tail or any(len(a) != 2 or not re.fullmatch(r"[A-Za-z]+[0-9]*", a[0]) for a in roles):
            raise ValueError("an event's arguments")
        if len({r for r, _ in roles}) != len(roles):
            raise ValueError("a role twice")
        return self.events, (kind, trigger, roles)

    def relation(self, data, tail):
        m = re.fullmatch(rf"({TYPE}) Arg1:(\S+) Arg2:(\S+)", data)
        return self.relations, (m[1], m[2], m[3])

    def attribute(self, data, tail):
        m = re.fullmatch(rf"({TYPE}) (\S+) (\S+)", data)
        return self.attributes, (m[1], m[2], m[3])

    def norm(self, data, tail):
        m = re.fullmatch(r"(Reference) (\S+) (\S+?):(\S+)", data)
        return self.norms, (m[2], m[3], m[4], tail)

    def note(self, data, tail):
        m = re.fullmatch(r"(AnnotatorNotes) (\S+)", data)
        return self.notes, (m[2], tail)

    def resolve(self):
        known = {**self.bounds, **self.events}
        for ident, (kind, trigger, roles) in self.events.items():
            if self.bounds[trigger][0] != kind:
                raise ValueError(f"{ident}: its trigger is of another type")
            for _, target in roles:
                known[target]
        targets = [t for r in self.relations.values() for t in r[1:]] + [a[1] for a in self.attributes.values()]
        targets += [n[0] for n in self.norms.values()] + [n[0] for n in self.notes.values()] + [t for e in self.equivs for t in e]
        triggers = {e[1] for e in self.events.values()}
        for target in targets:
            if target not in known:
                raise ValueError(f"{target} is not there")
            if target in triggers:
                raise ValueError(f"{target} is a trigger: only its event may refer to it")

    def types(self):
        """Every type, role, relation and attribute that is used."""
        return ({b[0] for b in self.bounds.values()} | {re.sub(r"[0-9]+$", "", r) for e in self.events.values() for r, _ in e[2]} |
                {r[0] for r in self.relations.values()} | {a[0] for a in self.attributes.values()})
