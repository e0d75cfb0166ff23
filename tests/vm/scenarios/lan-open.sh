# SPDX-License-Identifier: GPL-2.0-only
# A provider opens its client in its ready hook, and the client calls it back: the first open succeeds, whichever was loaded first.
. /vm/duplex.sh
load broker.ko
for order in 'lan_core lan_client' 'lan_client lan_core'; do
	for module in $order; do
		load "peer_memory/$module.ko"
	done
	wait_for 10 count_is lan_core opened 1
	count_is lan_core queues 4
	unload lan_client
	count_is lan_core opened 0
	count_is lan_core queues 0
	load peer_memory/lan_client.ko
	wait_for 10 count_is lan_core opened 1
	count_is lan_core refused 0
	unload lan_core
	count_is lan_client closed 1
	unload lan_client
done
log_lacks 'broker:'
unload broker
