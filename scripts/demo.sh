#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The main job, told on a stock kernel: prints what is done and what comes of
# it, and ends with "demo: N passed, N failed".

set -eu
. "$(dirname "$0")/lib.sh"
top=$(dirname "$0")/..
release=$(releases | tail -n 1)
log=$top/build/demo

# Of the KTAP: the story, and the verdict on each part.
readable() {
	sed -un \
		-e 's/^# | \{0,1\}//p' \
		-e '/^ok .* rest - /d' \
		-e 's/^ok [0-9]* - [^ ]* - \(.*\)/  [ok] \1\n/p' \
		-e 's/^not ok [0-9]* - [^ ]* - \(.*\)/  [FAILED] \1\n/p'
}

"$top/tests/vm/build.sh" "$release" "$top/build/modules/$release"
"$top/tests/vm/run.sh" "$release" "$top/build/modules/$release" "$log" "$top/tests/vm/demo/" | readable || :
awk -f "$top/tests/vm/ktap.awk" "$log/results.ktap" >"$log/summary" || failed=yes
printf 'demo: %s\n' "$(tail -n 1 "$log/summary" | sed 's/, 0 skipped//')"
[ -z "${failed-}" ]
