#!/usr/bin/env bash
# Scores the program on the development sets of ../shared and puts the table into docs/QUALITY.md.
#   tools/score.sh [SET ...]      default: all that this version is measured on
# LIMIT=N documents of each set (default 0: all). MODEL=fast for the small model, COMPUTE=fp32|int8 for other numbers than
# this CPU would choose (then nothing is written to docs).
# The worst cases of a set stand in build/score/SET/score.txt.
set -euo pipefail
cd "$(dirname "$0")/.."
[ -d ../shared/score ] || { echo "score: the development data (../shared) is not here" >&2; exit 1; }
model=${MODEL:-full} out=build/score
compute=${COMPUTE:-auto}
[ "$model" = full ] || out=build/score-$model
[ "$compute" = auto ] || out=$out-$compute
sets=${*:-polnear nested conll2003 ontogum aeb fundus}
READ_COMMAND="read --quiet --model $model --compute $compute --threads ${JOBS:-$(nproc)} --format jsonl" LIMIT=${LIMIT:-0} \
    nice -n 10 ../shared/score/all.sh build/sayso ../shared/data "$out" $sets > /dev/null
python3 tools/quality_table.py "$out" docs/peers.tsv $sets > "$out/table.md"
cat "$out/table.md"
if [ "$model$compute" = fullauto ] && [ -z "${LIMIT:-}" ] && [ $# = 0 ]; then
    { echo "Measured $(date -u +%F) at $(git rev-parse --short HEAD), model \`$model\`, whole development sets."; echo; cat "$out/table.md"; } > "$out/doc.md"
    tools/put.py docs/QUALITY.md score "$out/doc.md"
fi
