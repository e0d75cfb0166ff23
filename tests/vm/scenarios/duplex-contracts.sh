# SPDX-License-Identifier: GPL-2.0-only
# A callback that differs is refused by name; a consumer from before the interface had callbacks is served, unless it pins.
. /vm/duplex.sh
load broker.ko
load duplex/duplex_1.ko
load duplex/duplex_swapped.ko
wait_for 10 log_has "broker: duplex_swapped: duplex 1 refused by duplex_1: callback 0 'rung': have \"0 atomic: int rung(struct party *user, u32 depth)\", want \"0 atomic: int rung(u32 depth, struct party *user)\""
unload duplex_swapped
unload duplex_1
load duplex/elder.ko
load duplex/elder_old.ko
load duplex/elder_new.ko
wait_for 10 count_is elder count 2
# Called, and lacking.
count_is elder call '1 1'
load_fails EACCES duplex/elder_pin.ko
log_has 'broker: elder_pin: elder 1 refused by elder: it attaches each consumer, and is not to be pinned'
# A better provider that requires the callbacks serves only consumers that have them.
load duplex/elder_strict.ko
wait_for 10 count_is elder count 1
wait_for 10 log_has 'broker: elder_old: elder 1 refused by elder_strict: consumer too old: it has minor 0, the provider asks for 1'
unload elder_strict
wait_for 10 count_is elder count 2
unload elder
unload elder_new
unload elder_old
log_lacks wrong
unload broker
