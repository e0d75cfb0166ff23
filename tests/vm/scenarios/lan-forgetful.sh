# SPDX-License-Identifier: GPL-2.0-only
# The NIC, or the driver above, is unloaded under traffic without unregistering: the other side releases every port, and works with the next one.
# Leaves: what the driver that forgets has for each port, and the NIC's ports
. /vm/lan.sh
all='lan0 1500,lan1 1500,lan2 1500,lan3 1500'
load broker.ko
load lan/lan_rdma.ko
for _ in 1 2 3; do
	load lan/lan_nic_forgetful.ko ports=4
	wait_for 10 uppers_are "$all"
	flows lan0 lan1 lan2 lan3
	unload lan_nic_forgetful
	wait_for 10 uppers_are ''
done
says 'broker: lan_nic_forgetful: exit forgot to unregister, provider of lan_port 1 withdrawn'
load lan/lan_nic.ko ports=4
wait_for 10 uppers_are "$all"
flows lan0 lan1 lan2 lan3
unload lan_rdma

for _ in 1 2 3; do
	load lan/lan_rdma_forgetful.ko
	for number in 0 1 2 3; do
		wait_for 10 port_is lan_nic $number queues 4
	done
	unload lan_rdma_forgetful
	for number in 0 1 2 3; do
		wait_for 10 port_is lan_nic $number queues 0
	done
done
says 'broker: lan_rdma_forgetful: exit forgot to unregister, consumer of lan_port 1 withdrawn'
load lan/lan_rdma.ko
wait_for 10 uppers_are "$all"
unplug lan_nic 2
uppers_are 'lan0 1500,lan1 1500,lan3 1500'
flows lan0 lan1 lan3
unload lan_nic
unload lan_rdma
log_lacks 'open failed'
log_lacks 'of another'
unload broker
