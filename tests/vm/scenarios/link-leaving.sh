# SPDX-License-Identifier: GPL-2.0-only
# A leaving hook may sleep in the provider, which stays as long, whichever module forgets to unregister meanwhile.
. /vm/well.sh
load broker.ko

# The consumer moves to a better provider, and the old one's module is unloaded meanwhile.
load link/well_forgetful.ko
load link/well_user.ko movable=1 idle=1 linger=3000
wait_for 10 well_is attached 1
load link/well_1_1.ko
wait_for 10 well_is left 1
well_is detached 0
unload well_forgetful
wait_for 10 well_is detached 1
unload well_user
unload well_1_1

# The consumer's module is unloaded meanwhile, and then a provider, correctly.
load link/well_1_0.ko
load link/well_user.ko movable=1 idle=1 linger=3000 forgetful=1
wait_for 10 well_is attached 1
load link/well_1_1.ko
wait_for 10 well_is left 1
unload well_user &
wait_for 2 log_has 'broker: well_user: exit forgot to unregister'
unload well_1_0
wait $!
unload well_1_1
log_count 2 'wrong: 1 buckets left open'	# nobody was there to close them
log_count 2 wrong
unload broker
