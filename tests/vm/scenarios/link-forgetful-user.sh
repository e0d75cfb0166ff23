# SPDX-License-Identifier: GPL-2.0-only
# A consumer whose exit, or failing init, forgets to unregister is withdrawn.
. /vm/well.sh
load broker.ko
load link/well_1_0.ko
load link/well_user.ko idle=1 forgetful=1
wait_for 10 well_is attached 1
unload well_user
log_has 'broker: well_user: exit forgot to unregister, consumer of well 1 withdrawn'
load_fails EIO link/well_user.ko fail=-5
log_has 'broker: well_user: init failed, consumer of well 1 withdrawn'
log_count 2 'broker: well_user'
load link/well_user.ko
wait_for 10 well_is attached 1
well_serves
unload well_user
unload well_1_0
# Nothing can close the object that the forgetful consumer has opened.
log_count 1 'wrong: 1 buckets left open'
unload broker
