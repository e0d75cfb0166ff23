#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Usage: package.sh PACKAGE
# Fetches a Debian package once, installs nothing, and prints the folder that holds
# its files.

set -eu
. "$(dirname "$0")/lib.sh"

# Download $package and unpack it into the new folder $1.
fetch() {
	mkdir -p "$1/.deb"
	say PACKAGE "fetching $package"
	(cd "$1/.deb" && download "$package") || return
	dpkg-deb -x "$1/.deb"/*.deb "$1" || return
	rm -r "$1/.deb"
}

[ $# = 1 ] || die 'usage: package.sh PACKAGE'
package=$1
made "$cache/packages/$package" fetch || die "apt does not offer $package: apt-get update, perhaps"
echo "$cache/packages/$package"
