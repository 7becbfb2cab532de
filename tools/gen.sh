#!/usr/bin/env bash
# Makes the C tables from data/: runs every gen/*.py (each knows its own input and output, by its own place).
#   tools/gen.sh            in the tree
#   tools/gen.sh --check    in a copy: fails where a committed table is not what its script makes
set -euo pipefail
cd "$(dirname "$0")/.."
run() { for g in "$1"/gen/*.py; do [ ! -e "$g" ] || python3 "$g" > /dev/null; done; }
if [ "${1:-}" != --check ]; then
    run "$PWD"
    exit
fi
python3 gen/gazetteer.py --check # its source packages are not here: the committed file against its recorded hash
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
for d in gen data src tests; do [ ! -d $d ] || cp -r $d "$copy/"; done
if [ -d desk/dist ]; then mkdir "$copy/desk" && cp -r desk/dist "$copy/desk/"; fi
run "$copy"
diff -r --brief -x __pycache__ src "$copy/src" || { echo "gen: run 'make gen' and commit what it makes" >&2; exit 1; }
