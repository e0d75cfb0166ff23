# SPDX-License-Identifier: GPL-2.0-only
# Regions are freed under running transfers, and the program is killed in the middle of them.
# Time: 180 s
. /vm/p2pmem.sh
load broker.ko
load p2pmem/p2p_peer.ko
load p2pmem/p2p_nic.ko
load p2pmem/p2p_gpu.ko
load_begins
sleep 20
transfers_flow
load_ends 'regions freed:'
gives_back

rounds=$((30 / ${slow:-1}))
round=1
while [ $round -le $rounds ]; do
	load_begins
	transfers_flow
	load_is_killed
	round=$((round + 1))
done
echo "# p2pmem: $((2 * rounds)) programs killed: $(held nic started) started," \
	"$(held nic completed) completed, $(held nic failed) failed" >/dev/results
gives_back
unload p2p_gpu
unload p2p_nic
unload p2p_peer
log_lacks 'broker:'
unload broker
