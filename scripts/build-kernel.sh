#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Usage: build-kernel.sh FLAVOUR, one of tests/vm/kernels
# Builds, once, a kernel that Debian does not have, and prints its directory:
#
#	vmlinuz		to boot
#	config
#	build/		to build modules against
#	options		the options that make needs for that
#
# The source is that of Debian's package, so the module loader is the same as in
# Debian's kernels. Needs the packages of "setup.sh debug", for cfi, gendwarfksyms and sealed those
# of "setup.sh matrix", and 3 GB of disk space while it builds.

set -eu
. "$(dirname "$0")/lib.sh"

is_built "${1-}" || die "usage: ${0##*/} $(echo "$built_kernels" | tr ' ' '|')"
flavour=$1
scripts=$(cd "$(dirname "$0")" && pwd)
fragments=$(cd "$scripts/../tests/vm/kernels" && pwd)
log=$cache/built/$flavour.log

# A make that called this script has jobs and options of its own.
unset MAKEFLAGS MAKELEVEL

# The source package of Debian 12's newest kernel is installed.
installed_source() {
	package=linux-source-6.12
	version=$(dpkg-query -W -f '${Version}' $package 2>/dev/null) || :
	{ [ "$version" ] && [ -e "/usr/src/$package.tar.xz" ]; } || die "install the package $package"
	tarball() { cat "/usr/src/$package.tar.xz"; }
}

# source_of SUITE: the source package of another Debian is fetched in a chroot of it, and not installed.
source_of() {
	root=$("$scripts/chroot.sh" "$1")
	series=$(basename "$root"/usr/src/linux-headers-*-amd64 | sed 's/^linux-headers-\([0-9]*\.[0-9]*\).*/\1/')
	package=linux-source-$series
	[ -e "$(echo "$root/srv/$package"_*.deb)" ] || {
		say KERNEL "fetching $package"
		"$scripts/chroot.sh" "$1" sh -euc "cd /srv
			apt-get -q update
			apt-get -q -o APT::Sandbox::User=root download $package" >&2
	}
	deb=$(echo "$root/srv/$package"_*.deb)
	version=${deb#"$root/srv/${package}_"}
	version=${version%_all.deb}
	tarball() { dpkg-deb --fsys-tarfile "$deb" | tar -xO "./usr/src/$package.tar.xz"; }
}

options=
case $flavour in
gendwarfksyms) source_of trixie-backports
	# Overrides $no_debug_info: the CRCs are computed from debug information.
	options=CONFIG_DEBUG_INFO=y ;;
cfi)	installed_source
	options=LLVM=-19 ;;
*)	installed_source ;;
esac

# Symbols that a kernel exports although nothing in it uses them.
symbols=$fragments/$flavour.symbols
[ -e "$symbols" ] || symbols=''

# shellcheck disable=SC2086 # or none
hash=$(code_of "$0" "$fragments/common.config" "$fragments/$flavour.config" $symbols | sha256sum | cut -c 1-12)
made_in=$cache/built/$flavour-$version-$hash

# The steps of the build. They are called in a condition, where "set -e" has no effect, so
# they must end with the first error by themselves.

# Everything except files that take long to unpack and that no build for a PC reads.
unpack() {
	mkdir -p "$source" &&
	tarball | tar -xJ -C "$source" --strip-components=1 \
		--exclude="$package/Documentation/*/*" \
		--exclude="$package/drivers/gpu/drm/*/*/*.h" \
		--exclude="$package/tools/testing/selftests/*"
}

# shellcheck disable=SC2086 # several
kbuild() { without_plugins make -C "$source" -j"$(nproc)" $options "$@"; }

# shellcheck disable=SC2016 # for the shell there
without_plugins() (
	! unshare -m true 2>/dev/null || set -- unshare -m sh -euc "$no_plugins"'
		exec "$@"' sh "$@"
	exec "$@"
)

