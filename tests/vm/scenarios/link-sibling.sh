# SPDX-License-Identifier: GPL-2.0-only
# A detach hook unregisters another consumer of the same leaving provider, which waits for nobody.
load broker.ko
load link/well_1_0.ko
load link/sibling.ko
both_are_bound() { [ "$(grep -c 'sibling .* well_1_0: current' /sys/kernel/debug/broker/summary)" = 2 ]; }
wait_for 10 both_are_bound
unload well_1_0
log_has 'sibling: second detached'
log_has 'sibling: unregister returned 0'
unload sibling
log_lacks 'waits for'
unload broker
