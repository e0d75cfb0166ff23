#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Torture the broker on one kernel in QEMU:
#
#	run.sh RELEASE [MINUTES [LOG_DIR]]
#
# KTAP, with the counts so far every ten seconds, goes to stdout and to
# LOG_DIR/results.ktap, the kernel's log to LOG_DIR/kernel.log. The last line is
# "torture: SUCCESS" or "torture: FAILURE" and all counts; exits with 0 for the
# first. TORTURE_BARS=no accepts any counts, because a debug kernel is slow;
# TORTURE_CHURN=no leaves modules loaded; TORTURE_MODULES is a folder that
# build.sh has filled, used unchanged.

set -eu
here=$(dirname "$0")
. "$here/../../scripts/lib.sh"
top=$(cd "$here/../.." && pwd)

case $# in
[123]) ;;
*) die "usage: ${0##*/} RELEASE [MINUTES [LOG_DIR]]" ;;
esac
release=$1
minutes=${2:-2}
log=${3:-$top/build/log/torture-$release}
modules=${TORTURE_MODULES:-$top/build/torture/$release/modules}

# The end takes a while, because calls that sleep have to be waited for.
scenario() {
	sed -e "s/^# Time: .*/# Time: $((minutes * 60 + 120)) s/" \
		-e "s/^minutes=[0-9]*/minutes=$minutes/" \
		-e "s/^bars=yes/bars=${TORTURE_BARS:-yes}/" \
		-e "s/^churn=yes/churn=${TORTURE_CHURN:-yes}/" "$here/torture.sh"
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
[ -n "${TORTURE_MODULES-}" ] || "$here/build.sh" "$release" "$modules"
scenario >"$work/torture.sh"
mkdir -p "$log"
"$here/../vm/run.sh" "$release" "$modules" "$log" "$work/torture.sh" || failed=yes

# The guest's last message counts only if nothing went wrong after it.
last=$(sed -n 's/^# torture: [A-Za-z]* //p' "$log/results.ktap" | tail -n 1)
if [ -n "${failed-}" ]; then
	echo "torture: FAILURE $last"
	exit 1
fi
echo "torture: SUCCESS $last"
