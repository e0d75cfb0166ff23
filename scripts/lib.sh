# SPDX-License-Identifier: GPL-2.0-only
# Functions that the scripts share; to be sourced by a POSIX shell, with $0 the caller.
# shellcheck shell=sh disable=SC2034

# Downloads and the files made from them are outside the tree and may be deleted at any time.
cache=${BROKER_CACHE:-${XDG_CACHE_HOME:-${HOME-}/.cache}/broker}

say() { printf '  %-8s%s\n' "$1" "$2" >&2; }		# say BUILD "broker.ko for 6.1"
die() { printf '%s: %s\n' "${0##*/}" "$1" >&2; exit 1; }

# Downloads Debian packages into this folder: download PACKAGE... As root apt would
# download as the user _apt, which may not write to our cache.
download() {
	apt-get -qq -o APT::Sandbox::User=root -o Acquire::Retries=3 download "$@" >&2
}

# The name of the newest package behind a meta package: depends_on linux-headers-amd64
depends_on() {
	dpkg-query -W -f '${Depends}\n' "$1" 2>/dev/null | sed 's/ .*//; s/,.*//'
}

# The releases of the supported kernels whose headers are installed, the newest
# of each series, one per line: 6.1.0-N-amd64, 6.12.N+deb12-amd64.
releases() {
	for meta in linux-headers-amd64 linux-headers-6.12-amd64; do
		depends_on $meta | sed 's/^linux-headers-//'
	done
}

# Kernels that are built here are also releases, named after their main feature. Debug kernels
# are those that look for faults.
debug_kernels='kasan kcsan rt'
is_debug() { case " $debug_kernels " in *" $1 "*) ;; *) return 1 ;; esac; }
built_kernels="$debug_kernels cfi randstruct gendwarfksyms sealed bare"
is_built() { case " $built_kernels " in *" $1 "*) ;; *) return 1 ;; esac; }

# The top of the tree in which the caller is.
top_dir() (
	cd "$(dirname "$0")" || exit
	until [ -e scripts/lib.sh ]; do cd ..; done
	pwd
)

# Releases of another architecture end in its name. triplet RELEASE prints the triplet in the names
# of its tools and of its library folder, and nothing for a release of this machine's architecture.
triplet() {
	case $1 in
	*-arm64) echo aarch64-linux-gnu ;;
	*-s390x) echo s390x-linux-gnu ;;
	esac
}
is_foreign() { [ "$(triplet "$1")" ]; }

# The programs for guests of another architecture are in a folder that is laid out like "/":
# system_dir RELEASE, which also prints nothing for a release of this machine's architecture.
system_dir() { ! is_foreign "$1" || "$(top_dir)/scripts/foreign.sh" "$1"; }

# Modules for kernels of another Debian are built in a chroot of it, with its compiler:
# suite_of RELEASE, which prints nothing for a kernel of this machine's Debian.
suite_of() {
	case $1 in
	5.10.*) echo bullseye ;;
	*+deb13-*) echo trixie-backports ;;
	*+deb14-*) echo sid ;;
	esac
}

# The packages that brokerctl is built with, besides a compiler, make and pkg-config.
command_libraries='libdw-dev libjson-c-dev libkmod-dev libmnl-dev liblzma-dev libzstd-dev zlib1g-dev'

# Installs packages in the chroot of a suite, unless they are there: chroot_install SUITE PACKAGE...
chroot_install() (
	chroot_suite=$1 chroot_root=$("$(top_dir)/scripts/chroot.sh" "$1")
	shift
	exec 9>"$chroot_root.packages.lock"
	flock 9
	! dpkg-query --admindir="$chroot_root/var/lib/dpkg" -W "$@" >/dev/null 2>&1 || return 0
	say CHROOT "$chroot_suite: installing $*"
	"$(top_dir)/scripts/chroot.sh" "$chroot_suite" sh -euc 'apt-get -q update
		apt-get -q -y --no-install-recommends install "$@"' sh "$@" >"$chroot_root.log" 2>&1 9>&- ||
		{ tail -n 20 "$chroot_root.log" >&2; return 1; }
)

# The compiler for programs of the guests: guest_cc RELEASE
guest_cc() {
	if is_foreign "$1"; then
		echo "$(triplet "$1")-gcc --sysroot=$(system_dir "$1")"
	else
		echo "${CC:-cc}"
	fi
}

# The folder that modules for a release are built against: build_dir RELEASE
build_dir() {
	if is_foreign "$1"; then
		foreign_dir=$(system_dir "$1") || return
		echo "$foreign_dir/usr/src/linux-headers-$1"
	elif [ "$(suite_of "$1")" ]; then
		suite_dir=$("$(top_dir)/scripts/chroot.sh" "$(suite_of "$1")") || return
		echo "$suite_dir/usr/src/linux-headers-$1"
	elif is_built "$1"; then
		built_dir=$("$(top_dir)/scripts/build-kernel.sh" "$1") || return
		echo "$built_dir/build"
	else
		echo "/lib/modules/$1/build"
	fi
}

# The list of the broker's CRCs for a kernel: crc_list BUILD_DIR [gcc|clang]
# Chooses as broker.mk does, except that a compiler may be given.
crc_list() {
	crc_config=$1/include/config/auto.conf
	crc_compiler=${2:-$(sed -n 's/^CONFIG_CC_IS_CLANG=y/clang/p; s/^CONFIG_CC_IS_GCC=y/gcc/p' "$crc_config")}
	if grep -q '^CONFIG_GENDWARFKSYMS=y' "$crc_config"; then
		echo "$(top_dir)/broker-gendwarfksyms-$crc_compiler.symvers"
	else
		echo "$(top_dir)/broker.symvers"
	fi
}

