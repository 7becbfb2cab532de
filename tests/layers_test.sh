#!/usr/bin/env bash
# The layers check can fail: a small tree is right, then each rule is broken in turn.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
fresh() {
    rm -rf "$tree"/*
    mkdir -p "$tree"/{src/{base,page,text,cli},include,tests,fuzz,bench,gen,tools}
    echo '#include <stddef.h>' > "$tree/src/base/base_a.h"
    echo '#include "base_a.h"' > "$tree/src/page/page.h"
    printf '#include "page.h"\n#include <lexbor/html/html.h>\n' > "$tree/src/page/page_html.c"
    echo '#include "page.h"' > "$tree/src/text/text.h"
    echo '#include "sayso.h"' > "$tree/src/cli/main.c"
}
fails() { # WHAT: the tree as it is now must be refused
    ! "$here/tools/layers.sh" "$tree" 2> "$tree/said" || { echo "layers let pass: $1"; exit 1; }
    grep -q "$1" "$tree/said" || { echo "layers said something else than: $1"; cat "$tree/said"; exit 1; }
    fresh
}
fresh
"$here/tools/layers.sh" "$tree"
echo '#include "text.h"' > "$tree/src/page/page_late.c" && fails "later stage"
echo '#include "page.h"' > "$tree/src/cli/cli_peek.c" && fails "sayso.h alone"
echo '#include "nowhere.h"' > "$tree/src/page/page_lost.c" && fails "in no stage"
echo '#include <lexbor/html/html.h>' > "$tree/src/text/text_dom.c" && fails "belongs into"
echo '#include <jansson.h>' > "$tree/src/page/page.h" && fails "belongs into"
yes '/* line */' | head -n 651 > "$tree/src/page/page_long.c" && fails "more than 650"
echo > "$tree/src/text/page_html.c" && fails "stand twice"
