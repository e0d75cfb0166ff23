# SPDX-License-Identifier: GPL-2.0-only
# A wait for a pinned holder does not block module loading if the exit unregisters.
# Unchecked: lockdep switches itself off at a forced unload.
# Time: 90 s
load broker.ko
load link/well_1_0.ko
load link/well_pin.ko
rmmod -f well_1_0 &
wait_for 10 grep -q '^well_1_0 .*Unloading' /proc/modules
load link/notifier_writer.ko
load foobar/bar.ko
unload bar
unload notifier_writer
log_lacks 'may be blocked'
unload well_pin
wait
not_loaded well_1_0
unload broker
