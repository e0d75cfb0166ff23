#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Usage: crc-check.sh
# Checks that the broker has the exports that broker.symvers lists, with the same CRCs, for
# every kernel whose headers are installed, also if compiled by clang. Clients
# link against this file alone, or one of the lists for gendwarfksyms. Prints KTAP,
# one result for each package.

set -eu
. "$(dirname "$0")/lib.sh"
top=$(cd "$(dirname "$0")/.." && pwd)

# Options of a kernel configured for gcc that clang does not support.
not_for_clang='-Werror=% -mfunction-return=% -mharden-sls=% -fconserve-stack
	-mrecord-mcount -ftrivial-auto-var-init=%'

# The packages that modules are built with; a -common one has no symbols.
packages() {
	for symvers in /usr/src/linux-headers-*/Module.symvers; do
		[ ! -e "$symvers" ] || dirname "$symvers"
	done
}

# All exports are in one file.
exports=broker/faces/export

# build HEADERS [VARIABLE=...]: that file in $dir, from scratch
build() {
	headers=$1; shift
	rm -rf "$dir"
	mkdir -p "$dir"
	cp -R "$top/Kbuild" "$top/broker" "$top/include" "$dir"
	# shellcheck disable=SC2086 # several
	make -s -C "$headers" M="$dir" $no_debug_info "$@" $exports.o \
		>"$dir/build.log" 2>&1 || { cat "$dir/build.log"; return 1; }
}

# SYMBOL CRC: as in the list, and as computed by genksyms for one object.
symvers_crcs() { awk '{ print $2, $1 }' "$1" | sort; }
object_crcs() { sed -n 's/^#SYMVER \([^ ]*\) \([^ ]*\)$/\1 \2/p' "$1" | sort; }

# compare WHERE FILE: a line for each symbol that differs
compare() {
	join -a 1 -a 2 -e none -o 0,1.2,2.2 "$work/want" "$2" | awk -v where="$1" '
		$2 != $3 { print where ": " $1 " has " $3 ", want " $2; bad = 1 }
		END { exit bad }'
}

check_compiler() {	# COMPILER HEADERS [VARIABLE=...]
	compiler=$1; shift
	build "$@" || return 1
	symvers_crcs "$(crc_list "$headers" "$compiler")" >"$work/want"
	object_crcs "$dir/${exports%/*}/.${exports##*/}.o.cmd" >"$dir/crcs"
	compare "$kernel with $compiler" "$dir/crcs"
}

check() {
	kernel=${1##*/linux-headers-}
	dir=$top/build/crc/$kernel
	check_compiler gcc "$1" &&
		check_compiler clang "$1" CC=clang ccflags-remove-y="$not_for_clang"
}

elsewhere=$(grep -rl '^EXPORT_SYMBOL' "$top/broker" | grep -vxF "$top/$exports.c") || :
[ -z "$elsewhere" ] || die "there are exports in $elsewhere"
command -v clang >/dev/null || die "install the package clang"
# shellcheck disable=SC2046 # no name has blanks
set -- $(packages)
[ $# -gt 0 ] || die "no headers of a kernel are installed"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

echo "KTAP version 1"
echo "1..$#"
number=0 failed=0
for headers; do
	number=$((number + 1))
	if report=$(check "$headers"); then
		echo "ok $number crc ${headers##*/}"
	else
		echo "not ok $number crc ${headers##*/}"
		printf '%s\n' "$report" | sed 's/^/# /'
		failed=1
	fi
done
exit $failed
