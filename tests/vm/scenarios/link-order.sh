# SPDX-License-Identifier: GPL-2.0-only
# A consumer that is loaded first is attached when a provider is loaded, detached when that is unloaded.
. /vm/well.sh
load broker.ko
load link/well_user.ko
well_is attached 0
for round in 1 2 3; do
	load link/well_1_0.ko
	wait_for 10 well_is attached $round
	well_serves
	used_by well_1_0 ''
	unload well_1_0
	well_is left $round
	well_is detached $round
	served=$(well served)
	absent=$(well absent)
	sleep 0.3
	well_is served "$served"
	[ "$(well absent)" -gt "$absent" ] || fail 'calls did not go on'
done
load link/well_1_0.ko
wait_for 10 well_is attached 4
unload well_user
unload well_1_0
log_lacks wrong
log_lacks 'broker:'
unload broker
