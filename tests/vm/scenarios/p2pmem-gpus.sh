# SPDX-License-Identifier: GPL-2.0-only
# One of two GPUs is taken away and brought back, 100 times: transfers within the other are not affected, those between the two end and begin again.
# Time: 300 s
. /vm/p2pmem.sh
beside=/tmp/p2pmem.beside

beside_is() { grep -q " $1 " $beside || fail "GPU 1: expected $1: $(cat $beside $beside.errors)"; }

load broker.ko
load p2pmem/p2p_gpu.ko
load p2pmem/p2p_nic.ko
load p2pmem/p2p_peer.ko
copies
load_begins
/modules/p2pmem/p2pmem load 3600 1 1 >$beside 2>$beside.errors &
other=$!
rounds=$((100 / ${slow:-1}))
round=1
while [ $round -le $rounds ]; do
	switch gpu0 0
	transfers_flow
	switch gpu0 1
	round=$((round + 1))
done
kill -TERM $other
wait $other || fail "GPU 1: $(cat $beside.errors $beside)"
echo "# p2pmem: GPU 1: $(cat $beside)" >/dev/results
beside_is gone=0
beside_is refused=0
copies
load_ends "$rounds removals of one GPU:"
gives_back

# While one GPU is away, memory of the other can be registered, and its own is unknown.
switch gpu0 0
got=$(p2pmem whole) || fail "p2pmem whole: $got"
! p2pmem copy >/dev/null || fail 'a GPU works though it is away'
switch gpu1 0
! p2pmem whole >/dev/null || fail 'a GPU works though it is away'
switch gpu 1
copies
gives_back
unload p2p_gpu
unload p2p_peer
unload p2p_nic
log_lacks 'broker:'
unload broker
