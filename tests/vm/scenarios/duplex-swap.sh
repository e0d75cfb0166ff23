# SPDX-License-Identifier: GPL-2.0-only
# A two-way provider is replaced again and again under calls in both directions: none is lost, each attach is paired.
# Time: 180 s
swaps=30	# an even number; a debug kernel does fewer
. /vm/duplex.sh
load broker.ko
load duplex/duplex_1.ko
load duplex/duplex_user.ko
wait_for 10 count_is duplex_user attached 1
set_to duplex_user absent 0
both_ways duplex_1 duplex_user
# $slow is how many times slower than a stock kernel a debug kernel is.
pairs=$((swaps / 2 / ${slow:-1}))
for round in $(seq $pairs); do
	finit load /modules/duplex/duplex_2.ko priority=$((round % 2)) >/dev/null
	finit unload duplex_1 >/dev/null
	finit load /modules/duplex/duplex_1.ko '' >/dev/null
	finit unload duplex_2 >/dev/null
done
not_loaded duplex_2
loaded duplex_1
both_ways duplex_1 duplex_user
for hook in attached readied; do
	count_is duplex_user $hook $((2 * pairs + 1))
done
for hook in left stopped detached; do
	count_is duplex_user $hook $((2 * pairs))
done
count_is duplex_user absent 0
count_is duplex_user dead 0
tell "$((2 * pairs)) swaps, $(count duplex_user served) calls, $(count duplex_user rang) callbacks"
unload duplex_user
unload duplex_1
log_lacks wrong
log_lacks 'broker:'
unload broker
