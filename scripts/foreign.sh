#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Usage: foreign.sh RELEASE [apt-get ARGUMENT...]
# Prints the folder with what a kernel of another architecture, such as
# 6.12.N+deb12-arm64, is built against and what its guests run, unpacked once from
# Debian's packages; or calls apt-get for packages of that architecture. Installs nothing:
# apt's own lists are left alone.

set -eu
. "$(dirname "$0")/lib.sh"

is_foreign "${1-}" || die "usage: ${0##*/} RELEASE-arm64 [apt-get ARGUMENT...]"
release=$1 architecture=${1##*-}
shift
apt=$cache/foreign/$architecture-apt

# What guests run, what the command is built with for them, and the libraries of both.
programs='busybox-static kmod libc6 libc6-dev linux-libc-dev libcrypt-dev libkmod2 libkmod-dev
	libzstd1 libzstd-dev liblzma5 liblzma-dev libssl3 zlib1g zlib1g-dev libbz2-1.0
	libjson-c5 libjson-c-dev libdw1 libdw-dev libelf1 libelf-dev libmnl0 libmnl-dev'

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

# Unpack packages into the new folder $1. Scripts of Kbuild are programs: those of this
# machine, of the same version.
unpack() {
	mkdir "$1" "$1/deb" || return
	say FOREIGN "fetching headers and programs of $release"
	foreign_apt update || return
	# shellcheck disable=SC2086 # several
	(cd "$1/deb" && foreign_apt download "linux-headers-$release" $programs) >&2 || return
	for deb in "$1"/deb/*.deb; do
		dpkg-deb -x "$deb" "$1" || return
	done
	rm -r "$1/deb" || return
	for link in scripts tools; do
		ln -sfn "$(readlink -f "/lib/modules/${release%-*}-amd64/build/$link")" \
			"$1/usr/src/linux-headers-$release/$link" || return
	done
}

if [ $# -gt 0 ]; then
	foreign_apt "$@"
	exit
fi
made "$cache/foreign/$release" unpack || die "apt does not offer linux-headers-$release"
echo "$cache/foreign/$release"
