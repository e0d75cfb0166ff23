#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Scenarios, unit tests and torture on a debug kernel, which is built if necessary; ends with
# "N passed, N failed, N skipped": check-debug.sh kasan|kcsan|rt [quick]
# With "quick" only the unit tests, for which little has to be built.

set -eu
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/results.sh"
top=$(top_dir)

usage="usage: ${0##*/} $(echo "$debug_kernels" | tr ' ' '|') [quick]"
is_debug "${1-}" || die "$usage"
case ${2-} in
'' | quick) ;;
*) die "$usage" ;;
esac
modules=$top/build/modules/$1

begin_results "$top/build/results-$1"
if [ "${2-}" ]; then
	"$top/tests/vm/build.sh" "$1" "$modules" broker
	"$top/tests/kunit/build.sh" "$1" "$modules"
	part "kunit-$1" "$top/tests/vm/run.sh" "$1" "$modules" "$top/build/log/$1" kunit-handshake kunit-registry
	end_results
	exit
fi
part "build-$1" "$top/tests/build.sh" "$1"
# Scenarios about tools, versions, examples and signatures make the broker do nothing that the
# other scenarios do not; and these kernels have no block devices.
left_out='autoload broker-1.0 brokerctl brokerctl-monitor brokerctl-two-way contract-accepted
	control-no-symvers control-stale-symvers foobar foobar-rebuilt growth guest
	integrity-absent integrity-refused integrity-swap integrity-wrong lifetimes-examples lines
	majors old-client policy priority proprietary readme release-1.0 softdep two-way-examples'

scenarios() {	# KERNEL
	for scenario in "$top"/tests/vm/scenarios/*.sh; do
		name=$(basename "$scenario" .sh)
		# shellcheck disable=SC2086 # a word each
		printf '%s\n' $left_out | grep -qxF -e "$name" || echo "$scenario"
	done
	[ "$1" != kasan ] ||
		printf '%s\n' "$top/tests/vm/debug/failing-allocations.sh" "$top/tests/vm/debug/swap-thousand.sh"
}

# half NUMBER KERNEL: every other scenario. A guest that runs scenarios in sequence keeps
# one CPU busy.
half() {
	# shellcheck disable=SC2046 # names of scenarios have no spaces
	part "scenarios-$2-$1" "$top/tests/vm/run.sh" "$2" "$modules" "$top/build/log/$2-$1" \
		$(scenarios "$2" | awk -v half="$1" 'NR % 2 == half % 2')
}

first() {	# KERNEL
	half 1 "$1"
	part "torture-$1" env TORTURE_BARS=no "$top/tests/torture/run.sh" "$1"
}

second() {	# KERNEL
	half 2 "$1"
	part "harness-$1" "$top/tests/vm/selftest.sh" "$1"
}

lane first first "$1"
lane second second "$1"
end_lanes
end_results
