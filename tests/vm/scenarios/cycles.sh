# SPDX-License-Identifier: GPL-2.0-only
# A hold that would keep two modules loaded for ever is refused: a direct one, one through a symbol, and one of a module on itself.
get_fails() {
	! echo "$2" 2>/dev/null > "/sys/module/$1/parameters/get"
	log_has "broker: $1: pulse_$2 1 refused by cycle_$2: it depends on the consumer, neither could ever be unloaded"
}

load broker.ko
load life/cycle_a.ko
load life/cycle_b.ko
load life/cycle_c.ko
get_fails cycle_a a
get_fails cycle_a c
echo a > /sys/module/cycle_b/parameters/get
get_fails cycle_a b
echo b > /sys/module/cycle_c/parameters/get
get_fails cycle_b c
used_by cycle_a cycle_b,cycle_c
used_by cycle_b cycle_c
unload cycle_c
unload cycle_b
unload cycle_a
unload broker
