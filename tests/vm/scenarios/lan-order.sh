# SPDX-License-Identifier: GPL-2.0-only
# NIC and the driver above are loaded in each order, the first open succeeds, and ports have their own state; bad input is refused.
. /vm/lan.sh
load broker.ko
for order in 'lan_nic lan_rdma' 'lan_rdma lan_nic'; do
	for module in $order; do
		load "lan/$module.ko"
	done
	wait_for 10 uppers_are 'lan0 1500,lan1 1500'
	port_is lan_nic 0 queues 4
	port_is lan_nic 1 queues 4
	flows lan0 lan1
	set_port lan_nic 1 mtu 9000
	uppers_are 'lan0 1500,lan1 9000'
	set_port lan_nic 0 reset 1
	flows lan0 lan1
	port_is lan_nic 0 queues 4

	unplug lan_nic 1
	uppers_are 'lan0 1500'
	flows lan0
	plug lan_nic 1
	wait_for 10 uppers_are 'lan0 1500,lan1 1500'
	flows lan0 lan1

	unload lan_rdma
	port_is lan_nic 0 queues 0
	port_is lan_nic 1 queues 0
	set_port lan_nic 0 mtu 2000
	load lan/lan_rdma.ko
	wait_for 10 uppers_are 'lan0 2000,lan1 1500'
	flows lan0 lan1
	unload lan_nic
	uppers_are ''
	unload lan_rdma
done

load lan/lan_nic.ko ports=1
for mtu in '' x 67 9217 -1; do
	! set_port lan_nic 0 mtu "$mtu" 2>/dev/null || fail "an MTU of '$mtu' was taken"
done
unload lan_nic
for ports in 0 65; do
	load_fails EINVAL lan/lan_nic.ko ports=$ports
	log_has "lan_nic: ports=$ports is not from 1 to 64"
done
log_lacks 'open failed'
log_lacks 'of another'
log_lacks 'broker:'
unload broker
