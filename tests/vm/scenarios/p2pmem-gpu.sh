# SPDX-License-Identifier: GPL-2.0-only
# The GPUs are taken away and brought back, unloaded and replaced under running transfers, 200 times.
# Time: 600 s
. /vm/p2pmem.sh
load broker.ko
load p2pmem/p2p_gpu.ko
load p2pmem/p2p_nic.ko
load p2pmem/p2p_peer.ko
load_begins

rounds=$((100 / ${slow:-1}))
round=1
while [ $round -le $rounds ]; do
	transfers_flow
	switch gpu 0
	switch gpu 1
	transfers_flow
	switch gpu 0
	unload_soon p2p_gpu
	load "$(build $round)/p2p_gpu.ko"
	round=$((round + 1))
done
transfers_flow
load_ends "$((2 * rounds)) removals of p2p_gpu:"
gives_back
unload p2p_peer
unload p2p_nic
unload p2p_gpu
log_lacks 'broker:'
unload broker
