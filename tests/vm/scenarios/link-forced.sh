# SPDX-License-Identifier: GPL-2.0-only
# A forced unload of a provider waits for calls, and for pins, and names the modules that hold them.
# Unchecked: lockdep switches itself off at a forced unload.
# Time: 90 s
. /vm/well.sh
load broker.ko
load link/well_1_0.ko
load link/well_user.ko
wait_for 10 well_is attached 1
well_serves
rmmod -f well_1_0
well_is detached 1
load link/well_1_0.ko
wait_for 10 well_is attached 2
unload well_user

load link/well_pin.ko
used_by well_1_0 well_pin
rmmod -f well_1_0 &
wait_for 20 log_has 'broker: well_1_0: waiting for well_pin to put well 1'
echo 1 >/sys/module/well_pin/parameters/put
wait
not_loaded well_1_0
unload well_pin
log_lacks wrong
unload broker
