#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# All tests; ends with "N passed, N failed, N skipped".

set -eu
. "$(dirname "$0")/lib.sh"
top=$(cd "$(dirname "$0")/.." && pwd)
results=$top/build/results
mkdir -p "$results"
: >"$results/all"

# part NAME COMMAND...: COMMAND prints KTAP; one that says nothing has failed.
part() {
	name=$1; shift
	say TEST "$name"
	"$@" | tee "$results/$name.ktap" || :
	awk -f "$top/tests/vm/ktap.awk" "$results/$name.ktap" >"$results/$name" || :
	sed '$d' "$results/$name" | sed "s/^/$name: /" >>"$results/failed"
	tail -n 1 "$results/$name" >>"$results/all"
}

: >"$results/failed"
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

cat "$results/failed"
awk '{ passed += $1; failed += $3; skipped += $5 }
	END {
		printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped
		exit failed || !passed
	}' "$results/all"
