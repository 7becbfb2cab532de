#!/usr/bin/env bash
# run.sh [first|full|fast|incident ...]: trains the models in this order from the sets in ../shared and writes model files to
# $SAYSO_OUT. `incident` goes on from the file of `full`, or $FROM, with more heads: an hour, then `settled` (25 minutes) and `final`
# (8) on means with the weights it began with.
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
    more=() settings=$here/$name.toml cue=0.4
    [ "$name" != fast ] || "$PYTHON" "$here/import_.py" "$here/../models/fast.safetensors" "$SAYSO_OUT/fast-init.pt"
    [ "$name" != full ] || more=(--init "$SAYSO_OUT/first.pt")
    if [ "$name" = incident ]; then
        "$PYTHON" "$here/import_.py" "${FROM:-$here/../models/full.safetensors}" "$SAYSO_OUT/init.pt" --none-bias 1 --settings "$settings"
        "$PYTHON" "$here/nest.py" find "$SAYSO_OUT/init.pt" "$SAYSO_OUT/found.pickle"
        "$PYTHON" "$here/incidents.py" "$SAYSO_OUT/init.pt"
        more=(--init "$SAYSO_OUT/init.pt" --minutes 60) name=full cue=0.5
    fi
    "$PYTHON" "$here/train.py" "$settings" "${more[@]}" | tee "$SAYSO_OUT/$name.log"
    if [ "$cue" = 0.5 ]; then
        "$PYTHON" "$here/mix.py" "$SAYSO_OUT/init.pt" "$SAYSO_OUT/full.pt" 0.7 "$SAYSO_OUT/mixed.pt"
        "$PYTHON" "$here/train.py" "$here/settled.toml" --init "$SAYSO_OUT/mixed.pt" --minutes 25 | tee "$SAYSO_OUT/settled.log"
        "$PYTHON" "$here/mix.py" "$SAYSO_OUT/init.pt" "$SAYSO_OUT/settled.pt" 0.7 "$SAYSO_OUT/mixed.pt"
        "$PYTHON" "$here/train.py" "$here/final.toml" --init "$SAYSO_OUT/mixed.pt" --minutes 8 | tee "$SAYSO_OUT/final.log"
        mv "$SAYSO_OUT/final.pt" "$SAYSO_OUT/full.pt"
    fi
    "$PYTHON" "$here/export.py" "$SAYSO_OUT/$name.pt" "$SAYSO_OUT/$name.safetensors" --name "$name" \
        --cue-threshold 0.4 --none-bias "$([ "$cue" = 0.5 ] && echo 1 || echo 0)" --vectors "$SAYSO_OUT/vectors-$name"
    "$here/score.sh" "$SAYSO_OUT/$name.pt" 0 --cue "$cue" --quantised | tee "$SAYSO_OUT/$name.scores"
    [ "$cue" = 0.4 ] || "$PYTHON" "$here/measure.py" "$SAYSO_OUT/$name.pt" --quantised | tee -a "$SAYSO_OUT/$name.scores"
done
