#!/usr/bin/env bash
# Runs each libFuzzer target for some seconds, as many at a time as there are cores; fails when one finds something.
#   fuzz/run.sh BUILD SECONDS [TARGET...]
# New inputs stay in BUILD/corpus/TARGET, a find in BUILD/finds/. KEEP=1 merges what adds coverage into fuzz/corpus.
set -uo pipefail
cd "$(dirname "$0")/.."
build=$1 seconds=$2
shift 2
export ASAN_OPTIONS=detect_leaks=1 UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
targets=${*:-$(ls fuzz/fuzz_*.c 2> /dev/null | sed 's/.*fuzz_\(.*\)\.c/\1/')}
mkdir -p "$build/finds"
one() {
    local t=$1 most=20000 log=$build/fuzz_$1.log
    [ $t != safetensors ] || most=120000 # its smallest whole model has 94 KB
    [ $t != document ] || most=1500 # each goes through the model and nine formats
    [ $t != record_json ] || most=12000 # each is printed in nine formats
    mkdir -p "$build/corpus/$t" "fuzz/corpus/$t"
    if nice -n 5 "$build/fuzz/fuzz_$t" -max_total_time="$seconds" -max_len="$most" -timeout=20 -rss_limit_mb=2048 -print_final_stats=1 -print_funcs=0 \
        -artifact_prefix="$build/finds/$t-" "$build/corpus/$t" "fuzz/corpus/$t" > "$log" 2>&1; then
        echo "$t: clean, $(sed -n 's/stat::number_of_executed_units: *//p' "$log") inputs"
    else
        echo "$t: $(grep -m1 -E 'ERROR|SUMMARY|panic|Assertion' "$log"); see $log"
        tail -n 30 "$log"
        return 1
    fi
    if [ -n "${KEEP:-}" ]; then
        nice -n 5 "$build/fuzz/fuzz_$t" -merge=1 -max_len="$most" "fuzz/corpus/$t" "$build/corpus/$t" >> "$log" 2>&1
    fi
}
bad=0 running=0
for t in $targets; do
    [ $running -lt "${JOBS:-$(nproc)}" ] || { wait -n || bad=1; running=$((running - 1)); }
    one "$t" &
    running=$((running + 1))
done
while [ $running -gt 0 ]; do wait -n || bad=1; running=$((running - 1)); done
exit $bad
