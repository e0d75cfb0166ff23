# SPDX-License-Identifier: GPL-2.0-only
# brokerctl counts the calls and the callbacks of a two-way link, and shows calls and callbacks that do not return, and the stop hook.
. /vm/brokerctl.sh
. /vm/duplex.sh
stories=0 told=0

# The row of the consumer's only link
link() { brokerctl consumer show duplex_user | awk '/^PROVIDER / { getline; print }'; }
link_is() {
	got=$(link)
	case $got in *" $1 "*) ;; *) fail "the link is '$got', expected $1" ;; esac
}
inside() {
	got=$(link)
	[ "$(echo "$got" | awk '{ print $6 - $7 }')" = "$1" ] || fail "the link is '$got', expected $1 callbacks inside"
}

# The kernel has counted some in each second.
busy() {
	for heading in CALLS/S CALLBACKS/S; do
		got=$(column $heading top 1 1)
		[ "${got:-0}" -gt 0 ] || fail "top: $heading is '$got'"
	done
}
# The second of two columns of this name.
top_inside() {
	got=$(brokerctl top 1 1 | awk 'NR == 2 { print $4 }')
	[ "$got" = "$1" ] || fail "top: '$got' callbacks are inside, expected $1"
}

load broker.ko
load duplex/duplex_1.ko
load duplex/duplex_user.ko
both_ways duplex_1 duplex_user
wait_for 10 busy
tell_json top 1 1
tell_json consumer show duplex_user
brokerctl consumer show duplex_user | grep -q '^PROVIDER  *MODULE  *STATE  *ENTERED  *LEFT  *CALLBACKS  *RETURNED  *REQUESTS  *SECONDS$' ||
	fail "consumer show: $(brokerctl consumer show duplex_user)"
unload duplex_user

# One callback that does not return, and no calls.
set_to duplex_1 silent 1
load duplex/duplex_user.ko idle=1
wait_for 10 link_is current
same_story
echo 10000 >/sys/module/duplex_1/parameters/ask &
wait_for 5 inside 1
wait_for 5 top_inside 1
wait $!
wait_for 10 inside 0
wait_for 10 top_inside 0

# The broker waits for the hook that closes the source of the callbacks.
set_to duplex_user linger 3000
brokerctl consumer detach duplex_user
wait_for 10 link_is stopping
tell_json consumer show duplex_user
wait_for 20 bound_to duplex_user -
brokerctl consumer attach duplex_user
wait_for 20 bound_to duplex_user duplex_1
set_to duplex_user linger 0
same_story
unload duplex_1
wait_for 10 bound_to duplex_user -
unload duplex_user
tell "$stories times the same story, of $told providers and consumers"
log_lacks wrong
unload broker
