# SPDX-License-Identifier: GPL-2.0-only
# A forgetful exit waits for a pinned holder: the line warns that module loading may be blocked, and the wait ends with the put.
# Unchecked: lockdep switches itself off at a forced unload.
# Time: 90 s
load broker.ko
load link/well_forgetful.ko
load link/well_pin.ko
rmmod -f well_forgetful &
wait_for 10 log_has 'broker: well_forgetful: module loading may be blocked until all users of well 1 have released it'
insmod /modules/link/notifier_writer.ko &
sleep 1
echo 1 >/sys/module/well_pin/parameters/put
wait
not_loaded well_forgetful
unload notifier_writer
unload well_pin
unload broker
