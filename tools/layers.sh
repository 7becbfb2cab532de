#!/usr/bin/env bash
# Who may include what: a stage takes headers of `base`, of itself and of earlier stages; serve and cli take sayso.h
# alone; each outside library is named in the files listed here; no file is longer than 650 lines.
#   tools/layers.sh [TREE]
set -euo pipefail
cd "${1:-$(dirname "$0")/..}"
order="base page text model report story store out api serve cli"
# header pattern, a tab, the files that may name it
libraries='<lexbor/	page_html*.c
<libxml/	page_feed*.c
<jansson.h>	page_jsonld*.c page_meta_jsonld*.c model_config*.c model_file*.c out_json*.c
<curl/	page_fetch*.c fetch*.c
<utf8proc.h>	base_utf8*.c
<(dnnl|oneapi|omp)	model_gemm*.c'

bad=0
wrong() { echo "layers: $*" >&2; bad=1; }
rank() { local i=0 s; for s in $order; do i=$((i + 1)); [ "$s" != "$1" ] || { echo $i; return; }; done; echo 0; }

declare -A home
while read -r path; do home[${path##*/}]=$(basename "$(dirname "$path")"); done < <(find src -name '*.h' -o -name '*.inc')
while IFS=: read -r path line; do
    stage=$(basename "$(dirname "$path")") header=$(sed 's/.*"\(.*\)".*/\1/' <<< "$line")
    [ "$(rank "$stage")" != 0 ] || wrong "$path: no stage is called $stage"
    [ "$header" != sayso.h ] || continue
    from=${home[$header]:-}
    [ -n "$from" ] || { wrong "$path: $header is in no stage"; continue; }
    case $stage in serve | cli) [ "$from" = "$stage" ] || wrong "$path: $stage includes sayso.h alone, not $header" ;; esac
    [ "$(rank "$from")" -le "$(rank "$stage")" ] || wrong "$path: $stage includes $header of the later stage $from"
done < <(grep -rE '^ *# *include *"' src --include='*.[ch]' | sed 's/: */:/')

while IFS=$'\t' read -r header files; do
    while read -r path; do
        ok=
        for f in $files; do [[ ${path##*/} != $f ]] || ok=1; done
        [ -n "$ok" ] || wrong "$path: $header belongs into $files alone"
    done < <(grep -rlE "^ *# *include *$header" src include --include='*.[ch]')
done <<< "$libraries"

while read -r path; do
    n=$(wc -l < "$path")
    [ "$n" -le 650 ] || head -n 3 "$path" | grep -qi 'made by' || wrong "$path: $n lines, more than 650"
done < <(find src include tests fuzz bench gen tools train -type f \( -name '*.[ch]' -o -name '*.py' -o -name '*.sh' \) 2> /dev/null)
twice=$(find src tests fuzz bench -name '*.[ch]' -printf '%f\n' | sort | uniq -d)
[ -z "$twice" ] || wrong "names that stand twice in the tree:" $twice
exit $bad
