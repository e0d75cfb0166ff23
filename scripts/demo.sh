#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The main job, told on a stock kernel: prints what is done and what comes of
# it, and ends with "demo: N passed, N failed".

set -eu
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/story.sh"
top=$(top_dir)
release=$(releases | tail -n 1)

"$top/tests/vm/build.sh" "$release" "$top/build/modules/$release"
story demo "$release" "$top/build/modules/$release"
