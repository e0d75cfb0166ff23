#!/bin/busybox sh
# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=dash
# Run the scenarios from number $1 on, in one boot, and write a KTAP line for
# each to descriptor 3. "# done" after the last one tells the host that all have
# ended; "# boot again" requests a fresh kernel for the rest.

# shellcheck source=trouble.sh disable=SC3045 # busybox can read -t
. /vm/trouble.sh
state=/tmp/scenario

# The output must be on the host's side before we go on, because the next scenario may
# crash the kernel: stty waits until the line is drained.
emit() {
	cat >&3
	stty -F /dev/results raw -echo
}

as_diagnostics() { sed 's/^/#   /'; }
modules() { cut -d ' ' -f 1 /proc/modules; }
modules_left() { modules | grep -vxF -f $state/modules; }

# As in lib.sh.
clock() { stat -c %s /tmp/clock; }

# Run scenario file $1 for at most $2 seconds of that clock; sets $status, "late" if it did
# not end, and $stuck if not even SIGKILL could end all of it.
run_limited() {
	mkfifo $state/ended
	{
		setsid /vm/scenario.sh "$1" </dev/null >$state/output 2>&1 3>&-
		echo $? >$state/ended
	} &
	exec 5<>$state/ended
	since=$(clock)
	until read -r -t 1 status <&5; do
		[ $(($(clock) - since)) -lt "$2" ] || { status=late; break; }
	done
	exec 5>&-
	if [ "$status" = late ]; then
		echo w >/proc/sysrq-trigger	# who sleeps where, for the log
		kill $!
	fi
	end_group "$(cat $state/pid)"
}

# The scenario leads a process group; none of its processes may stay.
end_group() {
	stuck=
	for _ in 1 2 3 4 5 6 7 8 9 10; do
		kill -KILL -"$1" 2>/dev/null || return
		sleep 0.3
	done
	stuck=yes
}

# Unload the modules that the scenario left, in the background, because an exit may never end.
sweep() {
	while [ -n "$(modules_left)" ]; do
		for module in $(modules_left); do
			/usr/sbin/rmmod "$module" 2>/dev/null
		done
		sleep 0.2
	done &
	for _ in 1 2 3 4 5 6; do
		[ -n "$(modules_left)" ] || break
		sleep 0.5
	done
	[ -z "$(modules_left)" ] || stuck=yes
	# Otherwise it would also unload the next scenario's modules.
	kill $! 2>/dev/null
	wait $! 2>/dev/null || :
}

# Why the scenario failed, on one line; nothing if it did not.
failure() {
	if grep -q . $state/trouble; then
		echo "kernel: $(cat $state/trouble)"
	elif [ "$status" = late ]; then
		echo "not finished after $limit s"
	elif [ "$status" != 0 ]; then
		tail -n 1 $state/reason
	elif grep -q . $state/left; then
		echo "left behind: $(cat $state/left)"
	fi
}

# The KTAP of scenario $1: subtests, then diagnostics if it failed, the verdict.
report() {
	reason=$(failure | tr '#' ' ')
	if [ -s $state/subtests ]; then
		echo '  KTAP version 1'
		echo "  1..$(cat $state/suites)"
		sed 's/^/  /' $state/subtests
	fi
	[ ! -s $state/story ] || sed 's/^/# | /' $state/story
	if [ -n "$reason" ]; then
		tail -n 30 $state/output | as_diagnostics
		echo '# kernel log:'
		tail -n 30 $state/log | as_diagnostics
		echo "not ok $1 # ERROR $reason"
	elif [ -s $state/skip ]; then
		echo "ok $1 # SKIP $(cat $state/skip)"
	else
		echo "ok $1"
	fi
}

# Run scenario number $1, called $2, with limit $3 and KTAP description $4.
run() {
	limit=$3
	rm -rf $state
	mkdir $state
	# The empty line is for busybox, whose grep matches all lines with an empty list.
	{ echo; modules; } >$state/modules
	echo "# running $2" | emit
	dmesg -c >/dev/null
	echo "vm: scenario $2" >/dev/kmsg

	run_limited "/vm/scenarios/$2.sh" "$limit"
	if grep -q '^# Leaves: ' "/vm/scenarios/$2.sh"; then
		: >$state/left
		stuck=yes	# what it leaves behind only a fresh boot takes away
	else
		modules_left | xargs >$state/left
	fi
	dmesg >$state/log
	# Without the lines that we made the kernel print.
	sed '/sysrq: Show \(Blocked \)*State/,$d' $state/log | grep -m 1 -E "$trouble" |
		sed 's/^\[[^]]*\] //' >$state/trouble
	rm -rf "/lib/modules/$(uname -r)"

	# The verdict first, because cleaning up may kill the kernel.
	report "$1 - $2 - $4" | emit
	[ -n "$stuck" ] || sweep
}

number=0
while read -r name limit description; do
	number=$((number + 1))
	[ $number -ge "$1" ] || continue
	run $number "$name" "$limit" "$description"
	if [ -n "$stuck" ]; then
		echo '# boot again' | emit
		exit
	fi
done </vm/list
echo '# done' | emit
