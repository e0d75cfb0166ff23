#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# All tests on stock kernels; ends with "N passed, N failed, N skipped".

set -eu
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/results.sh"
top=$(top_dir)

# All that is done once for each kernel.
check_release() {
	modules=$top/build/modules/$1
	"$top/tests/vm/build.sh" "$1" "$modules"
	"$top/tests/kunit/build.sh" "$1" "$modules"
	[ "$1" != "$newest" ] || check_files "$1"
	part "objects-$1" "$top/tests/objects.sh" "$modules" "$top/build/$1/broker/broker"
	part "guard-$1" env VM_MACHINE='-accel tcg,thread=single -icount shift=0,sleep=off -smp 1' \
		"$top/tests/vm/run.sh" "$1" "$modules" "$top/build/log/guard-$1" \
		"$top/tests/bench/guard.sh" "$top/tests/bench/dump.sh" \
		"$top/tests/bench/periods.sh" "$top/tests/bench/large.sh" \
		"$top/tests/bench/instances.sh"
	part "scenarios-$1" "$top/tests/vm/run.sh" "$1" "$modules" "$top/build/log/$1"
	part "json-$1" /usr/bin/python3 "$top/tests/brokerctl/schema.py" \
		"$top/build/log/$1/results.ktap"
	part "torture-$1" env TORTURE_BARS=no "$top/tests/torture/run.sh" "$1"
}

# What is read and judged of files, which differ little from kernel to kernel: for the
# newest only.
check_files() {
	part "compile-$1" "$top/tests/compile/run.sh" "$1"
	part "docs-$1" "$top/tests/docs/run.sh" "$1" "$modules"
	part "brokerctl-$1" "$top/tests/brokerctl/run.sh" "$1" "$modules"
	part "softdep-$1" "$top/tests/softdep/run.sh" "$1" "$modules"
}

# What is loaded where it was not built for: after all has been built.
check_strangers() {
	other=$(releases | grep -vxF "$1" | head -n 1)
	part "brokerctl-vm-$1" "$top/tests/brokerctl/vm.sh" "$1" "$top/build/modules/$1" \
		"$top/build/modules/$other" "$top/build/log/brokerctl-$1"
}

# What needs no kernel to boot.
check_tree() {
	part lint "$top/scripts/lint.sh"
	part ktap "$top/tests/vm/ktap-test.sh"
	part floors "$top/tests/floors.sh"
	part brokerctl-netlink "$top/tests/brokerctl/netlink.sh"
	part brokerctl-completion "$top/tests/brokerctl/completion/run"
	part install "$top/tests/install/run.sh"
	part model "$top/tests/model/run.sh" quick
}

newest=$(releases | tail -n 1)
begin_results "$top/build/results"
make -s -C "$top" brokerctl
lane tree check_tree
for release in $(releases); do
	lane "$release" check_release "$release"
done
end_lanes
for release in $(releases); do
	lane "$release" check_strangers "$release"
done
lane harness part harness "$top/tests/vm/selftest.sh" "$release"
end_lanes
end_results
