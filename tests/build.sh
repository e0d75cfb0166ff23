#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Build the modules that tests load into one kernel, without a warning of gcc, modpost or, for the
# newest kernel, sparse. Prints KTAP: build.sh RELEASE [WHAT...]
# WHAT is modules, kunit or torture, by default all, and for a kernel of another Debian
# brokerctl as it is built there. The modules are left in build/modules/RELEASE and
# build/torture/RELEASE/modules.

set -eu
. "$(dirname "$0")/../scripts/lib.sh"
[ $# -ge 1 ] || die "usage: ${0##*/} RELEASE [WHAT...]"
release=$1
shift
suite=$(suite_of "$release")
[ $# -gt 0 ] || set -- modules kunit torture ${suite:+brokerctl}
top=$(top_dir)
modules=$top/build/modules/$release
number=0 failed=0

export SPARSE=yes

# builds WHAT COMMAND...: it may explain why there is no result, but not instead of a failure
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

# With the libraries and the compiler of the suite. The command must also run.
# shellcheck disable=SC2317 # it is called by name
brokerctl_there() {
	folder=$top/build/brokerctl-$suite
	# shellcheck disable=SC2086 # several
	chroot_install "$suite" pkg-config $command_libraries || return
	rm -rf "$folder"
	"$top/scripts/chroot.sh" "$suite" make -s -f "$top/tools/brokerctl/Makefile" O="$folder" CFLAGS='-O2 -Werror' &&
		"$top/scripts/chroot.sh" "$suite" "$folder/brokerctl" --version
}

echo 'KTAP version 1'
echo "1..$#"
for what; do
	case $what in
	modules) builds modules "$top/tests/vm/build.sh" "$release" "$modules" ;;
	kunit)	builds kunit "$top/tests/kunit/build.sh" "$release" "$modules" ;;
	brokerctl) builds brokerctl brokerctl_there ;;
	torture) builds torture "$top/tests/torture/build.sh" "$release" "$top/build/torture/$release/modules" ;;
	*)	die "nothing is called $what" ;;
	esac
done
exit $failed
