#!/usr/bin/env bash
# The command: every refusal, exit codes, many inputs, standard input, output to files, valid JSON lines.
#   cli_test.sh SAYSO ROOT JSON_CHECK      JSON_CHECK: json_lines.c, which holds each line to docs/RECORD.md
set -uo pipefail
sayso=$(realpath "$1") root=$(realpath "$2") json=$(realpath "$3")
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
cd "$here"
tiny=$root/tests/model/tiny.safetensors
passed=0 failed=0

# check NAME CODE [OUT-PATTERN] [ERR-PATTERN]: runs "$@" of `run`, which stand in args
check() {
    local name=$1 want=$2 out=${3:-} err=${4:-}
    "$sayso" "${args[@]}" > out 2> err < "${input:-/dev/null}"
    local code=$? why=
    [ $code = "$want" ] || why="exit code $code, not $want"
    [ -z "$out" ] || grep -qE -- "$out" out || why="$why; no '$out' in the output"
    [ -z "$err" ] || grep -qE -- "$err" err || why="$why; no '$err' among the errors"
    [ -n "$err" ] || [ ! -s err ] || why="$why; unexpected: $(head -c 200 err)"
    verdict "$name" "$why"
}
verdict() {
    if [ -z "$2" ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED: $1: $2"; fi
}

page='<!doctype html><title>Ferry Hits Pier</title><article><h1>Ferry Hits Pier</h1><p>A ferry hit a pier on Monday, the harbour office said in a short statement.</p><p>Nobody was hurt, according to the company that runs the line.</p></article>'
echo "$page" > a.html
printf 'Bridge Closed\n\nThe bridge was closed on Friday, the mayor said.\n\n"It is old," she said.\n' > b.txt
: > empty.txt
printf 'words\0words' > nul.txt
printf '%%PDF-1.4 x' > c.pdf
printf '\x89PNG\r\n\x1a\n' > d.png
printf 'Caf\xe9 closed after fire\n\nThe owner said the caf\xe9 will open again.\n' > latin.txt
printf 'Cut off in the middle of a letter: caf\xc3' > cut.txt
head -c 5000 /dev/urandom | tr '\0' x > noise.bin
head -c 300000 /dev/zero | tr '\0' 'x' > long.txt
head -c 2000 "$tiny" > cut.safetensors
mkdir folder

# ---- the check of records can fail
for bad in '{"text":"é","sentences":[[0,1]]}' '{"text":"ab","sentences":[[1,3]]}' '{"text":"ab","quotes":[{"span":[0,1],"speaker":"e0","chain":[]}]}' '{"a":'; do
    "$json" <<< "$bad" > out && why= && verdict "refused: $bad" "it was let pass" || verdict "refused: $bad" ""
done

# ---- wrong use: 2
args=() && check "no command" 2 "" "sayso read"
args=(frobnicate) && check "unknown command" 2 "" "no command 'frobnicate'"
args=(read) && check "no input" 2 "" "no input"
args=(read --formt json a.html) && check "unknown option, and the near one" 2 "" "unknown option '--formt'; did you mean --format\?"
args=(read -x a.html) && check "unknown letter" 2 "" "unknown option '-x'"
args=(read --format xml a.html) && check "unknown format" 2 "" "--format wants text\|json\|jsonl\|html\|plover\|csv\|webannotation\|brat\|geojson\|claimreview\|atom, not 'xml'"
args=(read --threads 0 a.html) && check "no threads" 2 "" "--threads wants N, not '0'"
args=(read --threads many a.html) && check "threads in words" 2 "" "not 'many'"
args=(read --max-bytes 10x a.html) && check "bytes of no unit" 2 "" "not '10x'"
args=(read --quiet=yes a.html) && check "a value too many" 2 "" "takes no value"
args=(read a.html --format) && check "a value too few" 2 "" "wants text"
args=(read --model none --format html a.html b.txt) && check "pages need a folder" 2 "" "folder"
args=(dump gossip a.html) && check "unknown stage" 2 "" "no such stage"
args=(dump page) && check "no input to dump" 2 "" "no input"
args=(help gossip) && check "help on nothing" 2 "" "no command 'gossip'"

# ---- help
args=(help) && check "help" 0 "sayso read"
args=(--help) && check "--help" 0 "sayso dump"
args=(read --help) && check "read --help" 0 "--max-bytes"
args=(help dump) && check "help dump" 0 "--model"
args=(--version) && check "--version" 0 "^sayso [0-9]"
args=(version) && check "version" 0 "record format"

# ---- the manual and the completions know each option
commands="read dump story add stories find correct export watch serve"
for option in $(for c in $commands; do "$sayso" help $c; done | grep -oE -- '--[a-z-]+' | sort -u); do
    for file in docs/man/sayso.1 completion/sayso.bash completion/_sayso; do
        grep -q -- "$option" <(sed 's/\\-/-/g' "$root/$file") && why= || why="$file does not name it"
        verdict "$option" "$why"
    done
done
for c in $commands; do "$sayso" help $c; done > help.txt
for option in $(grep -oE -- '--[a-z-]+' "$root/completion/sayso.bash" | sort -u); do
    grep -q -- "$option" help.txt && why= || why="completed, and not there"
    verdict "$option" "$why"
done

# ---- inputs that cannot be read: 1, and the others are read
N=(--model none)
args=(read "${N[@]}" nowhere.html) && check "missing" 1 "" "nowhere.html: input, byte 0: No such file"
args=(read "${N[@]}" folder) && check "a folder" 1 "" "folder: input, byte 0: is a folder"
args=(read "${N[@]}" empty.txt) && check "empty" 1 "" "empty.txt: page, byte 0"
args=(read "${N[@]}" nul.txt) && check "binary" 1 "" "nul.txt: page, byte 5: binary"
args=(read "${N[@]}" c.pdf) && check "PDF" 1 "" "c.pdf: page, byte 0: a PDF document"
args=(read "${N[@]}" d.png) && check "image" 1 "" "a PNG image"
args=(read "${N[@]}" --max-bytes 100k long.txt) && check "too long" 1 "" "long.txt: input, byte 102400: longer than 102400 bytes"
input=long.txt args=(read "${N[@]}" --max-bytes 100k -) && check "too long on standard input" 1 "" "-: input, byte 102400"
args=(read "${N[@]}" http://127.0.0.1:9/) && check "a loopback address" 1 "" "127.0.0.1:9/: fetch, byte 0: leads to a private"
args=(read "${N[@]}" http://169.254.169.254/latest) && check "a link-local address" 1 "" "private"
args=(read "${N[@]}" ftp://example.org/a) && check "another scheme" 1 "" "fetch"
args=(read "${N[@]}" --format jsonl latin.txt) && check "windows-1252" 0 'Café closed'
args=(read "${N[@]}" --format jsonl cut.txt) && check "cut inside a letter" 0 'Cut off'
"$sayso" read "${N[@]}" noise.bin > out 2> err
verdict "noise ends in words or an error" "$([ $? -le 1 ] || echo "exit code $?")"
args=(read "${N[@]}" --format jsonl a.html nowhere.html b.txt c.pdf) && check "the others are read" 1 '"error":\{"code":"IO"' "2 of 4 inputs read"
verdict "a line for each input, in order" "$([ "$(sed -E 's/.*"input":\{"name":"([^"]*)".*/\1/' out | tr '\n' ' ')" = 'a.html nowhere.html b.txt c.pdf ' ] || echo "$(cut -c1-80 out)")"
verdict "each line is JSON" "$("$json" < out 2>&1)"
args=(read "${N[@]}" --quiet a.html nowhere.html) && check "quiet tells errors, no summary" 1 "" "nowhere"
verdict "quiet: no summary" "$(grep 'inputs read' err)"

# ---- the model: 3
args=(read --model nosuch a.html) && check "no such model" 3 "" "nosuch: model, byte 0"
args=(read --model ./nowhere.safetensors a.html) && check "no such weights" 3 "" "No such file"
args=(read --model ./a.html a.html) && check "weights of another form" 3 "" "a.html: model, byte"
args=(read --model ./cut.safetensors a.html) && check "weights cut off" 3 "" "cut.safetensors: model, byte"
args=(read --model "$tiny" --format jsonl a.html b.txt) && check "a model by its path" 0 '"attributions":\['
verdict "records are JSON" "$("$json" < out 2>&1)"
for c in fp32 int8 auto; do args=(read --model "$tiny" --compute $c --format jsonl a.html) && check "compute $c" 0 '"claims":'; done

# ---- inputs and outputs
input=b.txt args=(read "${N[@]}" --format jsonl --name bridge.txt -) && check "standard input, named" 0 '"name":"bridge.txt"'
args=(read "${N[@]}" a.html) && check "json by default for one" 0 '^  "sayso": "0.1"'
args=(read "${N[@]}" a.html b.txt) && check "jsonl by default for more" 0 '^\{"sayso":"0.1"'
args=(read "${N[@]}" --format text a.html b.txt) && check "text of several" 0 '^==> b.txt <==$'
args=(read "${N[@]}" --format text --color always b.txt) && check "colours when asked" 0 $'\033'
args=(read "${N[@]}" --format html b.txt) && check "a page" 0 '^<!doctype html>'
args=(read "${N[@]}" -f html -o pages/ a.html b.txt ./b.txt) && check "pages in a folder" 0
verdict "a page for each" "$([ -s pages/a.html ] && [ -s pages/b.html ] && [ -s pages/b-2.html ] || ls pages)"
args=(read "${N[@]}" -fjson -oone.json a.html) && check "to a file" 0
verdict "the file is JSON" "$(tr -d '\n' < one.json | "$json" 2>&1)"
args=(read "${N[@]}" -o /nowhere/x.json a.html) && check "an output that cannot be" 4 "" "output, byte 0"
if [ -w /dev/full ]; then
    "$sayso" read "${N[@]}" a.html > /dev/full 2> err
    verdict "a full disk" "$(code=$?; [ $code = 4 ] && grep -q output err || echo "exit code $code: $(cat err)")"
fi
args=(read "${N[@]}" -- a.html) && check "-- ends the options" 0 '"sayso"'
args=(dump page a.html) && check "dump page" 0 '^headline \[0,15\)'
args=(dump text b.txt) && check "dump text" 0 '^run \['
args=(dump --model "$tiny" model b.txt) && check "dump model" 0 '^pieces [0-9]+, words'
args=(dump --model "$tiny" report b.txt) && check "dump report" 0 '^quote q0 \['

# ---- formats for other tools, of several inputs in one stream
M=(--model "$tiny")
args=(read "${M[@]}" --format csv a.html nowhere.html b.txt) && check "csv of several" 1 '^report,claim,slot' "nowhere"
verdict "one header" "$([ "$(grep -c '^report,claim' out)" = 1 ] && head -n 1 out | grep -q '^report,' || cat out)"
args=(read "${M[@]}" -f csv nowhere.html) && check "csv of nothing that can be read" 1 '^report,claim' "nowhere"
args=(read "${M[@]}" -f csv -o rows/ a.html b.txt) && check "csv in a folder" 0
verdict "a header in each" "$(grep -L '^report,claim' rows/a.csv rows/b.csv)"
for f in webannotation geojson; do
    args=(read "${M[@]}" -f $f a.html nowhere.html b.txt) && check "$f of several" 1 "" "nowhere"
    verdict "$f: a value a line" "$(python3 -c 'import json, sys; v = [json.loads(l) for l in sys.stdin]; print("" if len(v) == 2 else v)' < out 2>&1)"
done
args=(read "${M[@]}" -f plover a.html b.txt) && check "plover of several" 0
args=(read "${M[@]}" -f brat a.html b.txt) && check "brat of several needs a folder" 2 "" "annotations of several inputs need a folder"
args=(read "${M[@]}" -f brat a.html) && check "brat of one" 0 '^T1.[A-Z]'
args=(read "${M[@]}" -f brat -o ann a.html b.txt)
mkdir -p ann && check "brat in a folder" 0
verdict "both files of each" "$(for x in a b; do [ -s ann/$x.ann ] && [ -s ann/$x.txt ] || echo $x; done)"
"$sayso" read "${M[@]}" --format jsonl a.html | python3 -c 'import json, sys; sys.stdout.write(json.load(sys.stdin)["text"])' > want.txt
verdict "the .txt is the record's text" "$(cmp want.txt ann/a.txt 2>&1)"
cp b.txt kept.txt
args=(read "${M[@]}" -f brat -o . b.txt) && check "an input is not written over" 4 "" "b.txt: output, byte 0: File exists"
verdict "it is as it was" "$(cmp b.txt kept.txt 2>&1)"

# ---- many, on many threads: the same, in order
files=()
for i in $(seq 60); do sed "s/Monday/day $i/" a.html > "n$i.html" && files+=("n$i.html"); done
"$sayso" read "${N[@]}" --threads 1 "${files[@]}" > one.jsonl && "$sayso" read "${N[@]}" --threads 7 "${files[@]}" > seven.jsonl
verdict "threads change nothing" "$(cmp one.jsonl seven.jsonl 2>&1)"
"$sayso" read --model "$tiny" --threads 1 "${files[@]:0:9}" > one.jsonl && "$sayso" read --model "$tiny" --threads 4 "${files[@]:0:9}" > four.jsonl
verdict "threads change nothing with a model" "$(cmp one.jsonl four.jsonl 2>&1)"

# ---- from anywhere, with nothing in the environment
code=$(cd / && env -i "$sayso" read --model none "$here/a.html" > /dev/null; echo $?)
verdict "an empty environment" "$([ "$code" = 0 ] || echo "exit code $code")"

echo "$passed passed, $failed failed"
[ $failed = 0 ]
