# SPDX-License-Identifier: GPL-2.0-only
# Unregistering a provider from inside a call to it is reported every ten seconds, with a hint.
# Leaves: a task that waits for itself
# Time: 60 s
. /vm/well.sh
# On such a kernel lockdep reports it at once.
[ ! -e /proc/lockdep_stats ] || skip 'lockdep reports it, and a report ends this kernel'
load broker.ko
load link/well_1_0.ko
load link/well_user.ko idle=1
wait_for 10 well_is attached 1
echo 0 >/sys/module/well_user/parameters/rest &
wait_for 20 log_has 'broker: well_1_0: waiting for 1 call of well_user through well 1, and may itself be inside one of them'
