# SPDX-License-Identifier: GPL-2.0-only
# GPU, NIC and the module between them are loaded and unloaded in each order.
# Time: 120 s
. /vm/p2pmem.sh
load broker.ko
for order in 'gpu peer nic' 'gpu nic peer' 'peer gpu nic' 'peer nic gpu' 'nic gpu peer' 'nic peer gpu'; do
	for module in $order; do
		load "p2pmem/p2p_$module.ko"
	done
	copies
	for module in $order; do
		used_by "p2p_$module" ''
	done
	gives_back
	for module in $order; do
		unload "p2p_$module"
	done
done
log_lacks 'broker:'
unload broker
