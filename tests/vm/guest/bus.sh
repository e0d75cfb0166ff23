# SPDX-License-Identifier: GPL-2.0-only
# For scenarios with clients/bus: its sockets, and its drivers' counters.
# shellcheck shell=sh

bus=/sys/devices/chip_bus/sockets

# plug SOCKET REGISTER..., unplug SOCKET
plug() { echo "$*" >"$bus"; }
unplug() { echo "$1" >"$bus"; }
plug_fails() { ! plug "$@" 2>/dev/null || fail "plug $*: succeeded"; }

sockets() { cat "$bus"; }
socket() { sockets | sed -n "s/^$1 //p"; }

# socket_is SOCKET 'ID DRIVER VALUE'; a driver and a value are - if there is none
socket_is() {
	got=$(socket "$1")
	[ "$got" = "$2" ] || fail "socket $1: expected '$2', got '$got'"
}

# A test driver: driver NUMBER [PARAMETER...]
driver() {
	number=$1
	shift
	load "bus/bus_$number.ko" "$@"
}

# driver_is NUMBER COUNTER VALUE
driver_is() {
	got=$(cat "/sys/module/bus_$1/parameters/$2")
	[ "$got" = "$3" ] || fail "bus_$1: $2 is $got, expected $3"
}
