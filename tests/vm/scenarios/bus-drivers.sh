# SPDX-License-Identifier: GPL-2.0-only
# Ten drivers: each has its chips, a driver that refuses the bus is not called, and all are loaded and unloaded under load.
# Time: 180 s
. /vm/bus.sh

# The driver of each chip, in order
who() { sockets | cut -d ' ' -f 3 | xargs; }
who_is() { [ "$(who)" = "$1" ] || fail "expected $1, got $(who)"; }

load broker.ko
load bus/chip_thermo.ko
load bus/chip_bus.ko
load bus/chip_volt.ko
for number in 1 2 3 4 5 6 7; do
	driver $number id=$number
	plug $number $number $((number * 100))
	plug $((number + 8)) $number $((number * 10))
done
plug 0 0x7e01 0x191
plug 8 0x7e02 0 1000 2500
ENODEV=-19
driver 8 id=7 refuse=$ENODEV
drivers='bus_1 bus_2 bus_3 bus_4 bus_5 bus_6 bus_7'
wait_for 20 who_is "chip_thermo $drivers chip_volt $drivers"
socket_is 7 '0x0007 bus_7 700'
socket_is 15 '0x0007 bus_7 70'
driver_is 8 asked 0
unload bus_8

# Neither a measurement nor the driver of a chip is ever that of another chip.
measures() {
	while [ -e /tmp/bus-load ]; do
		! sockets | grep -v -x -e '[0-9]* 0x0\{0,3\}\([0-9a-f]*\) -' -e '[0-9]* 0x000\([1-7]\) bus_[1-7] \100*' \
			-e '0 0x7e01 chip_thermo 25062' -e '8 0x7e02 chip_volt 2500' >/tmp/bus-load.odd ||
			fail "odd: $(cat /tmp/bus-load.odd)"
		measured=$((measured + 1))
	done
	echo "$measured" >"/tmp/bus-load.$1"
}

: >/tmp/bus-load
measured=0
loads=
for i in 1 2; do
	measures $i &
	loads="$loads $!"
done
rounds=$((1 + 3 / ${slow:-1}))
round=1
while [ $round -le $rounds ]; do
	for number in 1 2 3 4 5 6 7; do
		unload bus_$number
		driver $number id=$(((number + round - 1) % 7 + 1)) &
		unplug $number
		plug $number $number $((number * 100))
		wait $!
	done
	for number in 1 2 3 4 5 6 7; do
		unload bus_$number
	done
	for number in 7 6 5 4 3 2 1; do
		driver $number id=$number
	done
	wait_for 20 who_is "chip_thermo $drivers chip_volt $drivers"
	round=$((round + 1))
done
rm /tmp/bus-load
for process in $loads; do
	wait "$process" || exit 1	# which has said why
done
for i in 1 2; do
	[ "$(cat /tmp/bus-load.$i)" -gt 3 ] || fail "only $(cat /tmp/bus-load.$i) measurements"
done
unload chip_bus
for number in 1 2 3 4 5 6 7; do
	driver_is $number chips 0
	unload bus_$number
done
unload chip_thermo
unload chip_volt
log_lacks wrong
log_lacks 'broker:'
unload broker
