# SPDX-License-Identifier: GPL-2.0-only
# A better provider that does not agree is named, and the consumer keeps its provider.
. /vm/well.sh
load broker.ko
load link/well_1_0.ko
load link/well_user.ko movable=1
wait_for 10 well_is attached 1
load link/well_other.ko priority=5
wait_for 10 log_has 'broker: well_user: well 1 refused by well_other: op 2 '
well_serves
well_is attached 1
unload well_1_0
well_is detached 1
log_count 2 'refused by well_other'	# again, for now it has nobody
load link/well_1_0.ko
wait_for 10 well_is attached 2
log_count 2 'refused by well_other'
unload well_user
unload well_1_0
unload well_other

# All providers that do not agree are named, whichever was loaded first and whichever is better.
load link/well_other.ko priority=5
load link/well_odd.ko priority=9
load link/well_user.ko
wait_for 10 log_has 'refused by well_odd'
log_count 3 'refused by well_other'
unload well_odd
load link/well_1_0.ko priority=9
well_serves
load link/well_odd.ko
unload well_1_0
wait_for 10 log_count 2 'refused by well_odd'
unload well_user
unload well_odd
unload well_other
log_lacks wrong
unload broker
