#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Usage: run.sh [CASE...]
# Installs and removes copies of this tree, and prints KTAP: one result for each of
# cases/*.sh. A case passes if it ends with 0, and is skipped if it ends with 77, its last
# line being the reason. Nothing is installed outside of a folder in build/.

set -eu
. "$(dirname "$0")/../../scripts/lib.sh"
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
# A fixed folder, so that ccache finds its sources again.
work=$top/build/install
rm -rf "$work"
trap 'rm -rf "$work"' EXIT

# The tracked files in their current state: each case takes a copy.
mkdir -p "$work/source"
(cd "$top" && git ls-files | cpio -pdm --quiet "$work/source")
# PREFIX and similar variables of the caller must have no effect.
unset PREFIX DESTDIR INSTALL_MOD_PATH INSTALL_MOD_DIR KDIR BROKER MAKEFLAGS MAKELEVEL || :

[ $# -gt 0 ] || set -- "$here"/cases/*.sh
echo 'KTAP version 1'
echo "1..$#"
number=0 failed=0
for case; do
	number=$((number + 1)) status=0
	mkdir "$work/$number"
	# shellcheck disable=SC2016 # for the shell there
	remembering env here="$here" work="$work" sh -euc 'cd "$1" && exec sh -eu "$2"' case "$work/$number" "$case" \
		>"$work/log" 2>&1 || status=$?
	case $status in
	0) echo "ok $number ${case##*/}" ;;
	77) echo "ok $number ${case##*/} # SKIP $(tail -n 1 "$work/log")" ;;
	*)
		tail -n 40 "$work/log" | sed 's/^/# /'
		echo "not ok $number ${case##*/}"
		failed=1
		;;
	esac
	rm -rf "${work:?}/$number"
done
exit $failed
