# SPDX-License-Identifier: GPL-2.0-only
# Either side of a two-way link may forget to unregister, also both: nothing is called in an unloaded module.
. /vm/duplex.sh
. /vm/brokerctl.sh
load broker.ko
for _ in 1 2 3; do
	load duplex/duplex_user.ko
	load duplex/duplex_1.ko forgetful=1
	wait_for 10 count_is duplex_user attached 1
	both_ways duplex_1 duplex_user
	unload duplex_1
	wait_for 10 count_is duplex_user detached 1
	count_is duplex_user dead 1
	count_is duplex_user stopped 0
	unload duplex_user
done
log_has 'broker: duplex_1: exit forgot to unregister, provider of duplex 1 withdrawn'
for _ in 1 2 3; do
	load duplex/duplex_1.ko
	load duplex/duplex_user.ko forgetful=1
	wait_for 10 count_is duplex_1 readied 1
	both_ways duplex_1 duplex_user
	unload duplex_user
	wait_for 10 count_is duplex_1 detached 1
	count_is duplex_1 left 0
	unload duplex_1
done
log_has 'broker: duplex_user: exit forgot to unregister, consumer of duplex 1 withdrawn'
for _ in 1 2 3; do
	load duplex/duplex_1.ko forgetful=1
	load duplex/duplex_user.ko forgetful=1
	wait_for 10 count_is duplex_user attached 1
	both_ways duplex_1 duplex_user
	unload duplex_1 &
	unload duplex_user
	wait $!
done
# The provider is also kept while its ready hook is running.
load duplex/duplex_user.ko idle=1
load duplex/duplex_1.ko forgetful=1 hold=8
wait_for 20 count_is duplex_1 readied 1
unload duplex_1 &
wait_for 10 log_has 'broker: duplex_1: module loading may be blocked'
sleep 0.3
set_to duplex_1 hold 0
wait $!
wait_for 10 count_is duplex_user detached 1
unload duplex_user
# A callback that sleeps in a forgetful consumer is waited for before the consumer's text is freed.
load duplex/duplex_1.ko
load duplex/duplex_user.ko forgetful=1 idle=1
wait_for 10 count_is duplex_1 readied 1
echo 14000 >/sys/module/duplex_1/parameters/ask &
wait_for 10 inside duplex_1 callbacks
unload duplex_user
log_has 'broker: duplex_user: module loading may be blocked until its calls, callbacks and hooks have returned'
wait $! || fail 'the callback failed'
wait_for 10 count_is duplex_1 detached 1
unload duplex_1
# A forgetful consumer does not wait for a hook of its provider, which cannot call it.
load duplex/duplex_1.ko hold=4
load duplex/duplex_user.ko forgetful=1
wait_for 10 count_is duplex_1 readied 1
brokerctl consumer detach duplex_user
wait_for 10 count_is duplex_1 left 1
unload duplex_user
set_to duplex_1 hold 0
wait_for 10 count_is duplex_1 detached 1
unload duplex_1
log_lacks wrong
unload broker
