# SPDX-License-Identifier: GPL-2.0-only
# A consumer asks for a provider that is being unloaded: it gets it or is refused, and that is all.
# Time: 120 s
load broker.ko
round=0
while [ $round -lt $((40 / ${slow:-1})) ]; do
	load life/steady.ko
	finit load /modules/life/user.ko '' &
	finit unload steady &
	wait
	finit unload user
	finit unload steady
	not_loaded user
	not_loaded steady
	round=$((round + 1))
done
unload broker
