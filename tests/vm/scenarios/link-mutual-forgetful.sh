# SPDX-License-Identifier: GPL-2.0-only
# Two modules that use each other, or one that uses itself, forget to unregister at the same time.
asks() { [ "$(cat /sys/module/"$1"/parameters/ask)" = "$2" ] || fail "$1 does not get $2"; }

load broker.ko
load link/mutual_left.ko forgetful=1
load link/mutual_right.ko forgetful=1
wait_for 10 asks mutual_left 2
wait_for 10 asks mutual_right 1
finit unload mutual_left >/tmp/left &
finit unload mutual_right >/tmp/right &
wait
[ "$(cat /tmp/left /tmp/right | xargs)" = 'OK OK' ] || fail "unload: $(cat /tmp/left /tmp/right | xargs)"
not_loaded mutual_left
not_loaded mutual_right
log_count 4 'exit forgot to unregister'

for forgetful in 0 1; do
	load link/mutual_self.ko forgetful=$forgetful
	wait_for 10 asks mutual_self 1
	unload mutual_self
done
log_count 6 'exit forgot to unregister'
unload broker
