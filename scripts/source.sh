#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Usage: source.sh SERIES
# Unpacks, once, what we use of Debian's linux-source-SERIES (6.1, 6.12) and
# prints the directory it is in.

set -eu
. "$(dirname "$0")/lib.sh"

[ $# -eq 1 ] || die "usage: ${0##*/} SERIES"
package=linux-source-$1
tarball=/usr/src/$package.tar.xz
version=$(dpkg-query -W -f '${Version}' "$package" 2>/dev/null) || :
{ [ "$version" ] && [ -e "$tarball" ]; } || die "install the package $package"

# checkpatch.pl reads its two word lists from the directory it is in.
unpack() {
	say UNPACK "$package $version"
	mkdir "$1"
	tar -xJf "$tarball" -C "$1" --strip-components=1 \
		"$package/include/kunit" \
		"$package/lib/kunit" \
		"$package/tools/testing/kunit" \
		"$package/scripts/checkpatch.pl" \
		"$package/scripts/spelling.txt" \
		"$package/scripts/const_structs.checkpatch" \
		"$package/scripts/kernel-doc"
}

# The version is in the name: an updated package is unpacked anew.
made "$cache/source/$1-$version" unpack
echo "$cache/source/$1-$version"
