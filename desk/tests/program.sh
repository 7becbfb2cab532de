#!/usr/bin/env bash
# The desk's tests on the real program: a new database of the example stories, sayso serve, a browser.
#   desk/tests/program.sh [SAYSO]     (default build/sayso)
# Without Node, the packages of desk/package.json or Chromium it says so and exits 77: not run.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$here/../..
sayso=$(realpath "${1:-$root/build/sayso}")
chromium=${CHROMIUM:-/usr/bin/chromium}
command -v node > /dev/null || { echo "desk: no Node here, its tests were not run"; exit 77; }
[ -x "$chromium" ] || { echo "desk: no Chromium here, its tests were not run"; exit 77; }
[ -e "$here/../node_modules/playwright-core" ] || (cd "$here/.." && npm ci --silent --no-audit --no-fund --ignore-scripts) ||
    { echo "desk: the packages of desk/ could not be fetched, its tests were not run"; exit 77; }

work=$(mktemp -d)
server=
finish() {
    [ -z "$server" ] || kill "$server" 2> /dev/null || true
    wait 2> /dev/null || true
    rm -rf "$work"
}
trap finish EXIT
"$sayso" add --quiet --db "$work/desk.db" "$root"/examples/terminal/*.html "$root/examples/harbour.html" "$root/examples/depot.txt"
"$sayso" serve --db "$work/desk.db" --port 0 > "$work/address" 2> "$work/log" &
server=$!
for _ in $(seq 100); do
    [ ! -s "$work/address" ] || break
    sleep 0.1
done
base=$(head -n 1 "$work/address")
[ -n "$base" ] || { cat "$work/log" >&2; exit 1; }
CHROMIUM=$chromium SAYSO=$sayso node "$here/run.mjs" "$base" "${@:2}"
