# SPDX-License-Identifier: GPL-2.0-only
# A consumer of one instance has that one and no other, whatever other instances are registered and unregistered.
. /vm/duplex.sh
load broker.ko
load instance/named.ko port=p1
load instance/ports.ko
set_to ports plug p0
set_to ports plug p2
sleep 1
count_is named attached 0
! set_to named call 1 2>/dev/null || fail 'a call went to another port'
set_to ports plug p1
wait_for 10 set_to named call 1
count_is named attached 1
set_to ports unplug p0
set_to ports unplug p1
count_is named detached 1
# This consumer and a consumer of all share the instance; the latter has a part for it each time.
load instance/uppers.ko
wait_for 10 count_is uppers readied 1
for round in 2 3; do
	set_to ports plug p1
	wait_for 10 count_is uppers readied $round
	wait_for 10 count_is named attached $round
	set_to ports unplug p1
	count_is named detached $round
	count_is uppers detached $((round - 1))
done
unload named
# Nothing is left of an instance that was unregistered.
no_part() { ! grep -q 'uppers/p1 ' /sys/kernel/debug/broker/summary; }
grep -q 'uppers/p2 ' /sys/kernel/debug/broker/summary || fail "$(cat /sys/kernel/debug/broker/summary)"
wait_for 10 no_part
# Invalid names.
for port in '' 'a b' nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn; do
	load_fails EINVAL instance/named.ko "port=\"$port\""
done
log_has 'broker: named: ports 1 refused: name of the instance is empty'
log_has 'name of the instance has a blank, or what cannot be printed'
log_has 'name of the instance is longer than 40 characters'
unload uppers
unload ports
log_lacks wrong
unload broker
