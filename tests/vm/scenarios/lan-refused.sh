# SPDX-License-Identifier: GPL-2.0-only
# A driver above that has the parameters of post() in another order is refused by name at each port, and another driver is not affected.
. /vm/lan.sh
load broker.ko
load lan/lan_nic.ko
load lan/lan_rdma_swapped.ko
wait_for 10 says "broker: lan_rdma_swapped: lan_port 1 refused by lan_nic: op 1 'post': have \"0 atomic: int post(struct lan_client .client, u32 queue, u64 cookie)\", want \"0 atomic: int post(struct lan_client .client, u64 cookie, u32 queue)\""
load lan/lan_rdma.ko
wait_for 10 uppers_are 'lan0 1500,lan1 1500'
flows lan0 lan1
swapped=$(cat /sys/devices/lan_rdma_swapped/ports)
[ ! "$swapped" ] || fail "lan_rdma_swapped has $swapped"
unload lan_rdma_swapped
unload lan_nic
unload lan_rdma
unload broker
