# SPDX-License-Identifier: GPL-2.0-only
# The broker waits for a driver that sleeps while it measures, and meanwhile other chips and drivers are added and removed; also for a forgetful driver.
. /vm/bus.sh

# A measurement is begun, and sleeps: measures NUMBER
measures() {
	sockets >/tmp/bus-measured &
	measuring=$!
	wait_for 10 driver_is "$1" inside 1
}

# Its exit waits for the measurement.
leaves() {
	unload bus_1 &
	leaving=$!
	wait_for 10 grep -q '^bus_1 .* Unloading ' /proc/modules
	driver_is 1 inside 1
	echo 0 >/sys/module/bus_1/parameters/hold
	wait $leaving
}

measured() {
	wait $measuring
	grep -qxF "$1" /tmp/bus-measured || fail "measured: $(cat /tmp/bus-measured)"
}

load broker.ko
load bus/chip_bus.ko
plug 9 1 10
driver 1 id=1 hold=1
wait_for 10 driver_is 1 chips 1
measures 1
plug 3 2 20
driver 2 id=2
wait_for 10 driver_is 2 chips 1
unplug 3
plug 3 2 20
unload bus_2
plug 4 1 30
driver_is 1 chips 2
leaves
measured '9 0x0001 bus_1 10'
socket_is 9 '0x0001 -'

# It was unloaded without unregistering: its chips are given to others.
driver 1 id=1 hold=1 forgetful=1
wait_for 10 driver_is 1 chips 2
driver 3 id=1
measures 1
leaves
measured '4 0x0001 bus_1 30'
wait_for 10 socket_is 9 '0x0001 bus_3 10'
wait_for 10 socket_is 4 '0x0001 bus_3 30'
log_has 'broker: bus_1: exit forgot to unregister, consumer of chip_bus 1 withdrawn'
for _ in 1 2 3; do
	driver 1 id=2 forgetful=1
	wait_for 10 socket_is 3 '0x0002 bus_1 20'
	unload bus_1
done
wait_for 10 socket_is 3 '0x0002 -'
unload chip_bus
driver_is 3 chips 0
unload bus_3
log_lacks wrong
unload broker
