# SPDX-License-Identifier: GPL-2.0-only
# A provider on which attach fails keeps no consumer from the next one, and is tried again when another provider leaves.
. /vm/well.sh
load broker.ko
load link/well_1_0.ko
load link/well_1_1.ko broken=1
load link/well_user.ko
wait_for 10 log_has 'broker: well_user: attach to well_1_1 failed with -'
well_serves
log_count 1 'attach to'
unload well_user
unload well_1_1
unload well_1_0

load link/well_1_0.ko broken=1
load link/well_1_1.ko broken=1
load link/well_user.ko
wait_for 10 log_has 'broker: well_user: attach to well_1_0 failed with -'
log_count 2 'attach to well_1_1 failed'
echo 0 >/sys/module/well_1_1/parameters/broken
unload well_1_0
well_serves
unload well_user
unload well_1_1
log_lacks wrong
unload broker
