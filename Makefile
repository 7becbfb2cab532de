# sayso's own commands, thin over Meson and Ninja.
#   make demo     on a fresh machine: set-up, build, an example report's record on the screen and as a page
#   make check    everything that must hold; what CI runs            make check-san  the tests alone, under sanitizers
#   make soak     the long tests: some ten minutes
#   make bench    speed beside others, to docs/SPEED.md              make score      quality, to docs/QUALITY.md
#   make fuzz     each fuzz target for FUZZ_SECONDS                  make coverage   lines the fuzz corpus reaches
#   make layers   who may include what                               make gen        the tables made from data/
#   make          build/sayso                                        make install    PREFIX=/usr/local, DESTDIR=
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := all
JOBS ?= $(shell nproc)
PREFIX ?= /usr/local
DESTDIR ?=
export FUZZ_SECONDS ?= 60
export JOBS

.PHONY: all setup demo check check-san tests soak bench score fuzz coverage layers gen gen-check format format-check install clean

all: setup build/build.ninja
	@ninja -C build -j$(JOBS) --quiet

setup:
	@tools/setup.sh build

build/build.ninja:
	meson setup build -Dprefix=$(PREFIX) > /dev/null

build-san/build.ninja:
	meson setup build-san --buildtype debugoptimized -Db_sanitize=address,undefined -Db_lundef=false -Dbench=false > /dev/null

build-fuzz/build.ninja:
	CC=clang meson setup build-fuzz --buildtype debugoptimized -Db_sanitize=address,undefined -Db_lundef=false \
	    -Dfuzz=true -Dtests=false -Dbench=false > /dev/null

demo: setup build/build.ninja
	@ninja -C build -j$(JOBS) --quiet
	@tools/demo.sh

check:
	@tools/setup.sh check
	@tools/check.sh

check-san: build-san/build.ninja
	@tools/setup.sh check
	ninja -C build-san -j$(JOBS) --quiet
	tools/check.sh tests

tests: check-san

# The long tests: some ten minutes.
soak: all
	@python3 tests/store/crash.py build/sayso 600
	@SEED=2 python3 tests/store/crash.py build/sayso 600

bench: all
	@python3 bench/bench.py
	@desk/tests/program.sh build/sayso --only speed || [ $$? = 77 ]
	@DESK_STORIES=10000 desk/tests/program.sh build/sayso --only many || [ $$? = 77 ]

score: all
	@tools/score.sh

fuzz: build-fuzz/build.ninja
	@ninja -C build-fuzz -j$(JOBS) --quiet
	@fuzz/run.sh build-fuzz $(FUZZ_SECONDS)

coverage:
	@fuzz/coverage.sh

layers:
	@tools/layers.sh

gen:
	@tools/gen.sh

gen-check:
	@tools/gen.sh --check

# Not what scripts have made: their first lines say so.
by_hand = $$(git ls-files '*.c' '*.h' | xargs awk 'FNR <= 3 && /[Dd]o not edit|[Mm]ade by/ { made[FILENAME] } FNR == 3 && !(FILENAME in made) { print FILENAME }')

format:
	clang-format -i $(by_hand)

format-check:
	clang-format --dry-run -Werror $(by_hand)

install: all
	@meson configure build -Dprefix=$(PREFIX)
	@ninja -C build -j$(JOBS) --quiet
	DESTDIR=$(DESTDIR) meson install -C build --no-rebuild --quiet

clean:
	rm -rf build build-san build-fuzz build-cov
