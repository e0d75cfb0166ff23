# SPDX-License-Identifier: GPL-2.0-only
# For scenarios with p2pmem: its modules, its load, its counters.
# shellcheck shell=sh

transfers=/tmp/p2pmem

p2pmem() { /modules/p2pmem/p2pmem "$@"; }

# A counter of a module: held nic mrs
held() { cat "/sys/kernel/debug/p2p_$1/$2"; }

held_is() {
	[ "$(held "$1" "$2")" = "$3" ] || fail "p2p_$1: $2 is $(held "$1" "$2"), expected $3"
}

nothing_held() {
	held_is gpu pages 0
	held_is gpu pins 0
	held_is peer mrs 0
	held_is nic mrs 0
	held_is nic started $(($(held nic completed) + $(held nic failed)))
}

gives_back() { wait_for 20 nothing_held; }

# A megabyte is transferred through all three between any two GPUs, once they have found each other.
copies() {
	got=$(p2pmem copy $((20 * ${slow:-1}))) || fail "p2pmem copy: $got"
}

# Processes with threads that transfer until they are told to end.
load_begins() {
	for process in 1 2; do
		/modules/p2pmem/p2pmem load 3600 2 >$transfers.$process 2>$transfers.$process.errors &
		eval "load_$process=$!"
	done
}

load_is_killed() {
	for process in 1 2; do
		eval "user=\$load_$process"
		# shellcheck disable=SC2154 # eval sets it
		kill -KILL "$user"
		wait "$user" || :
	done
}

load_ends() {
	for process in 1 2; do
		eval "user=\$load_$process"
		kill -TERM "$user" 2>/dev/null || :
		wait "$user" || fail "p2pmem load: $(tail -n 1 $transfers.$process.errors) $(cat $transfers.$process)"
		echo "# p2pmem: $* $(cat $transfers.$process)" >/dev/results
	done
}

completed_more() { [ "$(held nic completed 2>/dev/null || echo 0)" -gt "$1" ]; }

# Transfers succeed: the count is higher than when this function was called.
transfers_flow() {
	tries=$((1000 * ${slow:-1}))
	seen=$(held nic completed)
	until completed_more "$seen"; do
		tries=$((tries - 1))
		[ $tries -gt 0 ] || fail "no transfer is completed any more: $(cat $transfers.*)"
		sleep 0.02
	done
}

# switch gpu0 0; "gpu" means all
switch() {
	for online in "/sys/class/misc/p2p_$1"*/online; do
		echo "$2" >"$online"
	done
}

# The process that has it open notices that it is away, and closes it.
unload_soon() {
	tries=$((1000 * ${slow:-1}))
	until [ "$(finit unload "$1")" = OK ]; do
		tries=$((tries - 1))
		[ $tries -gt 0 ] || unload "$1"
		sleep 0.02
	done
}

# The build of a module for round $1: two builds alternate.
build() { [ $(($1 % 2)) = 0 ] && echo p2pmem || echo p2pmem-first; }
