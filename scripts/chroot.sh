#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Usage: chroot.sh SUITE [COMMAND...]
# Print the folder with a small Debian of SUITE, which has the newest headers of its
# kernel, the compiler that they need, make, and in /srv the packages of the kernel itself;
# or run a command there as root, with this tree at its usual path. It is made once, from Debian's
# packages, outside of the tree.

set -eu
. "$(dirname "$0")/lib.sh"

[ $# -ge 1 ] || die "usage: ${0##*/} SUITE [COMMAND...]"
suite=$1
shift
root=$cache/chroot/$suite
top=$(top_dir)

# A line for apt for each suite that this one builds on, with this machine's mirror.
sources() {
	# shellcheck disable=SC2016 # apt-get's own variables
	mirror=$(apt-get indextargets --format '$(CODENAME) $(REPO_URI)' 'Created-By: Packages' |
		sed -n '/^bookworm /{s///p;q}')
	[ "$mirror" ] || die 'apt knows no mirror of bookworm'
	for part in ${suite%-backports} $suite; do
		echo "deb $mirror $part main"
	done | sort -u
}

# Newer kernels are split into several packages.
# shellcheck disable=SC2016 # for the shell there
fetch_kernel='cd /srv
	kernel=$(basename /usr/src/linux-headers-*-amd64 | sed "s/^linux-headers-//")
	pieces=$(apt-cache depends "linux-image-$kernel" | sed -n "s/.*Depends: \(linux-[a-z]*-$kernel\)$/\1/p")
	apt-get -q -o APT::Sandbox::User=root download "linux-image-$kernel" $pieces'

# apt does not install backports unless told to.
install() {
	say CHROOT "Debian $suite with its kernel's headers (some minutes)"
	sources >"$root.list"
	# The mirror is reached as this machine reaches it.
	apt-config dump Acquire | grep -i -e proxy -e check- -e retries >"$root.conf" || :
	echo "APT::Default-Release \"$suite\";" >>"$root.conf"
	mmdebstrap --mode=root --variant=apt --aptopt="$root.conf" --include=linux-headers-amd64,make,gcc \
		--customize-hook="chroot \"\$1\" sh -euc '$fetch_kernel'" \
		"$suite" "$1" "$root.list" >"$root.log" 2>&1 || { tail -n 20 "$root.log" >&2; return 1; }
}

# in_private_mounts COMMAND...: the mounts end with the command
in_private_mounts() {
	mkdir -p "$root$top"
	mount --bind "$top" "$root$top"
	mount -t proc proc "$root/proc"
	mount --rbind /dev "$root/dev"
	exec chroot "$root" env HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 "$@"
}

if [ "${IN_PRIVATE_MOUNTS-}" ]; then
	unset IN_PRIVATE_MOUNTS
	in_private_mounts "$@"
fi
made_by_this "$root" install || die "no Debian $suite was made; see $root.log"
if [ $# -gt 0 ]; then
	[ "$(id -u)" = 0 ] || die 'must be root to enter a chroot'
	IN_PRIVATE_MOUNTS=yes exec unshare -m --propagation private "$0" "$suite" "$@"
fi
echo "$root"
