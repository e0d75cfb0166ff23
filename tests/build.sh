#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Build all that tests load into one kernel, without a warning of gcc, modpost or, for the
# newest kernel, sparse, as KTAP: build.sh RELEASE
# The modules are left in build/modules/RELEASE and build/torture/RELEASE/modules.

set -eu
. "$(dirname "$0")/../scripts/lib.sh"
[ $# = 1 ] || die "usage: ${0##*/} RELEASE"
release=$1
top=$(top_dir)
modules=$top/build/modules/$release
number=0 failed=0

export SPARSE=yes

# builds WHAT COMMAND...: it may say why there is none, but not instead of a failure
builds() {
	number=$((number + 1))
	what=$1
	shift
	if ! "$@" >&2; then
		echo "not ok $number $what"
		failed=1
	elif [ -e "$modules/$what.absent" ]; then
		echo "ok $number $what # SKIP $(cat "$modules/$what.absent")"
	else
		echo "ok $number $what"
	fi
}

echo 'KTAP version 1'
echo 1..3
builds modules "$top/tests/vm/build.sh" "$release" "$modules"
builds kunit "$top/tests/kunit/build.sh" "$release" "$modules"
builds torture "$top/tests/torture/build.sh" "$release" "$top/build/torture/$release/modules"
exit $failed
