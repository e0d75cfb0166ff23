#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# All tests on stock kernels; ends with "N passed, N failed, N skipped".

set -eu
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/results.sh"
top=$(top_dir)

begin_results "$top/build/results"
part lint "$top/scripts/lint.sh"
part ktap "$top/tests/vm/ktap-test.sh"
for release in $(releases); do
	modules=$top/build/modules/$release
	part "compile-$release" "$top/tests/compile/run.sh" "$release"
	"$top/tests/vm/build.sh" "$release" "$modules"
	"$top/tests/kunit/build.sh" "$release" "$modules"
	part "objects-$release" "$top/tests/objects.sh" "$modules"
	part "guard-$release" env VM_MACHINE='-accel tcg,thread=single -icount shift=0,sleep=off -smp 1' \
		"$top/tests/vm/run.sh" "$release" "$modules" "$top/build/log/guard-$release" \
		"$top/tests/bench/guard.sh"
	part "scenarios-$release" "$top/tests/vm/run.sh" "$release" "$modules" "$top/build/log/$release"
	part "torture-$release" env TORTURE_BARS=no "$top/tests/torture/run.sh" "$release"
done
part model "$top/tests/model/run.sh" quick
part harness "$top/tests/vm/selftest.sh" "$release"
end_results
