#!/usr/bin/env bash
# Golden cases: tests/cases/STAGE/NAME/in.* beside want.txt, which is what `sayso dump STAGE` prints (`sayso read`, with
# the arguments in the file "args", for the stage "read").
#   tests/cases.sh SAYSO              compares; a line for each case that differs, then "N passed, N failed"
#   tests/cases.sh SAYSO --set [DIR]  writes want.txt anew: read the diff before you commit it
set -uo pipefail
sayso=$(realpath "$1") set=${2:-}
cd "$(dirname "$0")/cases"
passed=0 failed=0
got=$(mktemp)
trap 'rm -f "$got"' EXIT
for dir in ${3:-*/*}; do
    [ -d "$dir" ] || continue
    stage=${dir%%/*}
    case $stage in rows) continue ;; esac
    input=$(ls "$dir"/in.* | head -n 1)
    args=$(cat "$dir/args" 2> /dev/null)
    if [ "$stage" = read ]; then run="read $args"; else run="dump $stage $args"; fi
    "$sayso" $run "$input" > "$got" 2> "$got.err"
    code=$?
    # a case of refusal: the error's words and the exit code
    [ $code = 0 ] || { sed 's/^/error: /' "$got.err" >> "$got"; echo "exit $code" >> "$got"; }
    rm -f "$got.err"
    if [ "$set" = --set ]; then
        cp "$got" "$dir/want.txt"
    elif diff -u "$dir/want.txt" "$got" > "$got.diff"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED: tests/cases/$dir"
        head -n 40 "$got.diff"
    fi
    rm -f "$got.diff"
done
echo "$passed passed, $failed failed"
[ $failed = 0 ]
