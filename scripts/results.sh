# SPDX-License-Identifier: GPL-2.0-only
# Parts of a run of tests and their sum; to be sourced after lib.sh by a POSIX
# shell with set -e.
# shellcheck shell=sh

# begin_results FOLDER: the following results are kept there.
begin_results() {
	results=$1
	mkdir -p "$results"
	: >"$results/all"
	: >"$results/failed"
	lanes=
}

# Sets $used: the seconds of CPU time of all processes that this shell has waited for. In a
# substitution times would print those of another shell.
cpu_time() {
	times >"$results/$name.times"
	used=$(awk -F '[ms ]+' 'NR == 2 { print int(60 * ($1 + $3) + $2 + $4) }' "$results/$name.times")
}

# part NAME COMMAND...: COMMAND prints KTAP; a command that prints nothing has failed.
part() {
	name=$1; shift
	say TEST "$name"
	start=$(date +%s)
	cpu_time
	before=$used
	"$@" | tee "$results/$name.ktap" || :
	awk -f "$(top_dir)/tests/vm/ktap.awk" "$results/$name.ktap" >"$results/$name" || :
	sed '$d' "$results/$name" | sed "s/^/$name: /" >>"$results/failed"
	tail -n 1 "$results/$name" >>"$results/all"
	cpu_time
	say DONE "$name, $(tail -n 1 "$results/$name"), $(($(date +%s) - start)) s, $((used - before)) s of CPU time"
}

# lane NAME COMMAND...: run parts in parallel with those of other lanes; guests sleep a lot,
# and emulation hardly keeps one CPU busy. Each line of its output begins with NAME.
lane() {
	lane=$1; shift
	rm -f "$results/$lane.done"
	{
		"$@" 2>&1
		: >"$results/$lane.done"
	} | sed -u "s/^/$lane: /" &
	lanes="$lanes $lane"
}

# Wait for all lanes. Ctrl-C does not reach processes in the background.
end_lanes() {
	trap 'trap - INT TERM; kill -TERM 0' INT TERM
	wait
	trap - INT TERM
	for lane in $lanes; do
		[ ! -e "$results/$lane.done" ] || continue
		echo "failed: $lane did not come to its end" >>"$results/failed"
		echo '0 passed, 1 failed, 0 skipped' >>"$results/all"
	done
	lanes=
}

# Print the failures, then "N passed, N failed, N skipped"; fails unless everything passed.
end_results() {
	cat "$results/failed"
	awk '{ passed += $1; failed += $3; skipped += $5 }
		END {
			printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped
			exit failed || !passed
		}' "$results/all"
}
