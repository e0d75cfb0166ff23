# SPDX-License-Identifier: GPL-2.0-only
# For the scenarios link-fate-*: a link is brought to a state, one of its modules is unloaded,
# and the hooks that were called are compared with the table in Documentation/lifetimes.rst.
# shellcheck shell=sh

gate=/sys/module/fate_gate/parameters
cell=none

# cell_is TEXT: for messages, here and in the kernel log
cell_is() {
	cell=$1
	[ ! -d $gate ] || echo "$cell" >$gate/cell
}

# As enum fate_place.
place() {
	case $1 in
	nowhere) echo 0 ;;
	attach) echo 1 ;;
	leaving) echo 2 ;;
	detach) echo 4 ;;
	call) echo 8 ;;
	exit) echo 16 ;;
	*) fail "no such place: $1" ;;
	esac
}

counted() { [ "$(cat "$gate/$1")" = "$2" ] || fail "$cell: $1 is $(cat "$gate/$1"), expected $2"; }

# hold PLACE: threads that reach the place are held up from now on; held PLACE: a thread is
hold() { place "$1" >$gate/hold; }
held() { wait_for 10 counted at "$(place "$1")"; }

# The link of fate_user to fate_first, in the words of the summary.
link_to_first() {
	awk -v state="$1" '$1 == "consumer" && $3 == "fate_user" {
		for (i = 5; i < NF; i++)
			if (($i == "fate_first:" || $i == "unloaded:") && $(i + 1) == state ",") found = 1
	} END { exit !found }' /sys/kernel/debug/broker/summary ||
		fail "$cell: no link is $1: $(cat /sys/kernel/debug/broker/summary)"
}

# gate_and_first [OPTION]: the gate, and the provider that is to be unloaded
gate_and_first() {
	load link/fate_gate.ko
	cell_is "$cell"
	load link/fate_first.ko ${1:+"$1"}
}

# reach STATE PROVIDER_OPTION CONSUMER_OPTION [fate_pin]: everything is loaded, the provider
# is pinned if requested, and the link of fate_user to fate_first is in that state
reach() {
	gate_and_first "$2"
	[ -z "${4-}" ] || load "link/$4.ko"
	case $1 in
	attaching)
		hold attach
		load link/fate_user.ko ${3:+"$3"}
		held attach ;;
	current)
		load link/fate_user.ko ${3:+"$3"}
		wait_for 10 counted attached 1 ;;
	retired)	is_left attach tell=1 "$3"; unregisters draining ;;
	drained)	is_left attach tell=0 "$3"; unregisters detaching ;;
	leaving)	is_left leaving tell=1 "$3" ;;
	draining)	is_left call tell=1 "$3"; wait_for 10 counted left 1 ;;
	detaching)	is_left detach tell=1 "$3" ;;
	esac
}

# is_left PLACE OPTION OPTION: a better provider takes over, until a thread is held up
is_left() {
	load link/fate_user.ko movable=1 "$2" ${3:+"$3"}
	wait_for 10 counted attached 1
	hold "$1"
	if [ "$1" = call ]; then
		echo 1 >/sys/module/fate_user/parameters/call &
		held call
	fi
	load link/fate_better.ko
	held "$1"
	wait_for 10 counted attached 2
}

# unregisters STATE: a task other than exit unregisters, and waits for the running attach hook
unregisters() {
	echo 1 >/sys/module/fate_user/parameters/unregister &
	wait_for 10 link_to_first "$1"
}

# goes MODULE: the module is being unloaded
goes() {
	finit unload "$1" >/tmp/fate-unload &
	wait_for 10 is_going "$1"
}
forced() {
	rmmod -f "$1" &
	wait_for 10 is_going "$1"
}
is_going() { ! grep -q "^$1 .* Live " /proc/modules || fail "$cell: $1 stays"; }

# expect waits|ends MODULE: by the task that unloads it, while a thread is held up
waits() {
	sleep 1
	grep -q "^$1 " /proc/modules || fail "$cell: $1 has gone and nobody was waited for"
}
ends() { wait_for 10 not_loaded "$1"; }

# came_to ATTACHED LEFT DETACHED DEAD: the counts of hooks, once all threads are released
came_to() {
	hold nowhere
	wait
	wait_for 10 counted detached "$3"
	counted attached "$1"
	counted left "$2"
	counted dead "$4"
	counted late 0
	log_lacks wrong
	echo "$cell: attached $1, left $2, detached $3, of these $4 dead, 0 calls after exit" >&2
}

# Unload all modules that are still loaded.
clean() {
	for module in fate_pin fate_user fate_other fate_more_user fate_better fate_first fate_gate; do
		! grep -q "^$module " /proc/modules || unload $module
	done
}
