#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# All tests on stock kernels; ends with "N passed, N failed, N skipped".

set -eu
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/results.sh"
top=$(top_dir)

# The parts for each kernel. Where modules are loaded and unloaded under load, the newest kernel
# runs half of the rounds, the others a quarter or fewer, as in "make matrix".
check_release() {
	modules=$top/build/modules/$1
	part "objects-$1" "$top/tests/objects.sh" "$modules" "$top/build/$1/broker/broker"
	slow=4
	[ "$1" != "$newest" ] || slow=2
	part "scenarios-$1" env VM_SLOW=$slow "$top/tests/vm/run.sh" "$1" "$modules" "$top/build/log/$1"
}

# The parts that only read files, which differ little from kernel to kernel.
check_files() {
	modules=$top/build/modules/$newest
	part "compile-$newest" "$top/tests/compile/run.sh" "$newest"
	part "docs-$newest" "$top/tests/docs/run.sh" "$newest" "$modules"
	part "brokerctl-$newest" "$top/tests/brokerctl/run.sh" "$newest" "$modules"
	part "softdep-$newest" "$top/tests/softdep/run.sh" "$newest" "$modules"
}

check_newest() {
	part "guard-$newest" "$top/tests/bench/bars.sh" "$newest" "$top/build/modules/$newest" \
		"$top/build/log/guard-$newest"
	check_release "$newest"
	part "json-$newest" /usr/bin/python3 "$top/tests/brokerctl/schema.py" \
		"$top/build/log/$newest/results.ktap"
	part "torture-$newest" env TORTURE_BARS=no "$top/tests/torture/run.sh" "$newest"
}

# Modules loaded on kernels that they were not built for: after everything has been built.
check_strangers() {
	part "brokerctl-vm-$newest" "$top/tests/brokerctl/vm.sh" "$newest" "$top/build/modules/$newest" \
		"$top/build/modules/$(releases | head -n 1)" "$top/build/log/brokerctl-$newest"
}

# The parts that boot no kernel.
check_tree() {
	part lint "$top/scripts/lint.sh" built
	part ktap "$top/tests/vm/ktap-test.sh"
	part floors "$top/tests/floors.sh"
	part cache "$top/tests/cache.sh"
	part sparse "$top/tests/sparse.sh"
	part brokerctl-netlink "$top/tests/brokerctl/netlink.sh"
	part brokerctl-completion "$top/tests/brokerctl/completion/run"
	part install "$top/tests/install/run.sh"
	part model "$top/tests/model/run.sh" quick
}

newest=$(releases | tail -n 1)
begin_results "$top/build/results"
make -s -C "$top" brokerctl
for release in $(releases); do
	torture=torture
	[ "$release" = "$newest" ] || torture=''
	lane "$release" part "build-$release" "$top/tests/build.sh" "$release" modules kunit $torture
done
end_lanes
lane tree check_tree
for release in $(releases); do
	[ "$release" = "$newest" ] || lane "$release" check_release "$release"
done
lane files check_files
lane "$newest" check_newest
end_lanes
lane "$newest" check_strangers
lane harness part harness "$top/tests/vm/selftest.sh" "$newest"
end_lanes
end_results
