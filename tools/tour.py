"""Writes the tour's list of files for docs/ARCHITECTURE.md: each file's own opening sentence. Run by hand: tour.py > FILE."""
import glob
import os
import re

ORDER = "base page text model gazetteer report facts record story out store watch api serve cli".split()
print("## The files\n\nEach opens with what it is for; this list is made from there (`python3 tools/tour.py`).\n")
for stage in ORDER:
    paths = sorted(glob.glob(f"src/{stage}/*.[ch]"), key=lambda p: (os.path.splitext(p)[0], p[-1] == "c"))
    seen = set()
    if not paths:
        continue
    print(f"**{stage}**\n")
    for path in paths:
        head = open(path, encoding="utf-8").read(1500)
        comment = re.match(r"\s*/\*(.*?)\*/", head + "*/", re.S)
        words = re.sub(r"\s*\n\s*\*?\s*", " ", comment.group(1)).strip() if comment else ""
        first = re.split(r"(?<=[.])\s+(?=[A-Z\[])", words)[0] if words else ""
        stem = os.path.splitext(os.path.basename(path))[0]
        if len(first) > 230:
            first = first[:230].rsplit(" ", 1)[0] + " ..."
        if first and stem not in seen and not first.lower().startswith("made by"):
            seen.add(stem)
            print(f"- `{os.path.basename(path)}`: {first}")
    print()
