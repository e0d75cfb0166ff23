# SPDX-License-Identifier: GPL-2.0-only
# A consumer's provider is loaded on request, once, and not if an administrator has unloaded it.
. /vm/well.sh
load broker.ko
install_modules link/well_1_0.ko
load link/well_user.ko autoload=1
wait_for 10 loaded well_1_0
well_serves
unload well_1_0
sleep 2
not_loaded well_1_0
unload well_user

# There is a provider, but the two do not agree.
load link/well_odd.ko
load link/well_user.ko autoload=1
wait_for 10 loaded well_1_0
well_serves
unload well_1_0
unload well_user
unload well_odd

# A provider was present when the consumer registered.
load link/well_1_0.ko
load link/well_user.ko autoload=1
well_serves
unload well_1_0
sleep 2
not_loaded well_1_0
load link/well_1_0.ko
well_serves
unload well_user
unload well_1_0
log_lacks wrong
unload broker
