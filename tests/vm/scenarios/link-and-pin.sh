# SPDX-License-Identifier: GPL-2.0-only
# An old provider that is still pinned stays, while revocable consumers move on.
. /vm/well.sh
load broker.ko
load link/well_1_0.ko
load link/well_pin.ko
load link/well_user.ko movable=1
wait_for 10 well_is attached 1
load link/well_1_1.ko
wait_for 10 well_is detached 1
used_by well_1_0 well_pin
unload_fails EAGAIN well_1_0
well_serves
unload well_pin
unload well_1_0
unload well_user
unload well_1_1
log_lacks wrong
unload broker
