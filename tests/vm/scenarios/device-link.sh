# SPDX-License-Identifier: GPL-2.0-only
# With a device link the driver core removes the consumer's device before the provider's; without one, calls find no provider.
# Time: 120 s
. /vm/duplex.sh

bound() { [ -e /sys/bus/platform/drivers/device_user/device_user ] || fail 'device_user is not bound'; }

load broker.ko
for link in 0 1; do
	load device/device_user.ko link=$link
	load device/device_supply.ko
	wait_for 10 bound
	unload device_supply
	count_is device_user removed 1
	load device/device_supply.ko
	wait_for 10 bound
	echo device_supply >/sys/bus/platform/drivers/device_supply/unbind
	count_is device_user removed 2
	count_is device_user set_off $((2 * link))
	unload device_supply
	unload device_user
done
log_lacks 'no device is probed'
log_lacks 'broker:'
unload broker