# For builds of modules that only tests use: debug information takes a fifth of the
# build time of a module.
no_debug_info='CONFIG_DEBUG_INFO= CONFIG_DEBUG_INFO_BTF_MODULES='

# ccache also identifies a source by its path, so for ccache all clones of this tree are in one
# place: each command sees its own clone there.
place=/run/broker-tree
can_remember() {
	[ "$(id -u)" = 0 ] && [ -d /usr/lib/ccache ] && mkdir -p $place 2>/dev/null &&
		unshare -m --propagation private mount --bind "$(top_dir)" $place 2>/dev/null
}

# Each LLVM that is installed as a plugin of nm costs 0.1 s per call of nm, and Kbuild calls
# nm for each object: a command that begins with this, as root, sees no plugins.
no_plugins='[ ! -d /usr/lib/bfd-plugins ] || mount -t tmpfs tmpfs /usr/lib/bfd-plugins'

# remembering COMMAND...: run it with a caching compiler, if possible.
remembering() (
	if can_remember; then
		tree=$(top_dir)
		for word; do
			shift
			set -- "$@" "$(printf '%s\n' "$word" | sed "s|$tree|$place|g")"
		done
		# shellcheck disable=SC2016 # for the shell there
		set -- env PATH="/usr/lib/ccache:$PATH" CCACHE_DIR="$cache/ccache" \
			unshare -m --propagation private sh -euc 'mount --bind "$0" "$1"; shift
			'"$no_plugins"'
			exec "$@"' "$tree" $place "$@"
	fi
	exec "$@"
)

# make for a kernel, in the place where its compiler is: kernel_make BUILD_DIR ARGUMENT...
kernel_make() {
	make_dir=$1
	shift
	case $make_dir in
	"$cache"/chroot/*)
		make_dir=${make_dir#"$cache/chroot/"}
		"$(top_dir)/scripts/chroot.sh" "${make_dir%%/*}" make -C "/${make_dir#*/}" "$@" ;;
	"$cache"/foreign/*)
		make_release=${make_dir#"$cache/foreign/"}
		remembering make -C "$make_dir" "$@" CROSS_COMPILE="$(triplet "${make_release%%/*}")-" ;;
	"$cache"/built/*)
		# shellcheck disable=SC2046 # several
		remembering make -C "$make_dir" "$@" $(cat "${make_dir%/build}/options") ;;
	*)	remembering make -C "$make_dir" "$@" ;;
	esac
}

# Build the modules of FOLDER, without a warning: build_modules BUILD_DIR FOLDER [VARIABLE=...]
# For the newest kernel this is done with W=1, and with SPARSE=yes sparse checks all sources, also
# those that need no compiling; both would report the same for the other kernels. After a warning
# the objects are removed, so that the next build gives the warning again.
build_modules() {
	kernel_build=$1 folder=$2
	shift 2
	[ "$kernel_build" != "/lib/modules/$(releases | tail -n 1)/build" ] || set -- W=1 ${SPARSE:+C=2} "$@"
	# shellcheck disable=SC2086 # several
	kernel_make "$kernel_build" -s -j "$(nproc)" M="$folder" $no_debug_info \
		CHECK="$(top_dir)/scripts/sparse.sh" "$@" modules \
		>"$folder/build.log" 2>&1 && ! grep -q . "$folder/build.log" && return
	sed "s|$place|$(top_dir)|g" "$folder/build.log" >&2
	find "$folder" -name '*.o' -exec rm -f {} +
	return 1
}

# A folder for files that are built against a kernel: built_against BUILD_DIR FOLDER
# It is emptied when the name belongs to another kernel, because make does not
# notice that.
built_against() {
	[ "$(readlink "$2/against")" = "$1" ] && return
	rm -rf "$2"
	mkdir -p "$2"
	ln -s "$1" "$2/against"
}

# A file is made beside its name and moved there when whole, so that an
# interrupted run leaves nothing that looks finished: made FILE COMMAND...
# Two callers at a time each make their own; of two folders the first one stays.
made() {
	[ -e "$1" ] && return
	mkdir -p "$(dirname "$1")"
	target=$1; shift
	"$@" "$target.$$.new" || { rm -rf "$target.$$.new"; return 1; }
	mv -T "$target.$$.new" "$target" 2>/dev/null || { rm -rf "$target.$$.new"; [ -e "$target" ]; }
}

# FILES without comments, for checksums of scripts and of kernel configurations. A line "# CONFIG_X is
# not set" is none.
code_of() { sed -n '/^# CONFIG_.* is not set$/p; /^[[:space:]]*#/!p' "$@"; }

# Like made(), for a folder and for one caller at a time: made_by_this FOLDER COMMAND...
# The folder is made again if another version of the calling script made it, or if the list of
# packages was another one. The old folder is kept until the new one is complete, and if making it
# fails, for example without a network.
made_by_this() (
	recipe=$({ code_of "$0"; echo "$command_libraries"; } | cksum)
	! echo "$recipe" | cmp -s - "$1/made-by" || return 0
	mkdir -p "$(dirname "$1")"
	exec 9>"$1.lock"
	flock 9
	! echo "$recipe" | cmp -s - "$1/made-by" || return 0
	made_folder=$1
	shift
	rm -rf "$made_folder.made"*
	made "$made_folder.made" "$@" 9>&- || return
	echo "$recipe" >"$made_folder.made/made-by"
	rm -rf "$made_folder"
	mv "$made_folder.made" "$made_folder"
)
