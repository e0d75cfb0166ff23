#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Usage: dkms.sh installed|removed RELEASE INSTALL_TREE DKMS_TREE
# DKMS calls this when it has installed the module for a kernel, and when it has removed
# it: with the first, what clients build with is installed, and removed with the last. A
# distribution's package that has it in /usr is left to that.

set -eu
. "$(dirname "$0")/lib.sh"
top=$(top_dir)

[ $# -eq 4 ] || die "usage: ${0##*/} installed|removed RELEASE INSTALL_TREE DKMS_TREE"
what=$1 release=$2 dkms_tree=$4
# Where DKMS installs: nothing, unless it was told another tree.
root=${3%/lib/modules}

dev() {	# TARGET
	[ ! -e "$root/usr/share/broker/broker.mk" ] || return 0
	make -s -C "$top" "$1" DESTDIR="$root"
}

# The link DKMS keeps for each kernel that it has the module installed for.
installed_for_some() { ls "$dkms_tree"/broker/kernel-* >/dev/null 2>&1; }

case $what in
installed) dev install-dev ;;
removed) installed_for_some || dev uninstall-dev ;;
esac
# DKMS runs depmod after this; what needs depmod's files cannot wait for that.
"$top/scripts/depmod.sh" "$release" "$root/"
