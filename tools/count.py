"""Counts test cases in a Meson test log: prints "PASSED FAILED".

A cmocka program tells its cases; a program whose last line is "N passed, N failed" too; any other test is one case.
"""
import json
import re
import sys

passed = failed = 0
for line in open(sys.argv[1], encoding="utf-8"):
    test = json.loads(line)
    output = test.get("stdout", "") + test.get("stderr", "")
    good = sum(int(n) for n in re.findall(r"^\[  PASSED  \] (\d+) test", output, re.M))
    bad = sum(int(n) for n in re.findall(r"^\[  FAILED  \] (\d+) test", output, re.M))
    for p, f in re.findall(r"^(\d+) passed, (\d+) failed", output, re.M):
        good += int(p)
        bad += int(f)
    if test["result"] not in ("OK", "SKIP"):
        bad = bad or 1
    elif not good and test["result"] == "OK":
        good = 1
    passed += good
    failed += bad
print(passed, failed)
