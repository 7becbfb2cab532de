#!/usr/bin/env bash
# Who may include what: a stage takes headers of `base`, of itself and of earlier stages; serve and cli take sayso.h
# alone; each outside library is named in the files listed here; no file is longer than 650 lines.
#   tools/layers.sh [TREE]
set -euo pipefail
cd "${1:-$(dirname "$0")/..}"
order="base page text model gazetteer report facts record story out store watch api serve cli"
# header pattern, a tab, the files that may name it
libraries='<lexbor/	page_html*.c
<libxml/	page_feed*.c
<jansson.h>	page_jsonld*.c model_config*.c model_file*.c watch_state*.c serve_body*.c
<curl/	page_fetch*.c fetch*.c
<sqlite3.h>	store_*.c store_sql.h
<zlib.h>	store_pack.c serve_gzip.c
<microhttpd.h>	serve_http*.c serve_http.h
<utf8proc.h>	base_utf8*.c
<(dnnl|oneapi|omp)	model_gemm*.c'

bad=0
wrong() { echo "layers: $*" >&2; bad=1; }
declare -A rank home
n=0
for stage in $order; do rank[$stage]=$((++n)); done
folder() { local d=${1%/*}; stage=${d##*/}; }

while read -r path; do folder "$path"; home[${path##*/}]=$stage; done < <(find src -name '*.h' -o -name '*.inc')
while IFS=: read -r path line; do
    folder "$path"
    header=${line#*\"} header=${header%%\"*}
    [ -n "${rank[$stage]:-}" ] || wrong "$path: no stage is called $stage"
    [ "$header" != sayso.h ] || continue
    from=${home[$header]:-}
    [ -n "$from" ] || { wrong "$path: $header is in no stage"; continue; }
    case $stage in serve | cli) [ "$from" = "$stage" ] || wrong "$path: $stage includes sayso.h alone, not $header" ;; esac
    [ "${rank[$from]:-0}" -le "${rank[$stage]:-0}" ] || wrong "$path: $stage includes $header of the later stage $from"
done < <(grep -rE '^ *# *include *"' src --include='*.[ch]' --include='*.inc')

while IFS=$'\t' read -r header files; do
    while read -r path; do
        ok=
        for f in $files; do [[ ${path##*/} != $f ]] || ok=1; done
        [ -n "$ok" ] || wrong "$path: $header belongs into $files alone"
    done < <(grep -rlE "^ *# *include *$header" src include --include='*.[ch]')
done <<< "$libraries"

while read -r n path; do
    [ "$path" = total ] || [ "$n" -le 650 ] || head -n 3 "$path" | grep -qi 'made by' || wrong "$path: $n lines, more than 650"
done < <(find src include tests fuzz bench gen tools train -type f \( -name '*.[ch]' -o -name '*.py' -o -name '*.sh' \) -exec wc -l {} + 2> /dev/null)
twice=$(find src tests fuzz bench -name '*.[ch]' -printf '%f\n' | sort | uniq -d)
[ -z "$twice" ] || wrong "names that stand twice in the tree:" $twice
exit $bad
