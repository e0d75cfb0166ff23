# SPDX-License-Identifier: GPL-2.0-only
# A better NIC with ports of the same names is loaded and unloaded: the driver above moves port by port under traffic, and back.
# Time: 180 s
. /vm/lan.sh
all='lan0 1500,lan1 1500,lan2 1500'

# The queues of each port: queues_are MODULE COUNT
queues_are() {
	for number in 0 1 2; do
		port_is "$1" $number queues "$2"
	done
}

load broker.ko
load lan/lan_rdma.ko
load lan/lan_nic.ko ports=3
wait_for 10 uppers_are "$all"
load_begins
rounds=$((12 / ${slow:-1}))
round=1
while [ $round -le $rounds ]; do
	load lan/lan_nic_beside.ko ports=3
	wait_for 20 queues_are lan_nic_beside 4
	wait_for 20 queues_are lan_nic 0
	wait_for 10 uppers_are "$all"
	flows lan0 lan1 lan2
	# One port moves back, and then to the better NIC again.
	unplug lan_nic_beside 1
	wait_for 10 port_is lan_nic 1 queues 4
	uppers_are "$all"
	plug lan_nic_beside 1
	wait_for 20 port_is lan_nic 1 queues 0
	# The other ports of the one that goes are moved at once.
	unload lan_nic_beside
	wait_for 10 queues_are lan_nic 4
	wait_for 10 uppers_are "$all"
	flows lan0 lan1 lan2
	round=$((round + 1))
done
load_ends
unload lan_nic
uppers_are ''
unload lan_rdma
log_lacks 'open failed'
log_lacks 'of another'
log_lacks 'broker:'
unload broker
