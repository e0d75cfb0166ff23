#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Usage: dkms.sh installed|removed RELEASE INSTALL_TREE DKMS_TREE
# DKMS calls this script after it has installed the module for a kernel, and after it has removed
# it. The files that clients build with are installed with the first kernel, and removed with the
# last. If a distribution's package has them in /usr, they are left to that package.

set -eu
. "$(dirname "$0")/lib.sh"
top=$(top_dir)

[ $# -eq 4 ] || die "usage: ${0##*/} installed|removed RELEASE INSTALL_TREE DKMS_TREE"
what=$1 release=$2 dkms_tree=$4
# The root where DKMS installs: empty, unless DKMS was given another tree.
root=${3%/lib/modules}

dev() {	# TARGET
	[ ! -e "$root/usr/share/broker/broker.mk" ] || return 0
	make -s -C "$top" "$1" DESTDIR="$root"
}

# DKMS keeps a link for each kernel for which the module is installed.
installed_for_some() { ls "$dkms_tree"/broker/kernel-* >/dev/null 2>&1; }

case $what in
installed) dev install-dev ;;
removed) installed_for_some || dev uninstall-dev ;;
esac
# DKMS runs depmod after this script, too late for "brokerctl softdep", which reads depmod's files.
CALLED_BY_DKMS=yes "$top/scripts/depmod.sh" "$release" "$root/"
