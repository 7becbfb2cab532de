#!/usr/bin/env bash
# The first look in README.md: parts of what the program says of examples/harbour.html.
set -euo pipefail
cd "$(dirname "$0")/.."
text=$(build/sayso read --quiet --format text examples/harbour.html)
part() { awk -v from="$1" -v n="$2" 'index($0, from) == 1 { on = n } on-- > 0' <<< "$text"; echo "    ..."; }
{
    echo '```'
    head -n 4 <<< "$text"
    part "The incident" 8
    part "several accounts" 9
    part "Police (official" 8
    part "Petra Halloran" 5
    grep -A 2 -m 1 'Police seal off' <(awk '/^Pictures/ { on = 1 } on' <<< "$text") || true
    echo '```'
} > build/look.md
tools/put.py README.md look build/look.md
# The story of examples/terminal, its first parts.
{
    echo '```'
    build/sayso story --quiet --format text examples/terminal/*.html | awk '/^What was said/ { exit } { print }' | sed '${/^$/d}'
    echo '```'
} > build/look-story.md
tools/put.py README.md story build/look-story.md
