#!/usr/bin/env bash
# Everything that must hold before a change lands. Every part is run; one that fails fails the whole.
#   tools/check.sh          all parts
#   tools/check.sh PART...  build layers gen tests elsewhere desk cost seed fuzz
# The last line is "N passed, N failed": test cases, and one for each other part.
set -uo pipefail
cd "$(dirname "$0")/.."
jobs=${JOBS:-$(nproc)}
passed=0 failed=0
began=$SECONDS

part() { # NAME COMMAND...: one thing that holds or does not
    local name=$1 t=$SECONDS
    shift
    echo "== $name"
    if "$@"; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED: $name"; fi
    echo "   $((SECONDS - t)) s"
}

build() { # DIR
    make -s "$1/build.ninja" && ninja -C "$1" -j"$jobs" --quiet
}

tests() {
    local t=$SECONDS counts
    echo "== tests, under the address and undefined-behaviour sanitizers"
    rm -f build-san/meson-logs/testlog.json
    ASAN_OPTIONS=detect_leaks=1:strict_string_checks=1 UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1 \
        LSAN_OPTIONS=suppressions=$PWD/tests/lsan.supp:print_suppressions=0 \
        meson test -C build-san --no-rebuild -t 5 --num-processes "$jobs" --print-errorlogs
    local rc=$?
    counts=$(python3 tools/count.py build-san/meson-logs/testlog.json) || counts="0 1"
    read -r p f <<< "$counts"
    [ $rc = 0 ] || [ "$f" != 0 ] || f=1
    passed=$((passed + p)) failed=$((failed + f))
    echo "   $((SECONDS - t)) s"
}

# The program finds its model by its own place, from any directory and without environment.
elsewhere() {
    local here=$PWD file
    for file in "$here"/examples/*.html "$here"/examples/*.txt; do
        (cd / && env -i "$here/build/sayso" read --format json "$file" | python3 -c 'import json, sys; r = json.load(sys.stdin); assert r["attributions"]') || return 1
    done
}

# The public header alone, as C11 and as C++.
header() {
    echo '#include "sayso.h"' | gcc -std=c11 -Wall -Wextra -Wpedantic -Werror -Iinclude -fsyntax-only -x c - &&
        echo '#include "sayso.h"' | clang -std=c++11 -Wall -Wextra -Werror -Iinclude -fsyntax-only -x c++ -
}

# What make install puts in place works from there: program, model, header, library, pkg-config file.
installed() {
    local to ok=
    to=$(mktemp -d)
    meson install -C build --no-rebuild --quiet --destdir "$to" &&
        (cd / && "$(find "$to" -name sayso -type f -perm -1 | head -n 1)" read --format json "$OLDPWD/examples/depot.txt" > /dev/null) &&
        [ -n "$(find "$to" -name sayso.pc)" ] && [ -n "$(find "$to" -name sayso.h)" ] && [ -n "$(find "$to" -name 'libsayso.a')" ] && ok=1
    rm -rf "$to"
    [ -n "$ok" ]
}

# 77: no Node or no Chromium here; it says so.
in_browser() {
    local rc=0
    desk/tests/program.sh build/sayso || rc=$?
    [ $rc = 0 ] || [ $rc = 77 ]
}

# Rows of ../shared/score/seed.py that pass; the floor is raised as more do.
seed() {
    local out floor rows
    floor=$(cat tests/seed-floor)
    out=$(build/sayso read --format json ../shared/seed/karlov.txt | python3 ../shared/score/seed.py ../shared/seed/karlov.txt)
    rows=$(tail -n 1 <<< "$out" | grep -oE '[0-9]+ passed' | cut -d' ' -f1)
    echo "seed: ${rows:-0} rows pass, the floor is $floor"
    [ "${rows:-0}" -ge "$floor" ] || { echo "$out"; return 1; }
}

run() {
    case $1 in
    build)
        part "build" build build
        part "build with sanitizers" build build-san
        ;;
    layers) part "layers" tools/layers.sh && part "layers: the check can fail" tests/layers_test.sh ;;
    gen) part "tables are what their scripts make" tools/gen.sh --check ;;
    tests) tests ;;
    elsewhere)
        part "the header alone, as C and as C++" header
        part "the program runs from elsewhere" elsewhere
        part "the installed program runs" installed
        ;;
    desk)
        part "the page is what desk/ makes" desk/check.sh
        part "the desk in a browser" in_browser
        ;;
    fuzz)
        part "build of the fuzz targets" build build-fuzz
        part "fuzz targets, ${FUZZ_SECONDS:-60} s each" fuzz/run.sh build-fuzz "${FUZZ_SECONDS:-60}"
        ;;
    cost) part "no input costs more than 50 ordinary pages of its size" python3 tests/hostile.py build/bench/bench_page ;;
    seed) [ ! -d ../shared/seed ] || part "the seed's rows" seed ;;
    *) echo "check: no part is called $1" >&2 && exit 2 ;;
    esac
}

for p in ${*:-build layers gen tests elsewhere desk cost seed fuzz}; do run "$p"; done
echo "== $((SECONDS - began)) s"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
