#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Usage: vm.sh RELEASE MODULES_DIR OTHER_MODULES_DIR LOG_DIR
# Checks that a stock kernel does what "brokerctl check" predicts. The command runs in
# the guest, then the modules are loaded there; see vm/. MODULES_DIR was filled by
# tests/vm/build.sh for RELEASE, OTHER_MODULES_DIR for another kernel. Prints KTAP.

set -eu
. "$(dirname "$0")/../../scripts/lib.sh"
[ $# -eq 4 ] || die "usage: ${0##*/} RELEASE MODULES_DIR OTHER_MODULES_DIR LOG_DIR"
release=$1 modules=$2 other=$3 log=$4
top=$(top_dir)
build=/lib/modules/$release/build
dir=$top/build/brokerctl-vm/$release
foo=$modules/foobar/foo.ko

# edited NAME FROM TO: foo.ko, with another text of the same length
edited() { LC_ALL=C sed "s/$2/$3/g" "$foo" >"$dir/loader/$1.ko"; }

# renamed NAME MODULE [FROM TO]: direct_bar.ko, as another module, with another text. Its
# name is in .modinfo and, with free space after it, in its struct module.
renamed() {
	LC_ALL=C sed "s/name=direct_bar/name=$2/; s/direct_bar\\x00\\x00/$2\\x00\\x00/;${3+ s/$3/${4-}/g}" \
		"$modules/foobar/direct_bar.ko" >"$dir/loader/$1.ko"
}

# A CRC of __versions, before the name, with one byte changed.
with_crc() {
	at=$(LC_ALL=C grep -obUaP -e "\\x00\\x00\\x00\\x00$2\\x00" "$foo" | head -n 1 | cut -d : -f 1)
	cp "$foo" "$dir/loader/$1.ko"
	byte=$(dd if="$foo" bs=1 skip=$((at - 1)) count=1 status=none | od -An -tu1 | tr -d ' ')
	printf '%b' "\\0$(printf %o $((byte ^ 1)))" |
		dd of="$dir/loader/$1.ko" bs=1 seek=$((at - 1)) conv=notrunc status=none
}

# clients FROM TO: the families, without the kernel's own modules and those of tests only
clients() {
	for family in foobar integrity p2pmem bus lan; do
		mkdir -p "$2/$family"
		find "$1/$family" -name '*.ko' ! -name '*crc32c*' ! -name 'bus_*' ! -name '*_forgetful.ko' ! -name '*_swapped.ko' \
			-exec cp -t "$2/$family" {} +
	done
}

make -s -C "$top/tools/brokerctl" >&2
rm -rf "$dir"
mkdir -p "$dir/loader" "$dir/kernel/include"
cp "$top/build/brokerctl/brokerctl" "$modules/broker.ko" "$dir"
cp -R "$modules/shape" "$modules/proprietary" "$dir"
clients "$modules" "$dir"
find "$modules/integrity" -name '*crc32c*' -exec cp -t "$dir/integrity" {} +
clients "$other" "$dir/strangers"
cp "$other/broker.ko" "$dir/strangers"
for folder in config/auto.conf generated/utsrelease.h; do
	mkdir -p "$dir/kernel/include/${folder%/*}"
	cp "$build/include/$folder" "$dir/kernel/include/$folder"
done
cp "$build/Module.symvers" "$dir/kernel"

cp "$other/foobar/foo.ko" "$dir/loader/other-kernel.ko"
cp "$modules/proprietary/foo.ko" "$dir/loader/proprietary.ko"
with_crc crc-of-printk _printk
with_crc crc-of-layout module_layout
with_crc crc-of-broker __broker_get
edited vermagic ' SMP ' ' XMP '
edited unknown-symbol _printk _prinxk
edited any-release 'vermagic=[0-9]' 'vermagic=x'
renamed exported-twice direct_baz
renamed exported-by-the-kernel direct_baz direct_bar_write kobject_set_name
mkdir "$dir/namespace"
printf 'direct_bar_write\0SPACE\0' >"$dir/namespace/strings"
objcopy --update-section __ksymtab_strings="$dir/namespace/strings" "$modules/foobar/direct_bar.ko" \
	"$dir/namespace/direct_bar.ko" 2>/dev/null
objcopy -R __versions "$foo" "$dir/loader/no-versions.ko"
objcopy -R __versions "$dir/loader/any-release.ko" "$dir/loader/no-versions-any-release.ko"
"$top/tests/vm/run.sh" "$release" "$dir" "$log" "$top"/tests/brokerctl/vm/*.sh
