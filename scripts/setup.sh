#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Install the packages that building and testing need, on a Debian 12 however small, and
# fetch the kernels that tests boot. Silent when everything is there. "make help" lists
# the targets that call this script; those that build or install do not.
# Usage: setup.sh build|demo|family|check|debug|matrix [KERNEL...]|bench

# shellcheck disable=SC2046,SC2086 # lists of packages are there to be split
set -eu
. "$(dirname "$0")/lib.sh"

# The packages that the module and brokerctl are built and installed with, except kernel headers.
build="build-essential kmod pkg-config $command_libraries"
# The command is also in the guests.
demo="$build linux-headers-amd64 linux-headers-6.12-amd64
	qemu-system-x86 busybox-static cpio"
# (Debian makes the headers of 6.12 depend on a kernel image. It is unused here.)
# family adds a program that does I/O and verifies it.
family="$demo fio"
# check adds the analysers, ccache, a third flavour of headers, the kernel sources for
# KUnit and gcc's plugin, the modules that the kernel's generator of netlink code needs, mkinitramfs,
# and other readers of debug information and of our pages.
check="$family ccache dkms dwarves initramfs-tools jq sparse clang gcc-12-plugin-dev shellcheck spin
	linux-headers-6.12-rt-amd64
	linux-source-6.1 linux-source-6.12 bc libelf-dev man-db openssl perl python3 python3-docutils
	python3-yaml python3-jsonschema xz-utils zstd"
# debug adds the tools that a kernel is built with.
debug="$check flex bison libssl-dev"

# matrix adds the packages that KERNEL... need, by default all of its kernels: flavours of headers,
# the tool that makes chroots of other Debians, compilers for arm64 and s390x and an emulator of
# arm64, and for a kernel built by clang all of LLVM.
matrix() {
	chroots='mmdebstrap debian-archive-keyring'
	[ $# -gt 0 ] || set -- 6.1-rt 6.1-cloud 6.12-rt 6.12-cloud -arm64 -s390x cfi gendwarfksyms sealed
	echo "$debug"
	for kernel; do
		case $kernel in
		6.1-rt | 6.1-cloud) echo "linux-headers-${kernel#*-}-amd64" ;;
		*-rt | *-cloud) echo "linux-headers-$kernel-amd64" ;;
		*-arm64) echo gcc-aarch64-linux-gnu qemu-system-arm ;;
		*-s390x) echo "gcc-s390x-linux-gnu $chroots" ;;
		sealed)	echo openssl ;;
		cfi)	echo clang-19 lld-19 llvm-19 ;;
		5.10 | sid | backports | gendwarfksyms) echo "$chroots" ;;
		esac
	done
}

# bench adds the tools for its report.
bench="$demo python3 gnuplot-nox"

# Which of the packages are not installed: missing PACKAGE...
missing() {
	# dpkg-query fails for a package that it does not know: that one is also missing.
	installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "$@" 2>/dev/null |
		sed -n 's/^installed //p')
	for package; do
		printf '%s\n' "$installed" | grep -qxF "$package" || echo "$package"
	done
}

as_root() {
	if [ "$(id -u)" = 0 ]; then
		"$@"
	elif sudo -n true 2>/dev/null; then
		sudo -n "$@"
	else
		die "must be root to install:$(printf ' %s' $lacking)"
	fi
}

apt() {
	as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o Acquire::Retries=3 "$@" >&2
}

offered() { apt-cache show --no-all-versions "$1" >/dev/null 2>&1; }

# debootstrap leaves a machine without the security archive, and Linux 6.12
# for Debian 12 is published nowhere else. A mirror has it beside the main one.
add_security() {
	# shellcheck disable=SC2016 # apt-get's own variables
	main=$(apt-get indextargets --format '$(CODENAME) $(REPO_URI)' 'Created-By: Packages' |
		sed -n '/^bookworm /{s///p;q}')
	say APT 'adding bookworm-security, which has Linux 6.12'
	echo "deb ${main%/*/}/debian-security bookworm-security main" |
		as_root tee /etc/apt/sources.list.d/bookworm-security.list >/dev/null
	apt update
}

install_packages() {
	say APT "installing$(printf ' %s' $lacking)"
	apt update
	case $lacking in
	*-6.12*) offered linux-headers-6.12-amd64 || add_security ;;
	esac
	for package in $lacking; do
		offered "$package" || die "apt does not offer $package; is this Debian 12 with its security archive?"
	done
	apt install --no-install-recommends $lacking
}

# Packages are built where nothing may be installed or booted. dh(1) prefers the target
# "test" to "check"; any other target stops there with this message.
for variable in DEB_BUILD_ARCH DH_INTERNAL_BUILDFLAGS FAKEROOTKEY RPM_BUILD_ROOT; do
	eval "[ -z \"\${$variable-}\" ]" ||
		die "$variable is set, so a package is being built: nothing is installed or booted then; run make test"
done

headers=''
what=${1-}
[ $# = 0 ] || shift
case $what in
build)
	lacking=$(missing $build)
	[ -e "/lib/modules/$(uname -r)/build" ] || headers=linux-headers-$(uname -r)
	;;
demo) lacking=$(missing $demo) ;;
family) lacking=$(missing $family) ;;
check) lacking=$(missing $check) ;;
debug) lacking=$(missing $debug) ;;
matrix) lacking=$(missing $(matrix "$@")) ;;
bench) lacking=$(missing $bench) ;;
*) die 'usage: setup.sh build|demo|family|check|debug|matrix [KERNEL...]|bench' ;;
esac

[ -z "$lacking" ] || install_packages
# A container may run on a kernel that its archive does not have.
if [ "$headers" ]; then
	lacking=$headers
	install_packages
fi
[ "$what" != build ] || exit 0
# Fetched now, so that tests later need no network.
for release in $(releases); do
	"$(dirname "$0")/kernel.sh" "$release" >/dev/null
done
case $what in
check|debug)
	# Packages of other projects, for their headers.
	for package in ddcci-dkms dahdi-dkms lttng-modules-dkms; do
		"$(dirname "$0")/package.sh" $package >/dev/null
	done
esac
