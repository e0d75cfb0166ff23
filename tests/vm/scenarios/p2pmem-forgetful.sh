# SPDX-License-Identifier: GPL-2.0-only
# The module between GPU and NIC is unloaded under running transfers and forgets to unregister: the NIC stops, and the GPU keeps the pages.
# Time: 180 s
# Leaves: the pages that were pinned then
. /vm/p2pmem.sh
load broker.ko
load p2pmem/p2p_gpu.ko
load p2pmem/p2p_nic.ko
load_begins

rounds=$((20 / ${slow:-1}))
round=0
while [ $round -lt $rounds ]; do
	load p2pmem/p2p_peer_forgetful.ko
	transfers_flow
	unload p2p_peer_forgetful
	round=$((round + 1))
done
log_has 'p2p_peer_forgetful: exit forgot to unregister, provider of peer_mem 2 withdrawn'
log_has 'p2p_peer_forgetful: exit forgot to unregister, consumer of gpu_mem 2 withdrawn'
wait_for 20 held_is nic mrs 0
wait_for 20 held_is gpu pins 0
load p2pmem/p2p_peer.ko
transfers_flow
load_ends "$rounds forgetful exits:"
held_is nic mrs 0
held_is gpu pins 0
[ "$(held gpu pages)" != 0 ] || fail 'p2p_gpu: pages were freed that a peer had pinned'
unload p2p_peer
unload p2p_nic
unload p2p_gpu
unload broker
