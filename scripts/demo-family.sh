#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A disk whose checksums change hands while fio runs on it, told on a stock kernel;
# ends with "demo-family: N passed, N failed".

set -eu
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/story.sh"
top=$(top_dir)
release=$(releases | tail -n 1)

# Apart from other modules: fewer to build, and to be carried into the guest.
"$top/tests/vm/build.sh" "$release" "$top/build/family/$release" integrity
story demo-family "$release" "$top/build/family/$release"
