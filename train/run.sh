#!/usr/bin/env bash
# run.sh [first|full|fast ...]: trains the models in this order from the sets in ../shared and writes model files to $SAYSO_OUT.
# Needs: a venv with requirements.lock (PYTHON=...), about 6 GB of memory; jemalloc halves the time (apt: libjemalloc2).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
export SAYSO_SHARED=${SAYSO_SHARED:-$here/../../shared} SAYSO_OUT=${SAYSO_OUT:-$here/out} PYTHON=${PYTHON:-python3}
export PYTHONUNBUFFERED=1 OMP_WAIT_POLICY=passive MALLOC_CONF=dirty_decay_ms:-1,muzzy_decay_ms:-1
jemalloc=$(ldconfig -p | awk '/libjemalloc.so.2/ {print $NF; exit}')
export LD_PRELOAD=${jemalloc:-}
mkdir -p "$SAYSO_OUT"
[ $# -gt 0 ] || set -- first full fast
for seed in 1 2; do
    [ -e "$SAYSO_OUT/wrapped-$seed.jsonl" ] || "$PYTHON" "$here/nest.py" "$SAYSO_OUT/wrapped-$seed.jsonl" $seed
done
cat "$SAYSO_OUT"/wrapped-[12].jsonl > "$SAYSO_OUT/wrapped.jsonl"
"$PYTHON" "$here/data.py"
for name; do
    from=(); [ "$name" != full ] || from=(--init "$SAYSO_OUT/first.pt")
    "$PYTHON" "$here/train.py" "$here/$name.toml" "${from[@]}" | tee "$SAYSO_OUT/$name.log"
    "$PYTHON" "$here/export.py" "$SAYSO_OUT/$name.pt" "$SAYSO_OUT/$name.safetensors" --name "$name" \
        --cue-threshold 0.4 --vectors "$SAYSO_OUT/vectors-$name"
    "$here/score.sh" "$SAYSO_OUT/$name.pt" 0 --cue 0.4 --quantised | tee "$SAYSO_OUT/$name.scores"
done
