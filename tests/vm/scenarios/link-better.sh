# SPDX-License-Identifier: GPL-2.0-only
# A better provider takes over movable consumers at once; others stay until the old one leaves.
. /vm/well.sh
load broker.ko
for movable in 0 1; do
	load link/well_1_0.ko
	load link/well_user.ko movable=$movable
	wait_for 10 well_is attached 1
	load link/well_1_1.ko
	if [ $movable = 1 ]; then
		wait_for 10 well_is detached 1
	else
		sleep 0.5
	fi
	well_is attached $((1 + movable))
	well_serves
	unload well_1_0
	wait_for 10 well_is attached 2
	well_is detached 1
	well_serves
	unload well_1_1
	well_is detached 2
	unload well_user
done
log_lacks wrong
unload broker
