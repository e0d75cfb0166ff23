# SPDX-License-Identifier: GPL-2.0-only
# Every malformed netlink request gets its errno, and a message about the fault.
load broker.ko
load link/well_1_0.ko
load link/well_user.ko
/modules/netlink/nltest malformed
unload well_user
unload well_1_0
unload broker
log_lacks 'broker:'
