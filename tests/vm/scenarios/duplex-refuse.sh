# SPDX-License-Identifier: GPL-2.0-only
# Either side may refuse attach: -ENODEV without a line and once, any other errno with a line; the other side's attach is undone.
. /vm/duplex.sh
ENODEV=-19 EIO=-5
. /vm/brokerctl.sh
load broker.ko
load duplex/duplex_user.ko
load duplex/duplex_1.ko refuse=$ENODEV
wait_for 10 count_is duplex_1 asked 1
count_is duplex_user attached 0
log_lacks 'broker:'
# It is not called again, though it would accept now, until an administrator attaches it.
set_to duplex_1 refuse 0
load duplex/duplex_other.ko idle=1
wait_for 10 count_is duplex_other attached 1
count_is duplex_user attached 0
unload duplex_other
brokerctl provider prefer "$(brokerctl -j provider list | sed 's/.*"id":\([0-9]*\).*/\1/')"
wait_for 10 count_is duplex_user attached 1
unload duplex_1
load duplex/duplex_1.ko refuse=$ENODEV
wait_for 10 count_is duplex_1 asked 1
sleep 0.3
set_to duplex_1 refuse 0
load duplex/duplex_2.ko refuse=$EIO
wait_for 10 log_has 'broker: duplex_user: attach to duplex_2 failed with -'
count_is duplex_user attached 1
unload duplex_2
# After it has registered again its attach hook is called again.
unload duplex_1
set_to duplex_user refuse $EIO
load duplex/duplex_1.ko
wait_for 10 log_has 'broker: duplex_user: attach to duplex_1 failed with -'
wait_for 10 count_is duplex_1 detached 1
count_is duplex_1 readied 0
unload duplex_1
set_to duplex_user refuse $ENODEV
load duplex/duplex_1.ko
wait_for 10 count_is duplex_1 detached 1
sleep 0.3
count_is duplex_1 attached 1
unload duplex_1
set_to duplex_user refuse 0
load duplex/duplex_1.ko keyless=1
# It has set up nothing, so there is nothing to undo.
wait_for 10 log_has 'broker: duplex_1: its attach hook has set no priv, duplex 1'
count_is duplex_1 detached 0
set_to duplex_1 keyless 0
load duplex/duplex_2.ko priority=-1
wait_for 10 count_is duplex_user attached 2
unload duplex_2
unload duplex_1
# An administrator gives a command while a hook runs: the result of the hook is outdated.
load duplex/duplex_1.ko refuse=$ENODEV hold=1
wait_for 10 count_is duplex_1 asked 1
brokerctl consumer attach duplex_user
set_to duplex_1 hold 0
wait_for 10 count_is duplex_1 asked 2
unload duplex_1
# If an administrator detaches the consumer, and attaches it again while attach is undone, that is no failure.
load duplex/duplex_1.ko hold=1
wait_for 10 count_is duplex_1 asked 1
brokerctl consumer detach duplex_user
set_to duplex_1 hold 2
sleep 0.3
brokerctl consumer attach duplex_user
set_to duplex_1 hold 0
wait_for 10 count_is duplex_1 attached 2
wait_for 10 count_is duplex_user attached 3
log_lacks 'ECANCELED'; log_lacks 'failed with -125'
unload duplex_user
unload duplex_1
log_lacks wrong
unload broker
