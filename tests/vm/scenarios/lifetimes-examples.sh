# SPDX-License-Identifier: GPL-2.0-only
# The modules of interfaces.rst and lifetimes.rst, as printed: a fallback, attach, leaving and detach.
# Time: 120 s
bound_to() { grep -q "ring_user .*$1: current" /sys/kernel/debug/broker/summary; }
submit() { echo "$1" >/sys/module/ring_user/parameters/submit; }
inside() { grep -q "$1: .* 1 inside" /sys/kernel/debug/broker/summary; }

# A call that sleeps inside ends when its provider is unloaded: leaves PROVIDER ERROR
leaves() {
	(submit 64) 2>/tmp/said &
	caller=$!
	wait_for 10 inside "$1"
	unload "$1"
	! wait $caller || fail 'the call that its provider left succeeded'
	grep -q "$2" /tmp/said || fail "the call ended otherwise: $(cat /tmp/said)"
}

load broker.ko
load docs/Documentation/ring.ko
load docs/Documentation/fallback_user.ko
log_has 'fallback_user: idle() returns 0'
used_by ring fallback_user
unload fallback_user

load docs/Documentation/ring_user.ko
wait_for 10 bound_to ring
submit 64
! (submit 0) 2>/dev/null || fail 'an empty descriptor was taken'
load docs/Documentation/ring_busy.ko
wait_for 10 bound_to ring_busy
leaves ring_busy 'Stale file handle'
wait_for 10 bound_to ring
submit 64
unload ring
! (submit 64) 2>/dev/null || fail 'there is a provider yet'

load docs/Documentation/ring_forgetful.ko
wait_for 10 bound_to ring_forgetful
# No leaving hook is called, because the exit has already returned.
leaves ring_forgetful 'timed out'
log_has 'broker: ring_forgetful: exit forgot to unregister, provider of acme_ring 1 withdrawn'
load docs/Documentation/ring.ko
wait_for 10 bound_to ring
submit 64
unload ring_user
unload ring
unload broker
