# SPDX-License-Identifier: GPL-2.0-only
# GPU, NIC and the module between them are loaded and unloaded at the same time, under running transfers.
# Time: 300 s
. /vm/p2pmem.sh

counts=/tmp/p2pmem-churn

# Unload and load one of them until the time is over: churn MODULE
churn() {
	round=0
	while [ "$(date +%s)" -lt "$end" ]; do
		round=$((round + 1))
		case $1 in
		gpu|nic) switch "$1" 0 ;;
		esac
		unload_soon "p2p_$1"
		load "$(build $round)/p2p_$1.ko"
		# Now and then all are loaded.
		[ $((round % 5)) != 0 ] || sleep 0.5
	done
	echo "$round" >"$counts.$1"
}

load broker.ko
for module in gpu nic peer; do
	load "p2pmem/p2p_$module.ko"
done
load_begins
transfers_flow
end=$(($(date +%s) + 60))
churners=
for module in gpu nic peer; do
	churn $module &
	churners="$churners $!"
done
for churner in $churners; do
	wait "$churner" || exit 1	# who has said why
done
transfers_flow
load_ends "$(cat $counts.gpu) removals of p2p_gpu, $(cat $counts.nic) of p2p_nic, $(cat $counts.peer) of p2p_peer:"
gives_back
for module in nic gpu peer; do
	unload "p2p_$module"
done
log_lacks 'broker:'
unload broker
