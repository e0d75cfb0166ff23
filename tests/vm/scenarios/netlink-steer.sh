# SPDX-License-Identifier: GPL-2.0-only
# An administrator prefers and drains providers, and detaches and attaches a consumer.
. /vm/well.sh
nltest=/modules/netlink/nltest

show() { $nltest show "$@" | cut -d ' ' -f 2-; }
id_of() { $nltest show "$@" | cut -d ' ' -f 1; }
is() { [ "$(show "$1" "$2")" = "$3" ] || fail "$1 $2 is '$(show "$1" "$2")', expected '$3'"; }

# steer ERRNO COMMAND KIND MODULE
steer() {
	got=$($nltest steer "$2" "$(id_of "$3" "$4")") || :
	[ "${got%% *}" = "$1" ] || fail "$2 $4: $got"
}

load broker.ko
load link/well_1_0.ko
load link/well_1_1.ko
load link/well_user.ko movable=1
wait_for 10 is consumer well_user 'live current well_1_1'
well_serves

# The older provider is preferred: the consumer moves to it, and back when it is drained.
steer 0 provider-prefer provider well_1_0
wait_for 10 is consumer well_user 'live current well_1_0'
steer 0 provider-drain provider well_1_0
wait_for 10 is consumer well_user 'live current well_1_1'
is provider well_1_0 drained
well_is lost 0

# If there is no other provider, a drain leaves the consumer alone; a pinned consumer keeps its provider.
load link/well_pin.ko
is consumer well_pin 'live current well_1_1'
steer 0 provider-drain provider well_1_1
wait_for 10 is consumer well_user live
is consumer well_pin 'live current well_1_1'
steer 95 consumer-detach consumer well_pin
unload well_pin
load_fails ENODEV link/well_pin.ko
steer 0 provider-prefer provider well_1_1
wait_for 10 is consumer well_user 'live current well_1_1'

steer 0 consumer-detach consumer well_user
wait_for 10 is consumer well_user detached
steer 0 consumer-attach consumer well_user
wait_for 10 is consumer well_user 'live current well_1_1'
well_serves

grep -q 'consumer  1.0  *well_user  *live  *well_1_1: current, [1-9]' /sys/kernel/debug/broker/summary ||
	fail "$(cat /sys/kernel/debug/broker/summary)"
unload well_user
unload well_1_1
unload well_1_0
[ ! -s /sys/kernel/debug/broker/summary ] || fail 'something is left in the summary'

# Its columns are as wide as the longest name.
load shape/shape_1_1.ko
load shape/shape_user_needs_1_1.ko
ends=$(awk '/^  / { print index($0, "  live") }' /sys/kernel/debug/broker/summary | sort -u)
[ "$(echo "$ends" | wc -l)" = 1 ] || fail "$(cat /sys/kernel/debug/broker/summary)"
unload shape_user_needs_1_1
unload shape_1_1
unload broker
log_lacks wrong
