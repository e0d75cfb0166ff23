# SPDX-License-Identifier: GPL-2.0-only
# A provider's exit forgets to unregister: calls end, the consumer is told, the kernel keeps running.
# Time: 90 s
. /vm/well.sh
load broker.ko
load link/well_forgetful.ko
load link/well_user.ko
wait_for 10 well_is attached 1
well_serves
unload well_forgetful
log_has 'broker: well_forgetful: exit forgot to unregister, provider of well 1 withdrawn'
log_has 'broker: well_forgetful: module loading may be blocked until all users of well 1 have released it'
wait_for 10 log_has 'well_user: its provider is dead'
wait_for 10 well_is detached 1
load link/well_1_0.ko
wait_for 10 well_is attached 2
well_serves
unload well_user
unload well_1_0

load link/well_forgetful.ko
load link/well_user.ko idle=1
wait_for 10 well_is attached 1
echo 5000 >/sys/module/well_user/parameters/rest &
wait_for 10 inside well_forgetful calls
unload well_forgetful
wait
wait_for 10 well_is detached 1
unload well_user
log_lacks wrong
unload broker
