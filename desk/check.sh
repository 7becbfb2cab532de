#!/usr/bin/env bash
# Holds the committed page against its sources: builds it again where Node is there and wants the same bytes.
#   desk/check.sh           builds into desk/dist, fails where git sees a difference there or the C table is another
#   desk/check.sh --build   builds only
set -euo pipefail
cd "$(dirname "$0")"
command -v npm > /dev/null || { echo "desk: no Node here, the committed page stands unchecked"; exit 0; }
major=$(node -p 'process.versions.node.split(".")[0]')
[ "$major" -ge 20 ] || { echo "desk: Node $major is older than 20, the committed page stands unchecked"; exit 0; }
if [ ! -e node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
    npm ci --silent --no-audit --no-fund --ignore-scripts || { echo "desk: its packages could not be fetched, the committed page stands unchecked"; exit 0; }
fi
npm run --silent build > /dev/null
[ "${1:-}" != --build ] || exit 0
changed=$(git status --porcelain -- dist)
[ -z "$changed" ] || { echo "desk: desk/dist is not what the sources make: run desk/check.sh --build, make gen, and commit" >&2; echo "$changed" >&2; exit 1; }
python3 ../gen/desk_pages.py --check
find src -name '*.ts*' -o -name '*.css' | xargs wc -l | awk '$2 != "total" && $1 > 300 { print "desk: " $2 " has " $1 " lines, more than 300"; bad = 1 } END { exit bad }'
