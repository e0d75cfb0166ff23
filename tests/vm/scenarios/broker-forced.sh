# SPDX-License-Identifier: GPL-2.0-only
# A forced unload of the broker waits for modules that have bound late, and reports that.
# Unchecked: lockdep switches itself off at a forced unload.
load broker.ko
load late/late_provider.ko
load late/late_user.ko
wait_for 10 grep -q 1 /sys/module/late_user/parameters/ask
rmmod -f broker &
wait_for 10 log_has 'broker: unloaded by force, waiting for 2 late-bound clients: unload them'
log_lacks 'no client holds'
grep -q 1 /sys/module/late_user/parameters/ask
unload late_user
log_has 'broker: late_user: exit forgot to unregister, consumer of late 1 withdrawn'
grep -q '^broker .* Unloading ' /proc/modules
unload late_provider
wait $!
not_loaded broker
