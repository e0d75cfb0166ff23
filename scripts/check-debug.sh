#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# All scenarios, unit tests and torture on a debug kernel, which is built if need be; ends with
# "N passed, N failed, N skipped": check-debug.sh kasan|kcsan

set -eu
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/results.sh"
top=$(top_dir)

is_debug "${1-}" || die "usage: ${0##*/} $(echo "$debug_kernels" | tr ' ' '|')"
modules=$top/build/modules/$1

begin_results "$top/build/results-$1"
"$top/tests/vm/build.sh" "$1" "$modules"
"$top/tests/kunit/build.sh" "$1" "$modules"
scenarios=$top/tests/vm/scenarios/
[ "$1" != kasan ] || scenarios="$scenarios $top/tests/vm/debug/failing-allocations.sh"
check_scenarios() {
	# shellcheck disable=SC2086 # names of scenarios have no spaces
	part "scenarios-$1" "$top/tests/vm/run.sh" "$1" "$modules" "$top/build/log/$1" $scenarios
}

check_torture() {
	part "torture-$1" env TORTURE_BARS=no "$top/tests/torture/run.sh" "$1"
	part "harness-$1" "$top/tests/vm/selftest.sh" "$1"
}

lane scenarios check_scenarios "$1"
lane torture check_torture "$1"
end_lanes
end_results
