# SPDX-License-Identifier: GPL-2.0-only
# Functions that the cases share; to be sourced by a POSIX shell with set -e in an empty folder.
# run.sh gives it $here and $work.
# shellcheck shell=sh disable=SC2034,SC2154

. "$here/../../scripts/lib.sh"

fail() { echo "$*" >&2; exit 1; }
skip() { echo "$*"; exit 77; }

# The folder with the headers of a release.
headers() { echo "/lib/modules/$1/build"; }
newest() { releases | tail -n 1; }

# copy FOLDER: of the tree
copy() { cp -a "$work/source" "$1"; }

# The contents of a folder: MODE PATH, or PATH alone for a link.
listing() { (cd "$1" && find . \( -type l -printf '%p\n' \) -o -printf '%m %p\n' | sort); }

# same WANT GOT: two files
same() { diff -u "$1" "$2" || fail "$1 and $2 differ"; }

# The files in PREFIX, below a folder, and the module of a release, as listing() prints them.
files_wanted() {	# RELEASE
	cat <<-FILES
		644 ./lib/modules/$1/updates/broker/$(module_file "$1")
		755 ./usr/local/sbin/brokerctl
		644 ./usr/local/share/bash-completion/completions/brokerctl
		644 ./usr/local/share/broker/broker.mk
		644 ./usr/local/share/broker/broker-gendwarfksyms-clang.symvers
		644 ./usr/local/share/broker/broker-gendwarfksyms-gcc.symvers
		644 ./usr/local/share/broker/broker.symvers
		644 ./usr/local/share/man/man8/brokerctl.8
	FILES
	(cd "$work/source" && ls include/linux/broker/*.h) | sed 's,^,644 ./usr/local/share/broker/,'
}

# The kernel's configuration decides whether modules are compressed.
module_file() {
	sed -n 's/^CONFIG_MODULE_COMPRESS_XZ=y/broker.ko.xz/p
		s/^CONFIG_MODULE_COMPRESS_ZSTD=y/broker.ko.zst/p
		s/^CONFIG_MODULE_COMPRESS_GZIP=y/broker.ko.gz/p' "$(headers "$1")/.config" | grep . ||
		echo broker.ko
}

# The files of the base system: skeleton ROOT RELEASE...
skeleton() {
	root=$1; shift
	mkdir -p "$root/usr/local/sbin" "$root/usr/local/share/man"
	for kernel; do
		mkdir -p "$root/lib/modules/$kernel"
		# depmod(8) requires these.
		touch "$root/lib/modules/$kernel/modules.order" "$root/lib/modules/$kernel/modules.builtin"
	done
}

# would_load ROOT RELEASE FOLDER: does modprobe find the module there?
would_load() {
	PATH=$PATH:/sbin modprobe -d "$1" -S "$2" -n -v broker | tee loaded
	grep -q "/lib/modules/$2/$3/broker\.ko" loaded || fail "modprobe does not find $3/broker.ko"
}

# Commands that install packages, which only record that they were called: forbid FOLDER
forbid() {
	mkdir "$1"
	for command in apt apt-get aptitude dpkg sudo; do
		printf '#!/bin/sh\necho "%s $*" >>"%s/calls"\nexit 1\n' $command "$1" >"$1/$command"
		chmod +x "$1/$command"
	done
}
none_called() { [ ! -e "$1/calls" ] || fail "called: $(cat "$1/calls")"; }

# Run a case once more, with private copies in memory of the folders of the live system into which
# it installs: private CASE FOLDER... Returns in that second run.
private() {
	[ -z "${PRIVATE-}" ] || { private_mounts "$2"; return 0; }
	[ "$(id -u)" = 0 ] || skip 'must be root to mount'
	unshare -m true || skip 'unshare is refused'
	PRIVATE=yes exec unshare -m --propagation private sh -eu "$1"
}

private_mounts() {
	mkdir layers
	mount -t tmpfs tmpfs layers || skip 'mount is refused'
	for folder in $1; do
		[ -d "$folder" ] || continue
		layer=$PWD/layers$folder
		mkdir -p "$layer/upper" "$layer/work"
		mount -t overlay -o "lowerdir=$folder,upperdir=$layer/upper,workdir=$layer/work" overlay "$folder" ||
			skip 'overlayfs is refused'
	done
}
