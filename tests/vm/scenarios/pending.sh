# SPDX-License-Identifier: GPL-2.0-only
# The provider's init is still running: the consumer waits for it, and binds.
# Time: 90 s
load broker.ko
insmod /modules/life/slow.ko seconds=3 &
wait_for 5 grep -q '^slow .*Loading' /proc/modules
load life/user.ko
used_by slow user
unload user
unload slow

insmod /modules/life/slow.ko seconds=40 &
wait_for 5 grep -q '^slow .*Loading' /proc/modules
load_fails EBUSY life/user.ko
log_has 'broker: user: pulse 1 refused by slow: it is still initialising'
wait
unload slow
unload broker
