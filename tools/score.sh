#!/usr/bin/env bash
# Scores the program on the development sets of ../shared and puts the table into docs/QUALITY.md.
#   tools/score.sh [SET ...]      default: all that this version is measured on
# LIMIT=N documents of each set (default 0: all). MODEL=fast for the small model, COMPUTE=fp32|int8 for other numbers than
# this CPU would choose (then nothing is written to docs).
# The worst cases of a set stand in build/score/SET/score.txt.
set -euo pipefail
cd "$(dirname "$0")/.."
[ -d ../shared/score ] || { echo "score: the development data (../shared) is not here" >&2; exit 1; }
sayso=${SAYSO:-build/sayso} # another build of it, for what is measured while this one is made
model=${MODEL:-full} out=build/score
compute=${COMPUTE:-auto}
[ "$model" = full ] || out=build/score-$model
[ "$compute" = auto ] || out=$out-$compute
sets=${*:-polnear nested conll2003 ontogum aeb fundus times lgl trnews plover muc4 gva fakes news_cluster ecb}
parted=" times lgl trnews plover " # sets without a training split: figures of the fixed fifth, the rest beside it
read="read --quiet --model $model --compute $compute --threads ${JOBS:-$(nproc)} --format jsonl"
whole=() parts=()
for s in $sets; do [ "$s" != ecb ] || continue; if [[ $parted == *" $s "* ]]; then parts+=("$s"); else whole+=("$s"); fi; done
story="story --quiet --model $model --compute $compute --threads ${JOBS:-$(nproc)} --format jsonl"
# The scorers of ../shared over DATA, named sets, into OUT. Sets of stories are read twice: once for records, once for stories.
score() {
    READ_COMMAND="$read" STORY_COMMAND="$story" LIMIT=${LIMIT:-0} nice -n 10 ../shared/score/all.sh "$sayso" "$@" > /dev/null
}
[ ${#whole[@]} -eq 0 ] || score ../shared/data "$out" "${whole[@]}"
if [ ${#parts[@]} -gt 0 ]; then
    tools/fifths.py ../shared/data "$out/parts"
    for part in fifth rest; do
        score "$out/parts/$part" "$out/$part" $(printf '%s\n' "${parts[@]}" | sed 's/^times$/timebank/' | grep -v plover || true)
        for s in "${parts[@]}"; do
            from=$out/$part/${s/times/timebank}
            if [ "$s" = plover ]; then
                rm -rf "$from" && mkdir -p "$from"
                python3 ../shared/score/inputs.py "$out/parts/$part/events/plover/dev.jsonl" "$from/in" > /dev/null
                "$sayso" $read "$from"/in/* > "$from/pred.jsonl"
                python3 tests/score/plover.py --gold "$out/parts/$part/events/plover/dev.jsonl" --pred "$from/pred.jsonl" --json "$from.json" > "$from/score.txt"
            fi
            cp "$from.json" "$out/$s-$part.json"
        done
    done
    sets=" $sets "
    for s in "${parts[@]}"; do sets=${sets/ $s / $s-fifth $s-rest }; done
fi
if [[ " $sets " == *" gva "* ]]; then
    python3 tests/score/names_in_text.py ../shared/score --gold ../shared/data/stories/gva/dev.jsonl --pred "$out/gva/pred.jsonl" \
        --json "$out/gva-names.json" > "$out/gva/names.txt"
    sets="$sets gva-names"
fi
# Stories of what belongs together: gva's incidents made from their own reports; fakes' groups, and whether they show where reports disagree.
for s in gva fakes; do
    [[ " $sets " == *" $s "* ]] || continue
    python3 tests/score/story_groups.py ../shared/score --gold "../shared/data/stories/$s/dev.jsonl" --pred "$out/$s/pred.jsonl" --sayso "$sayso" \
        --stories "$out/$s/groups.jsonl" --json "$out/$s-groups.json" --errors 40 > "$out/$s/groups.txt"
    sets="$sets $s-groups"
done
if [[ " $sets " == *" fakes "* ]]; then
    python3 tests/score/fakes_disagree.py ../shared/score --gold ../shared/data/stories/fakes/dev.jsonl --stories "$out/fakes/groups.jsonl" \
        --json "$out/fakes-disagree.json" > "$out/fakes/disagree.txt"
    sets="$sets fakes-disagree"
fi
if [[ " $sets " == *" ecb "* ]]; then
    rm -rf "$out/ecb" && mkdir -p "$out/ecb"
    python3 ../shared/score/inputs.py ../shared/data/stories/ecbplus/dev.jsonl "$out/ecb/in" > /dev/null
    "$sayso" $read "$out"/ecb/in/* > "$out/ecb/pred.jsonl"
    "$sayso" story --quiet --format jsonl "$out/ecb/pred.jsonl" > "$out/ecb/stories.jsonl"
    python3 tests/score/ecb_stories.py ../shared/score --gold ../shared/data/stories/ecbplus/dev.jsonl --stories "$out/ecb/stories.jsonl" \
        --json "$out/ecb.json" > "$out/ecb/score.txt"
fi
python3 tools/quality_table.py "$out" docs/peers.tsv $sets > "$out/table.md"
cat "$out/table.md"
if [ "$model$compute" = fullauto ] && [ -z "${LIMIT:-}" ] && [ $# = 0 ]; then
    { echo "Measured $(date -u +%F) at $(git rev-parse --short HEAD), model \`$model\`, whole development sets."; echo; cat "$out/table.md"; } > "$out/doc.md"
    tools/put.py docs/QUALITY.md score "$out/doc.md"
fi
