# SPDX-License-Identifier: GPL-2.0-only
# For scenarios with clients/lan: ports of NICs, and their states as shown by lan_rdma.
# shellcheck shell=sh

lan_rdma=/sys/devices/lan_rdma
lan_load=/tmp/lan-load

# plug MODULE NUMBER, unplug MODULE NUMBER: a port of a NIC
plug() { echo "$1.$2" >"/sys/bus/platform/drivers/$1/bind"; }
unplug() { echo "$1.$2" >"/sys/bus/platform/drivers/$1/unbind"; }

port() { cat "/sys/bus/platform/devices/$1.$2/$3"; }		# MODULE NUMBER ATTRIBUTE
port_is() { [ "$(port "$1" "$2" "$3")" = "$4" ] || fail "$1.$2: $3 is $(port "$1" "$2" "$3"), expected $4"; }
set_port() { echo "$4" >"/sys/bus/platform/devices/$1.$2/$3"; }

# The ports of lan_rdma: "PORT MTU", or "PORT closed", one per line
uppers() { cut -d ' ' -f 1-2 "$lan_rdma/ports" | sort; }
uppers_are() {
	got=$(uppers | paste -s -d ,)
	[ "$got" = "$1" ] || fail "ports of lan_rdma: expected '$1', got '$got'"
}

completed() { sed -n "s/^$1 .* //p" "$lan_rdma/ports"; }
completed_more() { [ "$(completed "$1")" -gt "$2" ] || fail "$1: no request is completed any more"; }

# Requests are completed: the count is higher than when this function was called.
flows() {
	for port; do
		wait_for 20 completed_more "$port" "$(completed "$port")"
	done
}

# The log has a line about a port, or about all: says PATTERN, of grep
says() { log | sed 's,lan_port/lan[0-9]*,lan_port,' | grep -q -e "$1" || fail "not in the log: $1"; }

# Tasks that also post, until they are told to end, and print how often they did.
posts() {
	turns=0
	while [ -e "$lan_load" ]; do
		{ echo 20 >"$lan_rdma/post"; } 2>/dev/null || :
		turns=$((turns + 1))
	done
	[ $turns -gt 3 ] || fail "only $turns turns"
}

load_begins() {
	: >"$lan_load"
	lan_tasks=
	for _ in 1 2; do
		posts &
		lan_tasks="$lan_tasks $!"
	done
}

load_ends() {
	rm "$lan_load"
	for lan_task in $lan_tasks; do
		wait "$lan_task" || exit 1	# which has said why
	done
}
