#!/usr/bin/env bash
# Golden stories: tests/stories/NAME/{*.html,*.txt} are the reports of one incident (or of several), gold.json what must
# come out of them; stories_check.py says what stands there. Texts are written for this project.
#   tests/stories.sh SAYSO [NAME ...]     a line for each check that fails, then "N passed, N failed, N open"
set -uo pipefail
sayso=$(realpath "$1")
shift
cd "$(dirname "$0")/stories"
got=$(mktemp -d)
trap 'rm -rf "$got"' EXIT
[ $# -gt 0 ] || set -- */
for name in "$@"; do
    name=${name%/}
    (
        cd "$name" || exit 1
        files=$(ls ./*.html ./*.txt 2> /dev/null)
        "$sayso" read --quiet --format jsonl $files > "$got/$name.records" && "$sayso" story --quiet --format jsonl $files > "$got/$name.stories"
    ) || { echo "FAILED: tests/stories/$name cannot be read"; exit 1; }
done
python3 ../stories_check.py "$got" "$@"
