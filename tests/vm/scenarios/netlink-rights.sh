# SPDX-License-Identifier: GPL-2.0-only
# Every user sees what /proc/modules shows; details, events and steering require capabilities in the initial namespace.
. /vm/well.sh
load broker.ko
load link/well_1_0.ko
load link/well_user.ko
wait_for 10 well_is attached 1
/modules/netlink/nltest rights
unload well_user
unload well_1_0
unload broker
log_lacks 'broker:'
