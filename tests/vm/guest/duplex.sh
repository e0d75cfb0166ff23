# SPDX-License-Identifier: GPL-2.0-only
# For scenarios with modules of duplex: their counters, and what must never be.
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
