#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Usage: depmod.sh RELEASE [ROOT]
# What has to be done when the modules of a kernel were installed or removed: "make
# install", "make uninstall" and the hooks of DKMS call this, unless DESTDIR is set.

set -eu
. "$(dirname "$0")/lib.sh"

[ $# -ge 1 ] || die "usage: ${0##*/} RELEASE [ROOT]"
# su(1) leaves PATH as it was.
PATH=$PATH:/usr/sbin:/sbin
command -v depmod >/dev/null || die 'no depmod: install kmod'
say DEPMOD "$1"
depmod -b "${2:-/}" "$1"
# Whatever else reads the installed modules is run here, after depmod.
