# SPDX-License-Identifier: GPL-2.0-only
# Three hundred hooks that wait stop no other hook; if there are more than the kernel runs at once, the module is named.
# Time: 120 s
. /vm/well.sh
attaching() { grep -qx "$1" /sys/module/crowd/parameters/attaching || fail "$(cat /sys/module/crowd/parameters/attaching) attach"; }

load broker.ko
load link/well_1_0.ko
load link/crowd.ko count=300 hold=1
wait_for 20 attaching 300
load link/well_user.ko
well_serves
unload well_user
unload crowd

load link/crowd.ko hold=1
all=$(cat /sys/module/crowd/parameters/count)
wait_for 60 log_has 'of its hooks are running while other consumers wait to be settled'
log_has 'broker: crowd: '
echo 0 >/sys/module/crowd/parameters/hold
wait_for 60 attaching "$all"
unload crowd
unload well_1_0
log_lacks wrong
unload broker
