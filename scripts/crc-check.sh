#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Usage: crc-check.sh
# Has the broker the exports that broker.symvers lists, with the same CRCs, for
# every kernel whose headers are installed, and compiled by clang too? Clients
# link against this file alone. Prints KTAP, one result for each package.

set -eu
. "$(dirname "$0")/lib.sh"
top=$(cd "$(dirname "$0")/.." && pwd)

# What clang knows nothing of in a kernel that was configured for gcc.
not_for_clang='-Werror=% -mfunction-return=% -mharden-sls=% -fconserve-stack
	-mrecord-mcount -ftrivial-auto-var-init=%'

# The packages that modules are built with; a -common one has no symbols.
packages() {
	for symvers in /usr/src/linux-headers-*/Module.symvers; do
		[ ! -e "$symvers" ] || dirname "$symvers"
	done
}

# build HEADERS TARGET [VARIABLE=...]: in $dir, anew. modpost knows the CRCs: nothing
# needs to be linked after it.
build() {
	headers=$1; shift
	rm -rf "$dir"
	mkdir -p "$dir"
	cp -R "$top/Kbuild" "$top/broker" "$top/include" "$dir"
	# shellcheck disable=SC2086 # several
	make -s -j "$(nproc)" -C "$headers" M="$dir" KBUILD_MODPOST_NOFINAL=1 $no_debug_info "$@" \
		>"$dir/build.log" 2>&1 || { cat "$dir/build.log"; return 1; }
}

# SYMBOL CRC, as modpost found them in the module, and as genksyms made them
# for one object.
symvers_crcs() { awk '{ print $2, $1 }' "$1" | sort; }
object_crcs() { sed -n 's/^#SYMVER \([^ ]*\) \([^ ]*\)$/\1 \2/p' "$1" | sort; }

# compare WHERE FILE: a line for each symbol that differs
compare() {
	join -a 1 -a 2 -e none -o 0,1.2,2.2 "$work/want" "$2" | awk -v where="$1" '
		$2 != $3 { print where ": " $1 " has " $3 ", want " $2; bad = 1 }
		END { exit bad }'
}

check_gcc() {
	build "$1" modules || return 1
	symvers_crcs "$dir/Module.symvers" >"$dir/crcs"
	compare "$kernel" "$dir/crcs"
}

# All exports are in one file.
check_clang() {
	build "$1" CC=clang ccflags-remove-y="$not_for_clang" broker/faces/export.o || return 1
	object_crcs "$dir/broker/faces/.export.o.cmd" >"$dir/crcs"
	compare "$kernel with clang" "$dir/crcs"
}

check() {
	kernel=${1##*/linux-headers-}
	dir=$top/build/crc/$kernel
	check_gcc "$1" && check_clang "$1"
}

command -v clang >/dev/null || die "install the package clang"
# shellcheck disable=SC2046 # no name has blanks
set -- $(packages)
[ $# -gt 0 ] || die "no headers of a kernel are installed"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
symvers_crcs "$top/broker.symvers" >"$work/want"

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
