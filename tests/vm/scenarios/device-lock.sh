# SPDX-License-Identifier: GPL-2.0-only
# A hook cannot take a lock that is held while its consumer, or the provider, is unregistered: a device's lock, and rtnl.
. /vm/duplex.sh
load broker.ko
load device/device_supply.ko
for rtnl in 0 1; do
	# Nothing is being unregistered: the hook gets the lock.
	load device/device_wrong.ko rtnl=$rtnl go=1
	wait_for 10 count_is device_wrong got 1
	unload device_wrong

	load device/device_wrong.ko rtnl=$rtnl
	wait_for 10 count_is device_wrong waiting 1
	echo device_wrong >/sys/bus/platform/drivers/device_wrong/unbind &
	unbind=$!
	sleep 1
	kill -0 $unbind || fail 'the consumer was unregistered under its hook'
	set_to device_wrong go 1
	wait $unbind
	count_is device_wrong stuck 1
	count_is device_wrong got 0
	count_is device_wrong supplier_got 1
	unload device_wrong
done

# The provider's remove() unregisters it, with the lock of its own device.
load device/device_wrong.ko go=1
wait_for 10 count_is device_wrong got 1
echo device_supply >/sys/bus/platform/drivers/device_supply/unbind
count_is device_wrong supplier_stuck 1
count_is device_wrong supplier_got 0
unload device_wrong
unload device_supply
unload broker
