# SPDX-License-Identifier: GPL-2.0-only
# Bus, chips and drivers are added and removed in each order; a chip that its driver gives back is offered to others, and bad input is refused.
. /vm/bus.sh
load broker.ko
for order in 'core thermo volt' 'thermo core volt' 'volt thermo core'; do
	for module in $order; do
		load "bus/chip_$(echo "$module" | sed 's/core/bus/').ko"
	done
	plug 1 0x7e01 0x191
	plug 2 0x7e02 0 1000 2500
	plug 3 0x7e01 0xfff0
	plug 4 0x1234
	wait_for 10 socket_is 1 '0x7e01 chip_thermo 25062'
	wait_for 10 socket_is 2 '0x7e02 chip_volt 2500'
	socket_is 3 '0x7e01 chip_thermo -1000'
	socket_is 4 '0x1234 -'
	unload chip_thermo
	socket_is 1 '0x7e01 -'
	socket_is 2 '0x7e02 chip_volt 2500'
	unplug 2
	socket_is 2 ''
	load bus/chip_thermo.ko
	wait_for 10 socket_is 3 '0x7e01 chip_thermo -1000'
	for module in $order; do
		unload "chip_$(echo "$module" | sed 's/core/bus/')"
	done
done

load bus/chip_bus.ko
for bad in '' x '16 1' '-1 1' '1 0x10000' '1 2x' '0 1 2 3 4 5 6 7 8 9' 5; do
	plug_fails "$bad"
done
plug 0 1 2 3 4 5 6 7 8
plug_fails 0 1
socket_is 0 '0x0001 -'

# The first driver that accepts the chip has it; then the next; and another chip in its place.
for number in 1 2 3; do
	driver $number id=1
	wait_for 10 driver_is 1 chips 1
done
wait_for 10 socket_is 0 '0x0001 bus_1 2'
unload bus_1
socket_is 0 '0x0001 bus_2 2'
driver_is 3 chips 0
unplug 0
driver_is 2 chips 0
plug 0 7 70
socket_is 0 '0x0007 -'
driver 1 id=7
wait_for 10 socket_is 0 '0x0007 bus_1 70'
echo -5 >/sys/module/bus_1/parameters/fault
socket_is 0 '0x0007 bus_1 error -5'
unplug 0
plug 0 7 70
log_has 'bus_1: probe of socket 0 failed with -5'
socket_is 0 '0x0007 -'
for module in bus_1 bus_2 chip_bus bus_3; do
	unload $module
done
log_lacks wrong
log_lacks 'broker:'
unload broker
