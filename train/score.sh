#!/usr/bin/env bash
# score.sh CKPT [LIMIT] [predict.py's options]: the scores of a checkpoint on the development sets, one line a set.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
python=${PYTHON:-python3}; shared=${SAYSO_SHARED:-$here/../../shared}; export SAYSO_SHARED=$shared
ckpt=$1; limit=${2:-0}; shift; [ $# -gt 0 ] && shift
out=$(mktemp -d); trap 'rm -rf "$out"' EXIT
one() {  # name, scorer, gold, figures
    $python "$here/predict.py" "$ckpt" "$shared/data/$3" "$out/p.jsonl" --limit "$limit" "${@:5}"
    $python "$shared/score/$2.py" --gold "$shared/data/$3" --pred "$out/p.jsonl" --limit "$limit" > "$out/s"
    echo "$1: $(grep -E "^($4) " "$out/s" | awk '{printf "%s; ", $0}' | tr -s ' ')"
}
one attribution attribution attribution/polnear/dev.jsonl 'predicted|attr@0.5 .*|attr exact F1|[a-z]+ exact F1|[a-z]+ attr@0.5 R' "$@"
one nested nested attribution/nested-dev.jsonl 'found .*|link F1|chain|chain 2\+' "$@"
one names names names/conll2003/dev.txt 'typed .*|... F1' "$@"
one coref coref coref/ontogum/dev.conllu 'conll F1|.* F1|mention .*' "$@"
