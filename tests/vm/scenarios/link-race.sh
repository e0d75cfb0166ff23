# SPDX-License-Identifier: GPL-2.0-only
# Provider and consumer are unloaded at the same moment, and a better provider is loaded.
# Time: 120 s
. /vm/well.sh
load broker.ko
round=0
while [ $round -lt $((40 / ${slow:-1})) ]; do
	load link/well_1_0.ko
	load link/well_user.ko movable=$((round % 2))
	finit load /modules/link/well_1_1.ko '' &
	finit unload well_user &
	finit unload well_1_0 &
	wait
	not_loaded well_user
	not_loaded well_1_0
	unload well_1_1
	round=$((round + 1))
done
log_lacks wrong
unload broker
