# SPDX-License-Identifier: GPL-2.0-only
# Forbidden operations of a user of GPU and NIC are refused with the right errno, and leave nothing behind.
. /vm/p2pmem.sh

refuses() {
	got=$(p2pmem refuse "$@" 2>&1) || fail "p2pmem refuse: $got"
}

load broker.ko
load p2pmem/p2p_gpu.ko
load p2pmem/p2p_nic.ko
refuses without-glue
load p2pmem/p2p_peer.ko
copies
refuses
gives_back

# A process that has a device open keeps its module, but not the device.
for device in gpu0 gpu1 nic; do
	module=p2p_${device%[01]}
	exec 5<"/dev/p2p_$device"
	unload_fails EAGAIN "$module"
	switch "$device" 0
	switch "$device" 0
	! p2pmem copy >/dev/null || fail "$device works though it is away"
	switch "$device" 1
	copies
	switch "$device" 0
	exec 5<&-
	unload "$module"
	load "p2pmem/$module.ko"
	copies
done
gives_back
unload p2p_peer
refuses without-glue
unload p2p_gpu
for gpus in 0 9; do
	load_fails EINVAL p2pmem/p2p_gpu.ko gpus=$gpus
	log_has "p2p_gpu: gpus=$gpus is not from 1 to 8"
done
unload p2p_nic
log_lacks 'broker:'
unload broker
