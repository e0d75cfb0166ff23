# SPDX-License-Identifier: GPL-2.0-only
# Of two providers of an instance a consumer of all has the better one, and its ready hook gets the link that the new link replaces.
. /vm/duplex.sh
load broker.ko
load instance/ports.ko
load instance/ports_2.ko priority=1
# Until ready has stored a new link, calls go through the old one.
load instance/uppers.ko linger=20
set_to ports plug 'p 20'
wait_for 10 count_is uppers readied 20
# Calls in both directions while each port is taken over, and back.
stress() {
	while [ -e /tmp/stress ]; do
		set_to uppers call 1
		set_to ports ring 1
		set_to ports_2 ring 1 2>/dev/null || :
	done
}
touch /tmp/stress
stress &
set_to ports_2 plug 'p 10'
wait_for 20 count_is uppers moved 10
wait_for 20 count_is uppers detached 10
set_to ports_2 unplug 'p 10'
wait_for 20 count_is uppers moved 20
wait_for 20 count_is uppers detached 20
# A module's exit moves all links that can be moved before it revokes the rest.
set_to ports_2 plug 'p 20'
wait_for 20 count_is uppers detached 40
# No call was lost up to here; the port that is unregistered without a replacement loses some.
count_is uppers missed 0
set_to ports_2 plug alone
wait_for 20 count_is uppers readied 61
unload ports_2
wait_for 20 count_is uppers moved 60
wait_for 20 count_is uppers detached 61
rm /tmp/stress
wait $!
count_is uppers dead 0
tell "$(count uppers called) calls, $(count uppers missed) missed, $(count uppers heard) callbacks"
[ "$(count uppers called)" -gt 100 ] || fail 'hardly any calls'
set_to uppers call 1
unload uppers
unload ports
log_lacks wrong
unload broker
