#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Usage: depmod.sh RELEASE [ROOT]
# What has to be done when the modules of a kernel were installed or removed: "make
# install", "make uninstall" and the hooks of DKMS call this, unless DESTDIR is set.

set -eu
. "$(dirname "$0")/lib.sh"

top=$(top_dir)

[ $# -ge 1 ] || die "usage: ${0##*/} RELEASE [ROOT]"
# su(1) leaves PATH as it was.
PATH=$PATH:/usr/sbin:/sbin
command -v depmod >/dev/null || die 'no depmod: install kmod'
say DEPMOD "$1"
depmod -b "${2:-/}" "$1"

# Built and not installed yet, or installed; with DKMS perhaps neither. What it cannot
# read, it has said, and that is no reason to fail an installation.
root=${2-}
for brokerctl in "$top/build/brokerctl/brokerctl" "$(command -v brokerctl || :)"; do
	[ -x "$brokerctl" ] || continue
	"$brokerctl" softdep --root "${root%/}" >&2 || :
	break
done
