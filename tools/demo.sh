#!/usr/bin/env bash
# Reads the example reports: the first as text on the screen, all as pages under build/.
set -euo pipefail
cd "$(dirname "$0")/.."
build/sayso read --quiet --format text examples/harbour.html
build/sayso read --quiet --format html examples/harbour.html > build/demo.html
build/sayso read --quiet --format html examples/depot.txt > build/demo-plain.html
echo
echo "The same as a page to open in a browser: build/demo.html (and examples/depot.txt: build/demo-plain.html)."
echo "Your own:  build/sayso read --format text FILE"
