#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Print the folder that holds vmlinuz and config of a kernel: a stock Debian kernel
# is fetched if necessary, others are built. For a stock kernel the folder also has, in
# modules/, those of its modules that ours need. Installs nothing: kernel.sh RELEASE

set -eu
. "$(dirname "$0")/lib.sh"

download_image() {
	if [ "$(suite_of "$release")" ]; then
		cp "$("$scripts/chroot.sh" "$(suite_of "$release")")"/srv/*"-${release}_"*.deb .
	elif is_foreign "$release"; then
		"$scripts/foreign.sh" "$release" download "linux-image-$release" >&2
	else
		download "linux-image-$release"
	fi
}

# Download linux-image-$release, keep a few of its files in the new folder $1.
fetch() {
	mkdir "$1" "$1/deb"
	say KERNEL "fetching linux-image-$release"
	(cd "$1/deb" && download_image) || return
	for deb in "$1"/deb/*.deb; do
		dpkg-deb --fsys-tarfile "$deb" >"$1/tar" || return
		# Newer packages have the first two in the folder of the modules.
		tar -x -f "$1/tar" -C "$1/deb" --wildcards \
			"./boot/vmlinuz-$release" "./boot/config-$release" \
			"*/modules/$release/vmlinuz" "*/modules/$release/config" \
			'*/libcrc32c.ko*' '*/crc32c_generic.ko*' 2>/dev/null || :
	done
	rm "$1/tar"
	find "$1/deb" -name 'vmlinuz*' -exec mv {} "$1/vmlinuz" \;
	find "$1/deb" -name 'config*' -exec mv {} "$1/config" \;
	[ -e "$1/vmlinuz" ] && [ -e "$1/config" ] || return
	mkdir "$1/modules" || return
	# Those of 6.12 are compressed: *.ko.xz.
	find "$1/deb" -name '*.ko*' -exec mv -t "$1/modules" {} + || return
	rm -r "$1/deb"
}

[ $# = 1 ] || die "usage: kernel.sh RELEASE, for example $(uname -r)"
release=$1
scripts=$(cd "$(dirname "$0")" && pwd)
! is_foreign "$release" || "$scripts/foreign.sh" "$release" >/dev/null
! is_built "$release" || exec "$(dirname "$0")/build-kernel.sh" "$release"
made_by_this "$cache/images/$release" fetch ||
	die "apt does not offer linux-image-$release: superseded, perhaps; apt-get update, upgrade the kernel headers and build again"
echo "$cache/images/$release"
