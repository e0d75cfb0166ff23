#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The tests that need nothing but the tools that brokerctl is built with: no root, network, kernel
# headers or QEMU. Ends with "N passed, N failed, N skipped".

set -eu
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/results.sh"
top=$(top_dir)

# fakeroot(1) preloads a library, but the sanitizers must come first.
unset LD_PRELOAD
begin_results "$top/build/results-test"
make -s -C "$top" brokerctl
part ktap "$top/tests/vm/ktap-test.sh"
part floors "$top/tests/floors.sh"
part sanitize "$top/tests/sanitize/run.sh"
part brokerctl-netlink "$top/tests/brokerctl/netlink.sh"
part brokerctl-completion "$top/tests/brokerctl/completion/run"
end_results
