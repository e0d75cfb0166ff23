# SPDX-License-Identifier: GPL-2.0-only
# A two-way provider is replaced again and again under calls in both directions: none is lost, each attach is paired.
. /vm/duplex.sh
load broker.ko
load duplex/duplex_1.ko
load duplex/duplex_user.ko
wait_for 10 count_is duplex_user attached 1
set_to duplex_user absent 0
for _ in 1 2 3 4 5 6 7 8 9 10; do
	load duplex/duplex_2.ko
	unload duplex_1
	both_ways duplex_2 duplex_user
	load duplex/duplex_1.ko
	unload duplex_2
	both_ways duplex_1 duplex_user
done
count_is duplex_user attached 21
count_is duplex_user detached 20
count_is duplex_user absent 0
unload duplex_user
unload duplex_1
log_lacks wrong
log_lacks 'broker:'
unload broker
