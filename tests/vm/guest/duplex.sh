# SPDX-License-Identifier: GPL-2.0-only
# For scenarios with modules of duplex: their counters, and faults that must never happen.
# shellcheck shell=sh

count() { cat "/sys/module/$1/parameters/$2"; }		# MODULE COUNTER
count_is() { [ "$(count "$1" "$2")" = "$3" ] || fail "$1: $2 is $(count "$1" "$2"), expected $3"; }
set_to() { echo "$3" >"/sys/module/$1/parameters/$2"; }	# MODULE PARAMETER VALUE

more_than() { [ "$(count "$1" "$2")" -gt "$3" ] || fail "$1: $2 does not grow"; }
grows() { wait_for 10 more_than "$1" "$2" "$(count "$1" "$2")"; }	# MODULE COUNTER

# Calls, and callbacks: PROVIDER CONSUMER
both_ways() {
	grows "$2" served
	grows "$2" rang
	grows "$1" told
}

# Replace a provider under calls in both directions, about the given number of times: no call is
# lost, and each attach is paired.
swap_times() {
	load broker.ko
	load duplex/duplex_1.ko
	load duplex/duplex_user.ko
	wait_for 10 count_is duplex_user attached 1
	both_ways duplex_1 duplex_user
	pairs=$(($1 / 2))
	for round in $(seq $pairs); do
		finit load /modules/duplex/duplex_2.ko priority=$((round % 2)) >/dev/null
		finit unload duplex_1 >/dev/null
		finit load /modules/duplex/duplex_1.ko '' >/dev/null
		finit unload duplex_2 >/dev/null
	done
	not_loaded duplex_2
	loaded duplex_1
	both_ways duplex_1 duplex_user
	for hook in attached readied; do
		count_is duplex_user $hook $((2 * pairs + 1))
	done
	for hook in left stopped detached; do
		count_is duplex_user $hook $((2 * pairs))
	done
	count_is duplex_user lost 0
	count_is duplex_user dead 0
	tell "$((2 * pairs)) swaps, $(count duplex_user served) calls, $(count duplex_user rang) callbacks"
	unload duplex_user
	unload duplex_1
	log_lacks wrong
	log_lacks 'broker:'
	unload broker
}
