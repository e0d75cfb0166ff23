#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Shows on a stock kernel a disk whose checksum provider is replaced while fio runs on it;
# ends with "demo-family: N passed, N failed".

set -eu
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/story.sh"
top=$(top_dir)
release=$(releases | tail -n 1)

# Without the other modules there is less to build, and to copy into the guest.
"$top/tests/vm/build.sh" "$release" "$top/build/family/$release" integrity
story demo-family "$release" "$top/build/family/$release"
