# SPDX-License-Identifier: GPL-2.0-only
# Functions that demonstrations share; to be sourced after lib.sh by a POSIX shell with set -e.
# shellcheck shell=sh

# Print from the KTAP the story and the verdict on each part.
readable() {
	sed -un \
		-e 's/^# | \{0,1\}//p' \
		-e '/^ok .* rest - /d' \
		-e 's/^ok [0-9]* - [^ ]* - \(.*\)/  [ok] \1\n/p' \
		-e 's/^not ok [0-9]* - [^ ]* - \(.*\)/  [FAILED] \1\n/p'
}

# story NAME RELEASE MODULES_DIR: run tests/vm/NAME/ on a stock kernel, print each step
# and its result, and end with "NAME: N passed, N failed". Fails if a part fails.
story() {
	vm=$(top_dir)/tests/vm
	log=$(top_dir)/build/$1
	failed=
	"$vm/run.sh" "$2" "$3" "$log" "$vm/$1/" | readable || :
	awk -f "$vm/ktap.awk" "$log/results.ktap" >"$log/summary" || failed=yes
	printf '%s: %s\n' "$1" "$(tail -n 1 "$log/summary" | sed 's/, 0 skipped//')"
	[ ! "$failed" ]
}
