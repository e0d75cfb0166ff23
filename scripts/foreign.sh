#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Usage: foreign.sh RELEASE [apt-get ARGUMENT...]
#        foreign.sh ARCHITECTURE newest PACKAGE
# Prints the folder with the files that modules for a kernel of another architecture, such as
# 6.12.N+deb12-arm64, are built against and the programs that its guests run, unpacked once from
# Debian's packages; or calls apt-get for packages of that architecture; or prints the
# release of the newest headers behind a meta package there. Installs nothing, and does not
# change apt's own lists.

set -eu
. "$(dirname "$0")/lib.sh"

is_foreign "-${1-}" || die "usage: ${0##*/} [RELEASE-]arm64|[RELEASE-]s390x [apt-get ARGUMENT...]"
release=$1 architecture=${1##*-}
shift
apt=$cache/foreign/$architecture-apt

# The programs that guests run, and the packages that brokerctl is built with for them. Their
# libraries are included.
programs="busybox-static kmod fio libc6-dev $command_libraries"

foreign_apt() {
	command=$1
	shift
	mkdir -p "$apt/state/lists/partial" "$apt/cache/archives/partial"
	: >"$apt/status"
	apt-get -qq -o APT::Sandbox::User=root -o Acquire::Retries=3 \
		-o APT::Architecture="$architecture" -o APT::Architectures::="$architecture" \
		-o Dir::State="$apt/state" -o Dir::State::status="$apt/status" \
		-o Dir::Cache="$apt/cache" "$command" "$@"
}

# Packages, and all their dependencies.
with_dependencies() {
	foreign_apt -s --no-install-recommends install "$@" | sed -n 's/^Inst \([^ ]*\) .*/\1/p'
}

# The release behind a meta package: newest linux-headers-s390x
newest() {
	ls "$apt"/state/lists/*Packages* >/dev/null 2>&1 || foreign_apt update
	with_dependencies "$1" | sed -n "s/^linux-headers-\([0-9].*-$architecture\)$/\1/p" | grep . ||
		die "apt offers no $1 for $architecture"
}

# Unpack packages into the new folder $1. Kbuild's scripts are programs, so this machine's are
# used, of the same version or series. The headers that all architectures share are also this
# machine's, if they are installed.
unpack() {
	mkdir "$1" "$1/deb" || return
	say FOREIGN "fetching headers and programs of $release"
	foreign_apt update || return
	common=linux-headers-${release%-*}-common
	[ ! -e "/usr/src/$common" ] || common=
	# shellcheck disable=SC2086 # several
	packages=$(with_dependencies $programs)
	[ "$packages" ] || return
	# shellcheck disable=SC2086 # several
	(cd "$1/deb" && foreign_apt download "linux-headers-$release" $common $packages) >&2 || return
	for deb in "$1"/deb/*.deb; do
		dpkg-deb -x "$deb" "$1" || return
	done
	rm -r "$1/deb" || return
	[ -z "$common" ] || sed -i "s|/usr/src/$common|$cache/foreign/$release&|" \
		"$1/usr/src/linux-headers-$release/Makefile" || return
	kbuild=/lib/modules/$(releases | grep "^$(echo "$release" | cut -d . -f -2)\.")/build
	for link in scripts tools; do
		for headers in "$1"/usr/src/linux-headers-*; do
			ln -sfn "$(readlink -f "$kbuild/$link")" "$headers/$link" || return
		done
	done
}

# Only one process at a time may use apt's lists.
mkdir -p "$cache/foreign"
exec 9>"$cache/foreign/lock"
flock 9
case ${1-} in
'')	;;
newest)	newest "$2"
	exit ;;
*)	foreign_apt "$@"
	exit ;;
esac
made_by_this "$cache/foreign/$release" unpack || die "apt does not offer linux-headers-$release"
echo "$cache/foreign/$release"
