#!/usr/bin/env bash
# Reads the example reports: the first as text on the screen, all as pages under build/; then five reports of one incident as a
# story, and a database of all for the desk.
set -euo pipefail
cd "$(dirname "$0")/.."
build/sayso read --quiet --format text examples/harbour.html
build/sayso read --quiet --format html examples/harbour.html > build/demo.html
build/sayso read --quiet --format html examples/depot.txt > build/demo-plain.html
echo
echo "The same as a page to open in a browser: build/demo.html (and examples/depot.txt: build/demo-plain.html)."
echo
echo "Five reports of one incident (examples/terminal), what they agree on and what not:"
echo
build/sayso story --quiet --format text examples/terminal/*.html
rm -f build/demo.db build/demo.db-wal build/demo.db-shm
build/sayso add --quiet --db build/demo.db examples/terminal/*.html examples/harbour.html examples/depot.txt
echo
echo "The desk, on these stories:  build/sayso serve --db build/demo.db    then open http://127.0.0.1:8417/"
echo "Your own:  build/sayso read --format text FILE"
