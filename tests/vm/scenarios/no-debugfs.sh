# SPDX-License-Identifier: GPL-2.0-only
# A broker that was built for a kernel without debugfs works, and brokerctl and lsmod show its users.
. /vm/brokerctl.sh
load no-debugfs/broker.ko
[ ! -e /sys/kernel/debug/broker ] || fail 'it has a folder in debugfs'
load foobar/bar.ko
load foobar/foo.ko
log_has 'foo: bar adds 1 to 10 up to 55'
provider_is bar live
[ "$(cell foo 'BOUND TO' consumer)" = bar ] || fail 'foo is not bound to bar'
used_by bar foo
unload foo
unload bar
unload broker
