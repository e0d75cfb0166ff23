#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Shows the main use on a stock kernel: prints each step and its result,
# and ends with "demo: N passed, N failed".

set -eu
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/story.sh"
top=$(top_dir)
release=$(releases | tail -n 1)

"$top/tests/vm/build.sh" "$release" "$top/build/modules/$release"
story demo "$release" "$top/build/modules/$release"
