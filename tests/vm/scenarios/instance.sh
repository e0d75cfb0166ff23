# SPDX-License-Identifier: GPL-2.0-only
# A consumer of all instances has a link to each, made and ended separately as ports are registered and unregistered.
. /vm/duplex.sh
load broker.ko
load instance/ports.ko
set_to ports plug 'p 3'
load instance/uppers.ko
wait_for 10 count_is uppers readied 3
set_to uppers call 1
count_is uppers called 3
set_to ports ring 1
count_is uppers heard 3
cat /sys/kernel/debug/broker/summary >&2
# One port is registered, one unregistered.
set_to ports plug late
wait_for 10 count_is uppers readied 4
set_to ports unplug p1
count_is uppers detached 1
count_is uppers left 1
count_is uppers stopped 1
count_is ports left 1
count_is ports detached 1
set_to uppers call 1
count_is uppers called 6
count_is uppers missed 0
# The same name is registered again.
set_to ports plug p1
wait_for 10 count_is uppers readied 5
# Invalid names, and one that exists.
for name in '' p1; do
	! set_to ports plug "$name" 2>/dev/null || fail "a port of the name '$name' was registered"
done
log_has 'name of the instance is empty'
log_has "the module provides instance 'p1' already"
# A port that the consumer refuses, and one that does not agree, do not affect the others.
set_to uppers refused p9
set_to ports plug p9
load instance/ports_other.ko
set_to ports_other plug other
wait_for 10 log_has "broker: uppers: ports/other 1 refused by ports_other: op 0 'is_named': same text, other types"
set_to ports plug last
wait_for 10 count_is uppers readied 6
log_lacks 'ports/p9 1'
set_to ports unplug last
set_to ports unplug p9
unload ports_other
count_is uppers detached 2
unload uppers
count_is ports detached 7
load instance/uppers.ko
wait_for 10 count_is uppers readied 4
unload ports
count_is uppers detached 4
count_is uppers dead 0
unload uppers
log_lacks wrong
unload broker
