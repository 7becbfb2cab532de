#!/usr/bin/env bash
# Installs what sayso needs to be built (and, with "check", what its checks need) on Debian 12 or later.
#   tools/setup.sh [build|check]
# Does nothing where everything is there. lexbor 3 stands in Debian's testing suite: that suite is added from the
# machine's own mirror, pinned so that nothing else comes from it; where its package cannot be installed, the suite's
# source package is built into /usr/local. Each package has its reason in docs/DEPENDENCIES.md.
# SAYSO_LEXBOR=source takes the second way at once.
set -euo pipefail
what=${1:-build}
packages="meson ninja-build gcc libc6-dev pkg-config libjansson-dev libutf8proc-dev libdnnl-dev libcurl4-openssl-dev libxml2-dev libsqlite3-dev zlib1g-dev libmicrohttpd-dev"
[ "$what" = check ] && packages="$packages libcmocka-dev clang libclang-rt-dev llvm chromium python3 python3-jsonschema python3-geojson python3-venv"
say() { echo "setup: $*" >&2; }
die() { say "$*"; exit 1; }

as_root=
[ "$(id -u)" = 0 ] || as_root=sudo
export DEBIAN_FRONTEND=noninteractive
apt_get() { $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 -o Acquire::Retries=3 "$@" >&2; }
need_apt() {
    command -v apt-get > /dev/null || die "no apt-get here. Install by your system's own means: $packages, and lexbor 3.0 or later"
    [ -z "$as_root" ] || command -v sudo > /dev/null || die "run this as root, or install sudo"
}
updated=
update() { [ -n "$updated" ] || { say "apt-get update"; apt_get update && updated=1; }; }

missing() {
    for p in $packages; do
        [ "$(dpkg-query -W -f '${db:Status-Status}' "$p" 2> /dev/null)" = installed ] || echo "$p"
    done
}

# ---- lexbor ----------------------------------------------------------------------------------------------------------
lexbor_there() {
    printf '#include <lexbor/html/html.h>\n#if LEXBOR_VERSION_MAJOR < 3\n#error old\n#endif\nint main(void) { return lxb_html_document_create() == 0; }\n' |
        cc -x c - -llexbor -o /dev/null 2> /dev/null
}

sources=/etc/apt/sources.list.d/sayso-testing.sources
pin=/etc/apt/preferences.d/sayso-lexbor
put() { printf '%s\n' "$2" | $as_root tee "$1" > /dev/null; }

# The suite's address is the one this machine already takes Debian from.
add_testing() {
    [ ! -e "$sources" ] || return 1
    local uri key=/usr/share/keyrings/debian-archive-keyring.gpg
    uri=$(apt-get indextargets --format '$(LABEL)|$(COMPONENT)|$(REPO_URI)' 'Identifier: Packages' | sed -n 's/^Debian|main|//p' | head -n 1)
    [ -n "$uri" ] || return 1
    put "$pin" "Package: *
Pin: release a=testing
Pin-Priority: -10

Package: liblexbor*
Pin: release a=testing
Pin-Priority: 500"
    local entry="Types: deb deb-src
URIs: $uri
Suites: testing
Components: main$([ ! -e $key ] || printf '\nSigned-By: %s' $key)"
    put "$sources" "$entry"
    updated=
    update && return 0
    # A mirror frozen at a day: its index is signed but past its date.
    say "trying again without the index's date of expiry"
    put "$sources" "$entry
Check-Valid-Until: no"
    update && return 0
    say "this mirror has no testing suite"
    $as_root rm -f "$sources" "$pin"
    update
    return 1
}

lexbor_package() {
    [ "${SAYSO_LEXBOR:-}" != source ] || return 1
    dpkg --compare-versions "$(apt-cache policy liblexbor-dev | sed -n 's/ *Candidate: //p')" ge 3 2> /dev/null || return 1
    apt_get install --no-install-recommends -y liblexbor-dev
}

lexbor_source() {
    say "building lexbor from the testing suite's source package into /usr/local"
    apt_get install --no-install-recommends -y cmake make gcc libc6-dev dpkg-dev || return 1
    local dir
    dir=$(mktemp -d)
    (cd "$dir" && apt-get -qq source --download-only lexbor/testing && dpkg-source --no-check -x lexbor_*.dsc tree > /dev/null &&
        cmake -S tree -B tree/out -DCMAKE_BUILD_TYPE=Release -DLEXBOR_BUILD_STATIC=OFF -DCMAKE_INSTALL_PREFIX=/usr/local \
            -DCMAKE_INSTALL_LIBDIR=lib > /dev/null &&
        make -s -C tree/out -j"$(nproc)" && $as_root make -s -C tree/out install > /dev/null && $as_root ldconfig) || { rm -rf "$dir"; return 1; }
    rm -rf "$dir"
}

# ----------------------------------------------------------------------------------------------------------------------
lacking=
! command -v dpkg-query > /dev/null || lacking=$(missing)
if [ -n "$lacking" ]; then
    need_apt
    update
    say "installing" $lacking
    apt_get install --no-install-recommends -y $lacking
fi
command -v cc > /dev/null && command -v meson > /dev/null || need_apt
if ! lexbor_there; then
    need_apt
    update
    lexbor_package || { add_testing && lexbor_package; } || { [ -e "$sources" ] && lexbor_source; } || true
    lexbor_there || die "lexbor 3.0 or later could not be installed: neither its package nor its source package can be had from this
machine's Debian mirror (suite testing). Install it by hand so that the compiler finds <lexbor/html/html.h> and -llexbor, then run this again."
fi

# ---- schemathesis: the desk's answers are held against its description; Datasette opens its database. Without them those tests say so
# and do less ------------------------------------------------------------------------------------------------------------------
venv_there() {
    .venv-check/bin/schemathesis --version 2> /dev/null | grep -q "$(sed -n 's/^schemathesis==//p' tests/serve/requirements.lock)" &&
        .venv-check/bin/datasette --version 2> /dev/null | grep -q "$(sed -n 's/^datasette==//p' tests/store/requirements.lock)"
}
if [ "$what" = check ]; then
    cd "$(dirname "$0")/.."
    if ! venv_there; then
        say "schemathesis and Datasette into .venv-check"
        { python3 -m venv .venv-check && .venv-check/bin/pip install -q --disable-pip-version-check -r tests/serve/requirements.lock \
            -r tests/store/requirements.lock; } >&2 ||
            say "schemathesis or Datasette could not be had; calls are not made up from the desk's description, its database is not opened by another"
    fi
fi
