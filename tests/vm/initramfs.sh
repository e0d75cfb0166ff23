#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Make the guest's file system: initramfs.sh OUT MODULES_DIR LIST SCENARIO_FILE...
# It holds busybox, the real kmod, tests/vm/guest as /vm, the scenarios, the programs that
# these name in a line "# Needs: PROGRAM...", and MODULES_DIR as /modules. Needs no root: the kernel itself brings /dev/console.

set -eu
here=$(dirname "$0")
. "$here/../../scripts/lib.sh"

# Copy the libraries that a program wants, each to the same place in the guest.
add_libraries() {
	for library in $(ldd "$1" 2>/dev/null | grep -o '/[^ ]*'); do
		mkdir -p "$root$(dirname "$library")"
		cp -L "$library" "$root$library"
	done
}

add_kmod() {
	cp "$(command -v kmod)" "$root/usr/bin/kmod"
	add_libraries "$root/usr/bin/kmod"
	for tool in insmod rmmod lsmod modprobe depmod modinfo; do
		ln -s ../bin/kmod "$root/usr/sbin/$tool"
	done
}

# What scenarios need is large, perhaps, and so not for all of them.
add_programs() {
	sed -n 's/^# Needs: //p' "$@" | tr ' ' '\n' | sort -u | while read -r program; do
		file=$(command -v "$program") || die "install $program"
		cp -L "$file" "$root/usr/bin/$program"
		add_libraries "$root/usr/bin/$program"
	done
}

# What is executable in MODULES_DIR is to run in the guest.
add_modules() {
	cp -RL "$1/." "$root/modules"
	find "$root/modules" -type f -perm /100 ! -name '*.ko' | while read -r program; do
		add_libraries "$program"
	done
}

[ $# -ge 4 ] || die 'usage: initramfs.sh OUT MODULES_DIR LIST SCENARIO_FILE...'
out=$1 modules=$2 list=$3
shift 3
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT

for folder in bin dev lib/modules modules proc sys tmp usr/bin usr/sbin vm/scenarios; do
	mkdir -p "$root/$folder"
done
cp "$(command -v busybox)" "$root/bin/busybox"
add_kmod
add_modules "$modules"
add_programs "$@"
cp "$here"/guest/*.sh "$here/ktap.awk" "$root/vm/"
cp "$here/guest/init" "$root/init"
cp "$list" "$root/vm/list"
cp "$@" "$root/vm/scenarios/"
for tool in finit failnth swap; do
	${CC:-cc} -O2 -Wall -static -o "$root/usr/bin/$tool" "$here/guest/$tool.c"
done

# Not compressed: unpacking is slower in emulation than copying.
(cd "$root" && find . | cpio --quiet -o -H newc -R 0:0) >"$out"
