#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Usage: run.sh RELEASE MODULES_DIR
# Tests how modprobe and mkinitramfs use softdep rows, those of modules and those that
# "brokerctl softdep" writes. Prints KTAP. MODULES_DIR was filled by tests/vm/build.sh for
# RELEASE. Nothing on the machine is changed: everything is in a root of its own.

set -eu
. "$(dirname "$0")/../../scripts/lib.sh"
[ $# -eq 2 ] || die "usage: ${0##*/} RELEASE MODULES_DIR"
release=$1
modules=$(cd "$2" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# These tools are in root's PATH, but do not need root.
PATH=$PATH:/usr/sbin:/sbin
for tool in jq xz objcopy modprobe depmod mkinitramfs lsinitramfs unshare; do
	command -v $tool >/dev/null || die "install the package of $tool"
done
make -s -C "$top/tools/brokerctl" >&2

root=$work/root
code=0
file=$root/lib/modprobe.d/zz-broker.conf

# A new root in which FILES are installed: installed FILE...
installed() {
	rm -rf "$root"
	mkdir -p "$root/etc/modprobe.d" "$root/lib/modprobe.d"
	add "$release" "$@"
}

# Installs more files, for a kernel: add RELEASE FILE...
add() {
	tree=$root/lib/modules/$1
	shift
	mkdir -p "$tree/updates"
	cp "$@" "$tree/updates/"
	touch "$tree/modules.order" "$tree/modules.builtin" "$tree/modules.builtin.modinfo"
	ln -sfn "/lib/modules/$release/build" "$tree/build"
	depmod -b "$root" "${tree##*/}"
}

# The modules that modprobe would load, in order, each once: would_load NAME
would_load() {
	modprobe -d "$root" -S "${kernel:-$release}" -C "$root/etc/modprobe.d" \
		-C "$root/lib/modprobe.d" --show-depends "$1" 2>&1 |
		sed 's/^insmod .*\/\(.*\)\.ko.*/\1/; s/ *$//' | awk '!seen[$0]++' | xargs
}

# loads WHAT NAME EXPECTED
loads() {
	got=$(would_load "$2")
	[ "$got" = "$3" ] && got= || got="modprobe $2 would load '$got', expected '$3'"
	result "$1" "$got"
}

# A module with other rows in its .modinfo: edited FILE SED, prints its path
edited() {
	mkdir -p "$work/edited"
	objcopy -O binary -j .modinfo "$1" "$work/modinfo"
	tr '\0' '\n' <"$work/modinfo" | sed "$2" | tr '\n' '\0' >"$work/rows"
	objcopy --update-section .modinfo="$work/rows" "$1" "$work/edited/${1##*/}"
	echo "$work/edited/${1##*/}"
}

# softdep WHAT STATUS EXPECTED_ROWS REMARKS: runs it, checks its file and its answer
softdep() {
	brokerctl -j softdep --root "$root"
	mv "$work/out" "$work/json"
	sed 's/^/# | json /' "$work/json" >>"$work/answers"
	finding=
	[ "$status" = "$2" ] || finding="exit code $status, expected $2 $(cat "$work/err")"
	got=$(grep -v '^#' "$file" 2>/dev/null) || :
	[ "$got" = "$3" ] || finding="$finding
rows: $got
expected: $3"
	got=$(jq -r '.remarks[]' "$work/json")
	[ "$got" = "$4" ] || finding="$finding
remarks: $got
expected: $4"
	got=$(jq -r '.softdeps[] | "softdep \(.module) pre: \(.pre | join(" "))"' "$work/json")
	[ "$got" = "$3" ] || finding="$finding
it says it has: $got"
	result "$1" "$finding"
}

# remarks WHAT EXPECTED FILE...: of "brokerctl check". They do not change its exit code,
# which is $code
remarks() {
	what=$1 expected=$2
	shift 2
	brokerctl -j check "$@"
	sed 's/^/# | json /' "$work/out" >>"$work/answers"
	got=$(jq -r '.remarks[]' "$work/out" | grep softdep) || :
	[ "$got" = "$expected" ] && got= || got="remarks: $got
expected: $expected"
	[ "$status" = "$code" ] || got="$got exit code $status"
	result "$what" "$got"
}

foo=$modules/foobar/foo.ko bar=$modules/foobar/bar.ko broker=$modules/broker.ko

echo 'KTAP version 1'
. "$top/tests/brokerctl/lib.sh"
. "$here/modprobe.sh"
. "$here/rows.sh"
. "$here/initramfs.sh"
result 'the answers are as the schema has them' \
	"$(/usr/bin/python3 "$top/tests/brokerctl/schema.py" "$work/answers" | grep -v -e '^ok' -e '^KTAP' -e '^1\.\.')"
echo "1..$number"
exit $failed
