#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Usage: newer-qemu.sh PROGRAM, such as qemu-system-s390x
# Prints the command for the QEMU of a newer Debian, which is fetched into the chroot in which
# modules for that Debian's kernel are built. The command sees this machine's files.

set -eu
. "$(dirname "$0")/lib.sh"

[ $# -eq 1 ] || die "usage: ${0##*/} PROGRAM"
suite=trixie-backports
chroot_install $suite "$1"
root=$("$(top_dir)/scripts/chroot.sh" $suite)
libraries=$root/usr/lib/$(gcc -print-multiarch)
echo "$root/lib64/ld-linux-x86-64.so.2 --library-path $libraries $root/usr/bin/$1 -L $root/usr/share/qemu"
