# SPDX-License-Identifier: GPL-2.0-only
# Listeners get all events, in order and numbered; tracepoints also show them.
. /vm/well.sh
tracing=/sys/kernel/tracing

# listen COUNT: write the events from now on to a file
listen() {
	/modules/netlink/nltest events "$1" >"${state:?}/events" &
	wait_for 10 grep -q listening "${state:?}/events"
}

# heard LINE...: exactly these, without their numbers, which count up by one
heard() {
	wait $!
	sed 1d "${state:?}/events" | cut -d ' ' -f 2- >"${state:?}/heard"
	printf '%s\n' "$@" >"${state:?}/expected"
	diff "${state:?}/expected" "${state:?}/heard" || fail "heard: $(cat "${state:?}/heard")"
	sed 1d "${state:?}/events" | awk 'last && $1 != last + 1 { exit 1 } { last = $1 }' ||
		fail "events are not numbered: $(cat "${state:?}/events")"
}

traced() { grep -qF -e "$1" $tracing/trace || fail "traced: no '$1' in the trace"; }

load broker.ko
echo 1 >$tracing/events/broker/enable

listen 10
load link/well_1_0.ko
load link/well_user.ko movable=1
wait_for 10 well_is attached 1
load link/well_1_1.ko
wait_for 10 well_is attached 2
load link/well_pin.ko
unload well_pin
load_fails ENOENT shape/shape_user.ko
unload well_user
unload well_1_1
unload well_1_0
heard 'provider-came-ntf well_1_0' \
	'consumer-attached-ntf well_user current well_1_0' \
	'provider-came-ntf well_1_1' \
	'consumer-moved-ntf well_user draining well_1_0 current well_1_1' \
	'consumer-attached-ntf well_pin current well_1_1' \
	'consumer-detached-ntf well_pin detaching well_1_1' \
	'refused-ntf shape_user' \
	'consumer-detached-ntf well_user draining well_1_1' \
	'provider-went-ntf well_1_1' \
	'provider-went-ntf well_1_0'
traced 'broker_register: well 1.0 provider=well_1_0'
traced 'broker_attach: well 1 consumer=well_user provider=well_1_1'
traced 'broker_hook_called: well 1 consumer=well_user provider=well_1_1: consumer.attach'
traced 'broker_hook_returned: well 1 consumer=well_user provider=well_1_0: consumer.detach'
traced 'broker_bind: well 1 consumer=well_pin provider=well_1_1'
traced 'broker_refuse: shape 1 consumer=shape_user provider=: no provider'
traced 'broker_detach: well 1 consumer=well_user provider=well_1_1'
traced 'broker_drain: well 1.1 provider=well_1_1'
echo 0 >$tracing/events/broker/enable
unload broker
