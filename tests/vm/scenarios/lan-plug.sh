# SPDX-License-Identifier: GPL-2.0-only
# Ports are plugged and unplugged, the driver above and the NIC unloaded, while requests are posted and completed in hard interrupts and in tasks.
# Time: 240 s
. /vm/lan.sh
load broker.ko
load lan/lan_nic.ko ports=4
load lan/lan_rdma.ko
wait_for 10 uppers_are 'lan0 1500,lan1 1500,lan2 1500,lan3 1500'
load_begins

rounds=$((16 / ${slow:-1}))
round=1
while [ $round -le $rounds ]; do
	for number in 1 2 3; do
		unplug lan_nic $number
		set_port lan_nic 0 reset 1
	done
	uppers_are 'lan0 1500'
	flows lan0
	for number in 3 1 2; do
		plug lan_nic $number
	done
	wait_for 10 uppers_are 'lan0 1500,lan1 1500,lan2 1500,lan3 1500'
	# The driver above is unloaded; a port is plugged while it is loaded again.
	unload lan_rdma
	for number in 0 1 2 3; do
		port_is lan_nic $number queues 0
	done
	unplug lan_nic 1
	load lan/lan_rdma.ko depth=$((1 + round % 8))
	plug lan_nic 1
	wait_for 10 uppers_are 'lan0 1500,lan1 1500,lan2 1500,lan3 1500'
	flows lan1 lan3
	# The NIC is unloaded, with all its ports.
	unload lan_nic
	uppers_are ''
	load lan/lan_nic.ko ports=4
	wait_for 10 uppers_are 'lan0 1500,lan1 1500,lan2 1500,lan3 1500'
	flows lan0 lan2
	round=$((round + 1))
done
load_ends
unload lan_nic
unload lan_rdma
log_lacks 'open failed'
log_lacks 'of another'
log_lacks 'broker:'
unload broker
