# SPDX-License-Identifier: GPL-2.0-only
# The module between GPU and NIC is unloaded, loaded and replaced under running transfers, 210 times.
# Time: 600 s
. /vm/p2pmem.sh
load broker.ko
load p2pmem/p2p_gpu.ko
load p2pmem/p2p_nic.ko
load p2pmem/p2p_peer.ko
load_begins

rounds=$((70 / ${slow:-1}))
round=1
while [ $round -le $rounds ]; do
	transfers_flow
	unload p2p_peer
	load "$(build $round)/p2p_peer.ko"
	transfers_flow
	# Another one is loaded, and the first is unloaded and loaded again.
	load p2pmem/p2p_peer_beside.ko
	[ $((round % 2)) = 0 ] || transfers_flow
	unload p2p_peer
	load "$(build $round)/p2p_peer.ko"
	[ $((round % 3)) = 0 ] || transfers_flow
	unload p2p_peer_beside
	round=$((round + 1))
done
transfers_flow
load_ends "$((3 * rounds)) removals of p2p_peer:"
gives_back
unload p2p_peer
unload p2p_nic
unload p2p_gpu
log_lacks 'broker:'
unload broker
