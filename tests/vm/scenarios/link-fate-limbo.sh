# SPDX-License-Identifier: GPL-2.0-only
# No link is begun to a provider, or for a consumer, while its module's exit is running.
. /vm/fate.sh
load broker.ko
load link/fate_gate.ko
load link/fate_first.ko
load link/fate_better.ko forgetful=1

cell_is 'attach while the exit of the better provider runs'
hold exit
goes fate_better
held exit
load link/fate_user.ko movable=1 forgetful=1
load link/fate_other.ko movable=1
wait_for 10 counted attached 2
link_to_first current
hold nowhere
ends fate_better

cell_is 'move while the exit of the consumer runs'
hold exit
goes fate_user
held exit
load link/fate_better.ko
wait_for 10 counted attached 3
link_to_first current
hold nowhere
ends fate_user
counted attached 3
counted late 0
clean
unload broker
