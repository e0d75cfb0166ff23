# SPDX-License-Identifier: GPL-2.0-only
# A hook cannot unregister its provider or its consumer; a wait for a callback or a hook is reported with its cause.
. /vm/duplex.sh
load broker.ko
load duplex/duplex_1.ko quits=1
load duplex/duplex_user.ko quits=1 idle=1
wait_for 10 log_has 'duplex_1: unregister in attach returned -35'
wait_for 10 count_is duplex_user attached 1
echo 14000 >/sys/module/duplex_1/parameters/ask &
wait_for 10 inside duplex_1 callbacks
unload duplex_1
log_has 'duplex_user: unregister in stop returned -35'
log_has 'broker: duplex_user: waiting for 1 callback of duplex_1 through duplex 1'
wait $!
unload duplex_user
load duplex/duplex_1.ko
load duplex/duplex_user.ko idle=1
wait_for 10 count_is duplex_1 readied 1
set_to duplex_1 linger 14000
unload duplex_user &
wait_for 10 count_is duplex_1 left 1
unload duplex_1
wait $!
log_has 'broker: duplex_1: waiting for its leaving hook for duplex_user to return'
log_lacks wrong
unload broker
