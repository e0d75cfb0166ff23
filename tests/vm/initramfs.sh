#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Make the guest's file system: initramfs.sh RELEASE OUT MODULES_DIR LIST SCENARIO_FILE...
# It holds busybox, the real kmod, tests/vm/guest as /vm, the scenarios, the programs that
# these name in a line "# Needs: PROGRAM...", and MODULES_DIR as /modules. Needs no root, because
# the kernel itself provides /dev/console.

set -eu
here=$(dirname "$0")
. "$here/../../scripts/lib.sh"

# Copy the libraries that a program needs, each to the same place in the guest.
add_libraries() {
	if [ "$system" ]; then
		add_foreign_libraries "$1"
		return
	fi
	for library in $(ldd "$1" 2>/dev/null | grep -o '/[^ ]*'); do
		mkdir -p "$root$(dirname "$library")"
		cp -L "$library" "$root$library"
	done
}

# ldd runs the program, so for another architecture the names are read from the files: of the
# loader, and of libraries, with the libraries that those need.
add_foreign_libraries() {
	{
		readelf -l "$1" | sed -n 's/.*interpreter: \([^]]*\)].*/\1/p'
		readelf -d "$1" | sed -n 's/.*(NEEDED).*\[\(.*\)\].*/\1/p'
	} 2>/dev/null | while read -r name; do
		library=$(cd "$system" && find lib usr/lib -name "${name##*/}" | head -n 1)
		[ "$library" ] || die "no $name in $system"
		[ "$library" != "${library#usr/}" ] || [ "$name" = "${name#/}" ] || library=${name#/}
		[ ! -e "$root/$library" ] || continue
		mkdir -p "$root/$(dirname "$library")"
		cp -L "$system/$library" "$root/$library"
		(add_foreign_libraries "$system/$library")
	done
}

# The path of a program of the guest's architecture.
program() {
	[ "$system" ] || { command -v "$1"; return; }
	for folder in bin usr/bin sbin usr/sbin; do
		[ ! -e "$system/$folder/$1" ] || { echo "$system/$folder/$1"; return; }
	done
	return 1
}

add_kmod() {
	cp -L "$(program kmod)" "$root/usr/bin/kmod"
	add_libraries "$root/usr/bin/kmod"
	for tool in insmod rmmod lsmod modprobe depmod modinfo; do
		ln -s ../bin/kmod "$root/usr/sbin/$tool"
	done
}

# The programs that scenarios need may be large, so they are added only if needed.
add_programs() {
	sed -n 's/^# Needs: //p' "$@" | tr ' ' '\n' | sort -u | while read -r program; do
		file=$(program "$program") || die "install $program"
		cp -L "$file" "$root/usr/bin/$program"
		add_libraries "$root/usr/bin/$program"
	done
}

# Executable files in MODULES_DIR are to run in the guest.
add_modules() {
	cp -RL "$1/." "$root/modules"
	find "$root/modules" -type f -perm /100 ! -name '*.ko' | while read -r program; do
		add_libraries "$program"
	done
}

# For a kernel that requires signatures, with its key.
sign_modules() {
	key=$(build_dir "$1")/certs/signing_key
	[ -e "$key.pem" ] || return 0
	find "$root/modules" -name '*.ko' -exec "${key%/*/*}/scripts/sign-file" sha256 "$key.pem" "$key.x509" {} \;
}

[ $# -ge 5 ] || die 'usage: initramfs.sh RELEASE OUT MODULES_DIR LIST SCENARIO_FILE...'
release=$1
system=$(system_dir "$1") out=$2 modules=$3 list=$4
guest_cc=$(guest_cc "$1")
shift 4
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT

for folder in bin dev lib/modules modules proc sys tmp usr/bin usr/sbin vm/scenarios; do
	mkdir -p "$root/$folder"
done
cp -L "$(program busybox)" "$root/bin/busybox"
add_kmod
add_modules "$modules"
sign_modules "$release"
add_programs "$@"
cp "$here"/guest/*.sh "$here/ktap.awk" "$root/vm/"
cp "$here/guest/init" "$root/init"
cp "$list" "$root/vm/list"
cp "$@" "$root/vm/scenarios/"
for tool in finit failnth swap; do
	$guest_cc -O2 -Wall -static -o "$root/usr/bin/$tool" "$here/guest/$tool.c"
done

# Not compressed: unpacking is slower in emulation than copying.
(cd "$root" && find . | cpio --quiet -o -H newc -R 0:0) >"$out"
