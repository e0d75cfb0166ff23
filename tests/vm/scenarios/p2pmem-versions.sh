# SPDX-License-Identifier: GPL-2.0-only
# Any release of GPU, NIC and the module between them works with any of the others; new features need new releases of all three.
# Time: 120 s
. /vm/p2pmem.sh

whole_is() {
	got=$(p2pmem whole) || :
	[ "$got" = "$1" ] || fail "register a whole region: expected $1, got $got"
}

load broker.ko
for gpu in p2pmem p2pmem-first; do
	for peer in p2pmem p2pmem-first; do
		for nic in p2pmem p2pmem-first; do
			load $gpu/p2p_gpu.ko
			load $peer/p2p_peer.ko
			load $nic/p2p_nic.ko
			copies
			if [ "$gpu $peer $nic" = 'p2pmem p2pmem p2pmem' ]; then
				whole_is OK
			else
				whole_is EOPNOTSUPP
			fi
			unload p2p_gpu
			unload p2p_peer
			unload p2p_nic
		done
	done
done
log_lacks 'broker:'
unload broker
