# SPDX-License-Identifier: GPL-2.0-only
# The better of two providers leaves: movable consumers move first, without a failed call.
. /vm/well.sh
load broker.ko
load link/well_1_0.ko
load link/well_1_1.ko
load link/well_user.ko movable=1
wait_for 10 well_is attached 1
well_serves
unload well_1_1
well_is attached 2
well_is detached 1
well_serves
well_is lost 0
unload well_1_0
unload well_user
log_lacks wrong
unload broker
