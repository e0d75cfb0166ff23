# SPDX-License-Identifier: GPL-2.0-only
# A consumer requests a provider that is being unloaded: it either gets the provider or is refused.
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
