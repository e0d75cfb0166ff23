# SPDX-License-Identifier: GPL-2.0-only
# A descriptor that was freed without being unregistered is detected, named, and never called.
. /vm/duplex.sh
load broker.ko
load instance/uppers.ko
load instance/ports.ko
was_freed="broker: ports: provider of ports/p0 1 was freed without being unregistered: withdrawn"
# Detected when the consumer leaves: the port's detach hook is due.
set_to ports plug p0
wait_for 10 count_is uppers readied 1
set_to ports forget 'p0 other'
unload uppers
log_count 1 "$was_freed"
count_is ports detached 0
# Detected when another descriptor is registered in the same memory; the next try succeeds.
unload ports
load instance/ports.ko
load instance/uppers.ko
set_to ports plug p0
wait_for 10 count_is uppers readied 1
set_to ports forget 'p0 other'
! set_to ports again other 2>/dev/null || fail 'another was registered in memory of one that was not unregistered'
log_count 2 "$was_freed"
log_has "instance 'p0' was in this memory, and was freed without being unregistered"
wait_for 10 count_is uppers detached 1
count_is uppers dead 1
set_to ports again other
wait_for 10 count_is uppers readied 2
# Detected when the descriptor that is there now is unregistered without having been registered.
set_to ports plug p1
wait_for 10 count_is uppers readied 3
set_to ports forget 'p1 more'
! set_to ports unplug more 2>/dev/null || fail 'unregister of another succeeded'
log_has 'broker: ports: unregisters a provider that is not registered'
log_has "broker: ports: provider of ports/p1 1 was freed without being unregistered: withdrawn"
wait_for 10 count_is uppers detached 2
# Freed, and unregistered afterwards.
set_to ports plug p3
wait_for 10 count_is uppers readied 4
set_to ports forget p3
! set_to ports late 1 2>/dev/null || fail 'unregister of freed memory succeeded'
log_has "broker: ports: provider of ports/p3 1 was freed without being unregistered: withdrawn"
wait_for 10 count_is uppers detached 3
# Freed after -EALREADY: the port's hooks are not called, and unregister ends.
set_to ports plug p4
wait_for 10 count_is uppers readied 5
left=$(count ports left)
set_to uppers hold 1
set_to uppers inside p4
plugged=$(count ports plugged)
set_to ports behind p4
wait_for 20 log_has 'broker: ports: waiting for 1 call of uppers through ports/p4 1'
! set_to ports early p4 2>/dev/null || fail 'two unregistered one port'
set_to uppers hold 0
wait_for 10 count_is ports plugged $((plugged - 1))
log_has "broker: ports: provider of ports/p4 1 was freed without being unregistered: withdrawn"
count_is ports left "$left"
# Freed after -EDEADLK.
set_to ports deadlock 1
set_to ports plug p5
wait_for 10 count_is uppers readied 6
set_to ports deadlock 0
! set_to ports unplug p5 2>/dev/null || fail 'a freed port was unregistered'
log_has "broker: ports: provider of ports/p5 1 was freed without being unregistered: withdrawn"
# Freed memory: before attach, and at the end.
unload uppers
set_to ports plug p2
set_to ports forget p2
load instance/uppers.ko
wait_for 10 log_has "provider of ports/p2 1 was freed without being unregistered: withdrawn"
unload uppers
unload ports
log_lacks wrong
unload broker
