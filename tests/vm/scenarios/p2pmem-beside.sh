# SPDX-License-Identifier: GPL-2.0-only
# Two builds of the module between GPU and NIC are loaded, and the GPU's revocations reach the one that has pinned the memory.
# Time: 180 s
. /vm/brokerctl.sh
. /vm/p2pmem.sh

# has_gpus PEER: it is bound to both
has_gpus() {
	got=$(cell "$1" 'BOUND TO' consumer)
	case $got in *'p2p_gpu p2p_gpu') ;; *) fail "consumer $1: expected to be bound to two GPUs, brokerctl says '$got'" ;; esac
}

# Memory goes through one of the two, and the GPU gets it back; with and without load.
goes_through() {
	bound_to p2p_nic "$1"
	[ ! "${2-}" ] || wait_for 20 has_gpus "$2"
	wait_for 20 has_gpus "$1"
	got=$(p2pmem refuse 2>&1) || fail "p2pmem refuse: $got"
	load_begins
	transfers_flow
	wait_for 20 has_memory "$1"
	[ ! "${2-}" ] || held_is "${2#p2p_}" mrs 0
	load_ends "through $1:"
	held_is "${1#p2p_}" mrs 0
	held_is gpu pins 0
}

has_memory() { [ "$(held "${1#p2p_}" mrs)" != 0 ]; }

load broker.ko
load p2pmem/p2p_gpu.ko
load p2pmem/p2p_peer.ko
load p2pmem/p2p_peer_beside.ko
load p2pmem/p2p_nic.ko
copies
goes_through p2p_peer p2p_peer_beside
load_begins
transfers_flow
unload p2p_peer
transfers_flow
load_ends 'from one to the other:'
goes_through p2p_peer_beside
load p2pmem/p2p_peer.ko
wait_for 20 has_gpus p2p_peer
goes_through p2p_peer_beside p2p_peer
unload p2p_peer_beside
copies
goes_through p2p_peer
gives_back
unload p2p_peer
unload p2p_nic
unload p2p_gpu
log_lacks 'broker:'
unload broker
