#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Usage: depmod.sh RELEASE [ROOT]
# The work that is necessary after modules of a kernel were installed or removed. "make
# install", "make uninstall" and the hooks of DKMS call this script, unless DESTDIR is set.

set -eu
. "$(dirname "$0")/lib.sh"

top=$(top_dir)

[ $# -ge 1 ] || die "usage: ${0##*/} RELEASE [ROOT]"
# su(1) does not change PATH.
PATH=$PATH:/usr/sbin:/sbin
command -v depmod >/dev/null || die 'no depmod: install kmod'
say DEPMOD "$1"
depmod -b "${2:-/}" "$1"

# brokerctl may be built and not yet installed, or installed; with DKMS perhaps neither, and its copy
# of the tree may contain an old one. It reports what it cannot read, and that is no reason to fail
# an installation.
root=${2-} built=$top/build/brokerctl/brokerctl
[ ! "${CALLED_BY_DKMS-}" ] || built=
for brokerctl in "$built" "$(command -v brokerctl || :)"; do
	[ -x "$brokerctl" ] || continue
	"$brokerctl" softdep --root "${root%/}" >&2 || :
	break
done
