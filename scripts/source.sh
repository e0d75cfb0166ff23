#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Usage: source.sh SERIES
# Unpacks, once, the parts that we use of Debian's linux-source-SERIES (6.1, 6.12) and
# prints their directory.

set -eu
. "$(dirname "$0")/lib.sh"

[ $# -eq 1 ] || die "usage: ${0##*/} SERIES"
package=linux-source-$1
tarball=/usr/src/$package.tar.xz
version=$(dpkg-query -W -f '${Version}' "$package" 2>/dev/null) || :
{ [ "$version" ] && [ -e "$tarball" ]; } || die "install the package $package"

# checkpatch.pl reads its two word lists from the directory it is in.
pieces='include/kunit
lib/kunit
tools/testing/kunit
scripts/checkpatch.pl
scripts/spelling.txt
scripts/const_structs.checkpatch
scripts/kernel-doc
scripts/gcc-plugins'
# The generator of C from netlink specs came with 6.3.
case $1 in
6.1) ;;
*)	pieces="$pieces
tools/net/ynl
Documentation/netlink/genetlink-legacy.yaml" ;;
esac

unpack() {
	say UNPACK "$package $version"
	mkdir "$1"
	printf '%s\n' "$pieces" | sed "s,^,$package/," |
		tar -xJf "$tarball" -C "$1" --strip-components=1 -T -
}

# An updated package is unpacked again, and so is a longer list.
tree=$cache/source/$1-$version-$(printf '%s\n' "$pieces" | sha256sum | cut -c 1-12)
mkdir -p "$cache/source"
exec 9>"$cache/source/lock"
flock 9
made "$tree" unpack
echo "$tree"