# The options that the fragments request. A flavour removes those that it marks "is not set".
asked_for() {
	awk -F '[= ]' '/^CONFIG_/ { asked[$1] = $0 }
		/^# CONFIG_.* is not set$/ { delete asked[$2] }
		END { for (name in asked) print asked[name] }' "$fragments/common.config" "$fragments/$flavour.config"
}

# Options that are not requested are off, so little has to be compiled. Kconfig silently drops
# options whose dependencies are missing, and the tests would run on a kernel that checks nothing.
configure() {
	[ ! "$symbols" ] || cp "$symbols" "$source/allowed.symbols" || return
	asked_for >"$new/asked-for"
	kbuild KCONFIG_ALLCONFIG="$new/asked-for" allnoconfig || return
	missed=$(grep -vxF -f "$source/.config" "$new/asked-for") || return 0
	printf 'These are not in the final configuration, for want of what they depend on:\n%s\n' "$missed"
	return 1
}

# Races in the kernel itself are outside the scope of this project, and there are many. Only
# modules are therefore instrumented, and in the kernel the code that tells KCSAN about barriers:
# without that KCSAN would not recognize an unlock as a barrier.
only_modules() {
	for directory in kernel kernel/locking kernel/rcu lib; do
		echo 'KCSAN_INSTRUMENT_BARRIERS := y' >>"$source/$directory/Makefile"
	done
}

compile() {
	case $flavour in
	kcsan)	only_modules && kbuild KCSAN_SANITIZE=n bzImage modules ;;
	*)	kbuild bzImage modules ;;
	esac
}

# Keep only the part of the tree that modules are built with, as kernel packages do.
keep() {
	cp "$source/arch/x86/boot/bzImage" "$new/vmlinuz" &&
	cp "$source/.config" "$new/config" &&
	echo "$options" >"$new/options" &&
	mkdir "$new/build" &&
	kbuild run-command \
		KBUILD_RUN_COMMAND="sh \$(srctree)/scripts/package/install-extmod-build '$new/build'" &&
	keep_key &&
	rm -r "$source" "$new/asked-for"
}

# If modules have to be signed, keep the tool and the key, which belongs to this one kernel.
keep_key() {
	[ -e "$source/certs/signing_key.pem" ] || return 0
	mkdir -p "$new/build/certs" &&
	cp "$source/certs/signing_key.pem" "$source/certs/signing_key.x509" "$new/build/certs" &&
	cp "$source/scripts/sign-file" "$new/build/scripts"
}

# Run a step; print its description, and its progress every half minute.
step() {
	say KERNEL "$flavour: $2"
	while sleep 30 >/dev/null 2>&1; do
		say '' "$(elapsed) s: $(tail -n 1 "$log" | sed 's/^ *//')"
	done >/dev/null 9>&- &
	ticker=$!
	failed=
	"$1" >"$log" 2>&1 || failed=yes
	kill $ticker
	ticker=
	[ "$failed" ] || return 0
	tail -n 30 "$log" >&2
	say FAILED "all that $flavour said is in $log"
	return 1
}

elapsed() { echo $(($(date +%s) - began)); }

build() {
	new=$1
	source=$new/source
	began=$(date +%s)
	mkdir "$new" &&
	step unpack "unpacking $package $version" &&
	step configure 'configuring' &&
	step compile 'compiling, which takes 10 minutes or more' &&
	step keep 'keeping what modules are built with' &&
	say KERNEL "$flavour: done in $(elapsed) s"
}

if [ ! -e "$made_in" ]; then
	mkdir -p "$cache/built"
	# One build at a time: a second one waits, and may then find the kernel made.
	exec 9>"$cache/built/lock"
	flock -n 9 || { say WAIT 'another kernel is being built'; flock 9; }
	rm -rf "$cache/built"/*.new	# of builds that were killed
	trap 'kill ${ticker-} 2>/dev/null || :' EXIT
	trap 'exit 130' INT TERM
	made "$made_in" build || die "no kernel for $flavour"
fi
echo "$made_in"
