# SPDX-License-Identifier: GPL-2.0-only
# While a forgetful provider of two interfaces waits for a call, its other consumers are told that it is withdrawn.
# Time: 90 s
. /vm/fate.sh
load broker.ko
load link/fate_gate.ko
cell_is 'forgetful provider of two interfaces'
load link/fate_first.ko forgetful=1
for module in fate_user fate_other fate_more_user; do
	load link/$module.ko
done
wait_for 10 counted attached 3
hold call
echo 1 >/sys/module/fate_user/parameters/call &
held call
goes fate_first
wait_for 10 log_has 'fate_first: exit returns'
wait_for 10 counted dead 2
unload fate_other
unload fate_more_user
waits fate_first

# A detach hook that is told so is not waited for.
hold detach
ends fate_first
held detach
came_to 3 0 3 3
clean
unload broker
