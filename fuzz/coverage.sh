#!/usr/bin/env bash
# Lines of each fuzzed file that its committed corpus reaches, as a Markdown table; into docs/QUALITY.md too.
# clang's source coverage; a file is counted over all targets.
set -euo pipefail
cd "$(dirname "$0")/.."
[ -e build-cov/build.ninja ] || CC=clang meson setup build-cov --buildtype debug -Db_lundef=false -Dllvm_cov=true -Dbench=false > /dev/null
ninja -C build-cov -j"${JOBS:-$(nproc)}" --quiet
rm -f build-cov/*.profraw
objects=()
for t in $(ls fuzz/fuzz_*.c | sed 's/.*fuzz_\(.*\)\.c/\1/'); do
    LLVM_PROFILE_FILE=build-cov/$t.profraw build-cov/fuzz/replay_"$t" "fuzz/corpus/$t" > /dev/null
    objects+=(${objects[0]:+-object} "build-cov/fuzz/replay_$t")
done
llvm-profdata merge -o build-cov/all.profdata build-cov/*.profraw
# the readers of outside bytes
files=$(ls src/page/page_*.c src/text/*.c src/model/model_file.c src/model/model_wordpiece.c src/model/model_features.c src/record/record_*.c src/watch/*.c \
    src/gazetteer/*.c src/story/story_signature_*.c src/serve/serve_uri.c src/store/store_match.c | grep -v -e _table -e _fetch)
llvm-cov export -summary-only -instr-profile build-cov/all.profdata "${objects[@]}" |
    python3 tools/coverage_table.py $files | tee build-cov/table.md
tools/put.py docs/QUALITY.md coverage build-cov/table.md
