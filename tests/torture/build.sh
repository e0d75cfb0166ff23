#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Usage: build.sh RELEASE OUTDIR
# The broker as tests/vm/build.sh builds it, broker_torture.ko, and the modules and the
# program for churn.

set -eu
. "$(dirname "$0")/../../scripts/lib.sh"

[ $# -eq 2 ] || die "usage: ${0##*/} RELEASE OUTDIR"
release=$1
out=$2
top=$(cd "$(dirname "$0")/../.." && pwd)
trees=$top/build/torture/$release
dev=$top/build/$release/dev/share/broker
build=$(build_dir "$release")
built_against "$build" "$trees"

# modules SOURCE TREE: build in a copy, for each kernel its own
modules() {
	mkdir -p "$trees/$2"
	cp -pR "$top/$1/." "$trees/$2"
	build_modules "$build" "$trees/$2" BROKER="$dev" || die "$1 does not build for $release"
}

install() {	# TREE DIR
	mkdir -p "$2"
	cp -u "$trees/$1"/*.ko "$2"
}

say BUILD "torture for $release"
"$top/tests/vm/build.sh" "$release" "$out" broker
cp -pR "$top/include" "$trees"
modules tests/torture/broker_torture broker_torture
install broker_torture "$out/torture"
modules tests/torture/churn churn
install churn "$out/torture"
$(guest_cc "$release") -O2 -Wall -static -pthread -o "$out/torture/churn" "$top/tests/torture/churn/churn.c"
