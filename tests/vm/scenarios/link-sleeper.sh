# SPDX-License-Identifier: GPL-2.0-only
# A provider's exit waits for a consumer that sleeps inside a call, and names it.
# Time: 90 s
. /vm/well.sh
load broker.ko
load link/well_1_0.ko
load link/well_user.ko idle=1
wait_for 10 well_is attached 1
echo 14000 >/sys/module/well_user/parameters/rest &
wait_for 10 inside well_1_0 calls
unload well_1_0
log_has 'broker: well_1_0: waiting for 1 call of well_user through well 1'
well_is detached 1
wait
log_lacks wrong

load link/well_1_0.ko
wait_for 10 well_is attached 2
echo 3000 >/sys/module/well_user/parameters/rest &
wait_for 10 inside well_1_0 calls
unload well_user
wait
unload well_1_0
log_lacks wrong
unload broker
