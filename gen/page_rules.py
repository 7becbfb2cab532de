#!/usr/bin/env python3
"""Makes src/page/page_rules_table.c and page_rules_hints.h from data/page_rules.tsv."""
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HINTS = ("comment share ad related newsletter nav foot side popup tags author hidden player caption credit byline date meta "
         "deck points pullquote gallery note body article embed headline post").split()
KINDS = "drop note related stop".split()
WHERE = "is starts ends has".split()
TAKEN_OUT = 0


def fnv(data, h=2166136261):
    for b in data:
        h = ((h ^ b) * 16777619) & 0xFFFFFFFF
    return h


def quote(s):
    out = "".join(chr(b) if 32 <= b < 127 and b not in (34, 92) else f"\\{b:03o}" for b in s.encode())
    return f'"{out}"'


def read():
    classes, lines = {}, []
    for n, line in enumerate((ROOT / "data/page_rules.tsv").read_text(encoding="utf8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        form, words, what = line.split("\t")
        if form == "class":
            assert what == "-" or what in HINTS, f"line {n}: hint {what}"
            assert words not in classes, f"line {n}: {words} twice"
            classes["-".join(words.split())] = 1 << HINTS.index(what) if what != "-" else TAKEN_OUT
        else:
            assert form in WHERE and what in KINDS, f"line {n}"
            assert words == words.lower(), f"line {n}: lower case"
            lines.append((form, words, what))
    return classes, lines


def main():
    classes, lines = read()
    size = 1
    while size < 3 * len(classes):
        size *= 2
    slots = [None] * size
    for words in sorted(classes):
        at = fnv(words.encode()) % size
        while slots[at]:
            at = (at + 1) % size
        slots[at] = words
    head = "/* Made by gen/page_rules.py from data/page_rules.tsv; do not edit. */\n"
    h = [head + "#ifndef PAGE_RULES_HINTS_H\n#define PAGE_RULES_HINTS_H"]
    h += [f"#define HINT_{name.upper()} (1u << {i})" for i, name in enumerate(HINTS)] + ["#endif", ""]
    (ROOT / "src/page/page_rules_hints.h").write_text("\n".join(h))
    c = [head + '#include "page_rules_table.h"', f"const struct page_rule_class page_rule_classes[{size}] = {{"]
    for at, words in enumerate(slots):
        if words:
            c.append(f"    [{at}] = {{{quote(words)}, {len(words)}, 0x{classes[words]:x}}},")
    c += ["};", f"const uint32_t page_rule_classes_mask = {size - 1};"]
    c += [f"const uint32_t page_rule_longest = {max(w.count('-') + 1 for w in classes)};", "const struct page_rule_line page_rule_lines[] = {"]
    # by first byte, so that few rules are looked at: "has" and "ends" under 0
    lines.sort(key=lambda x: (x[0] in ("has", "ends"), x[1].encode()[0], WHERE.index(x[0]), x[1].encode()))
    for form, words, what in lines:
        c.append(f"    {{{quote(words)}, {len(words.encode())}, RULE_{form.upper()}, LINE_{what.upper()}}},")
    c += ["};", f"const uint32_t page_rule_n_lines = {len(lines)};", ""]
    (ROOT / "src/page/page_rules_table.c").write_text("\n".join(c))
    assert re.match(r"/\* Made", head) and len(HINTS) <= 32
    return 0


if __name__ == "__main__":
    sys.exit(main())
