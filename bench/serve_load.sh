#!/usr/bin/env bash
# Load on the desk's server: wrk reads stories while 8 processes add reports to the same database, all on this machine.
#   bench/serve_load.sh [PROGRAM [SECONDS]]     prints requests a second, p50, p99 and errors, alone and with adding
# Needs wrk and python3. The database begins with 200 made-up incidents of 3 reports.
set -euo pipefail
cd "$(dirname "$0")/.."
program=$(realpath "${1:-build/sayso}") seconds=${2:-15} adders=8
work=$(mktemp -d)
pids=()
trap 'for p in "${pids[@]}"; do kill "$p" 2> /dev/null || true; done; wait; rm -rf "$work"' EXIT
python3 tests/store/make_records.py --seed 1 200 3 > "$work/first.jsonl"
for k in $(seq $adders); do python3 tests/store/make_records.py --seed $((k + 1)) --first $((1000 * k)) 400 3 > "$work/more$k.jsonl"; done
"$program" add --quiet --db "$work/desk.db" "$work/first.jsonl"
"$program" serve --db "$work/desk.db" --port 0 --model none > "$work/address" 2> "$work/errors" &
pids+=($!)
server=$!
for _ in $(seq 50); do [ ! -s "$work/address" ] || break; sleep 0.1; done
base=$(cat "$work/address")
numbers=$("$program" stories list --db "$work/desk.db" --limit 1000 --format jsonl | sed -n 's/^{"story": *"*\([0-9]*\).*/\1/p' | paste -sd,)
{ echo "local stories = {$numbers}"; cat << 'LUA'; } > "$work/stories.lua"
local n = 0
request = function()
    n = n + 1
    return wrk.format("GET", "/api/stories/" .. stories[n * 7 % #stories + 1])
end
local threads = {}
function setup(thread) table.insert(threads, thread) end
function init() bad = 0 end
function response(status) if status ~= 200 then bad = bad + 1 end end
function done(summary, latency)
    local wrong = 0
    for _, t in ipairs(threads) do wrong = wrong + t:get("bad") end
    local e = summary.errors
    io.write(string.format("%.0f requests/s, p50 %.2f ms, p99 %.2f ms, %d not 200, %d errors of connections\n",
        summary.requests / summary.duration * 1e6, latency:percentile(50) / 1000, latency:percentile(99) / 1000, wrong,
        e.connect + e.read + e.write + e.timeout))
end
LUA
load() { wrk -t 2 -c 16 -d "${seconds}s" -s "$work/stories.lua" "$base" | tail -n 1; }
echo "reading a story, alone:            $(load)"
for k in $(seq $adders); do
    "$program" add --db "$work/desk.db" "$work/more$k.jsonl" > "$work/added$k" 2>> "$work/failed" &
    pids+=($!)
done
echo "reading a story, $adders processes adding: $(load)"
echo "added meanwhile: $(cat "$work"/added* | wc -l) reports; failed: $(cat "$work/failed" 2> /dev/null | wc -l)"
kill -TERM "$server"
wait "$server"
[ ! -s "$work/errors" ] || { cat "$work/errors"; exit 1; }
