# SPDX-License-Identifier: GPL-2.0-only
# Modules that forget hundreds of instances, or a consumer of them, are withdrawn at once, and are no longer called.
. /vm/duplex.sh
load broker.ko
load instance/uppers.ko
load instance/ports.ko forgetful=1
set_to ports plug 'p 200'
wait_for 30 count_is uppers readied 200
unload ports
# Ten lines of a kind, however many ports are withdrawn.
log_count 10 'broker: ports: exit forgot to unregister'
[ "$(log | grep -c "broker: ports: module loading may be blocked")" -le 10 ] ||
	fail 'a line for each port that is waited for'
wait_for 30 count_is uppers detached 200
count_is uppers dead 200
count_is uppers left 0
count_is uppers stopped 0
load instance/ports.ko
set_to ports plug 'p 100'
wait_for 30 count_is uppers readied 300
unload uppers
count_is ports detached 100
load instance/uppers.ko forgetful=1
wait_for 30 count_is uppers readied 100
unload uppers
wait_for 30 count_is ports detached 200
log_has 'broker: uppers: exit forgot to unregister, consumer of ports 1 withdrawn'

# The consumer is freed while the ready hook of a better provider runs, which is not waited for.
load instance/uppers.ko forgetful=1
set_to ports plug moved
wait_for 30 count_is uppers readied 101
load instance/ports_2.ko priority=1 linger=3000
set_to ports_2 plug moved
wait_for 30 count_is ports_2 readied 1
unload uppers
count_is ports_2 detached 0
wait_for 30 count_is ports_2 detached 1
wait_for 30 count_is ports detached 301
unload ports_2
unload ports
log_lacks wrong
unload broker
