# SPDX-License-Identifier: GPL-2.0-only
# On a broker of release 1.0 the API of that release works, and a client that uses more is refused in one line.
[ ! -e /modules/broker-1.0/absent ] || skip "$(cat /modules/broker-1.0/absent)"
user() { cat "/sys/module/first_user/parameters/$1"; }
called() { [ "$(user right)" -gt 0 ]; }
load broker-1.0/broker.ko
load first/first_provider.ko
load first/first_pin.ko
log_has 'first_pin: work is right, idle 0'
unload first_pin
load first/first_user.ko
wait_for 10 called
unload first_user
unload first_provider
load_fails E2BIG duplex/duplex_1.ko
log_has 'broker: duplex_1: provider refused: descriptor uses members that this broker does not know'
load_fails E2BIG duplex/duplex_user.ko
log_has 'broker: duplex_user: request refused: descriptor uses members that this broker does not know'
load_fails EINVAL request/request_one_way.ko
log_has 'broker: request_one_way: one_way 1 refused: flags are 0x4'
log_lacks wrong
unload broker
