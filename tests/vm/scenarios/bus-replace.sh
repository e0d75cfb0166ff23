# SPDX-License-Identifier: GPL-2.0-only
# The bus is unloaded, loaded and replaced by a better one under load: its drivers move, and leave no chip behind.
# Time: 180 s
. /vm/bus.sh
first=$bus better=/sys/devices/chip_bus_beside/sockets

# Measure, and plug and unplug a chip, on the bus that is present.
load_bus() {
	turns=0
	while [ -e /tmp/bus-load ]; do
		for bus in $first $better; do
			{ unplug "$1"; plug "$1" 1 100; cat "$bus" >/dev/null; } 2>/dev/null || :
		done
		turns=$((turns + 1))
	done
	[ $turns -gt 3 ] || fail "only $turns turns"
}

load broker.ko
for number in 1 2 3 4 5; do
	driver $number id=$number
done
load bus/chip_thermo.ko
load bus/chip_volt.ko
: >/tmp/bus-load
loads=
for socket in 9 10; do
	load_bus $socket &
	loads="$loads $!"
done
rounds=$((16 / ${slow:-1}))
round=1
while [ $round -le $rounds ]; do
	load bus/chip_bus.ko
	bus=$first
	plug 1 0x7e01 0x191
	plug 2 0x7e02 0 1000 2500
	plug 3 5 50
	wait_for 20 socket_is 1 '0x7e01 chip_thermo 25062'
	wait_for 20 socket_is 2 '0x7e02 chip_volt 2500'
	wait_for 20 socket_is 3 '0x0005 bus_5 50'
	load bus/chip_bus_beside.ko
	bus=$better
	plug 5 5 50
	plug 6 0x7e02 0 1000 2500
	wait_for 20 socket_is 5 '0x0005 bus_5 50'
	wait_for 20 socket_is 6 '0x7e02 chip_volt 2500'
	bus=$first
	wait_for 20 socket_is 3 '0x0005 -'
	wait_for 20 socket_is 1 '0x7e01 -'
	unload chip_bus
	unload chip_bus_beside
	round=$((round + 1))
done
rm /tmp/bus-load
for process in $loads; do
	wait "$process" || exit 1	# which has said why
done
for number in 1 2 3 4 5; do
	driver_is $number chips 0
	unload bus_$number
done
unload chip_thermo
unload chip_volt
log_lacks wrong
log_lacks 'broker:'
unload broker
