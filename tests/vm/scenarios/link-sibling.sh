# SPDX-License-Identifier: GPL-2.0-only
# A detach hook unregisters another consumer of the same leaving provider, without waiting for another task.
load broker.ko
load link/well_1_0.ko
load link/sibling.ko
wait_for 10 current_is sibling well_1_0 2
unload well_1_0
log_has 'sibling: second detached'
log_has 'sibling: unregister returned 0'
unload sibling
log_lacks 'waiting for'
unload broker
