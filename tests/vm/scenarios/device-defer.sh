# SPDX-License-Identifier: GPL-2.0-only
# A driver whose probe is deferred until its provider is there is probed again when the provider is registered, however late, and each time.
# Time: 120 s
. /vm/duplex.sh

bound_is() {	# MODULE yes|no
	if [ -e "/sys/bus/platform/drivers/$1/$1" ]; then is=yes; else is=no; fi
	[ $is = "$2" ] || fail "$1 is bound: $is, expected $2"
}
unbind() { echo "$1" >"/sys/bus/platform/drivers/$1/unbind"; }
bind() { echo "$1" >"/sys/bus/platform/drivers/$1/bind"; }
waits() { grep -q "^$1.*waits for a supply" /sys/kernel/debug/devices_deferred || fail "$1 is not deferred"; }

load broker.ko
load device/device_user.ko
count_is device_user deferred 1
waits device_user
# Longer than the driver core waits for known suppliers (deferred_probe_timeout).
sleep 12
waits device_user
bound_is device_user no
load device/device_supply.ko
wait_for 10 bound_is device_user yes
count_is device_supply on Y

# The provider's device is unbound and bound again; the driver follows.
for _ in 1 2 3; do
	unbind device_supply
	bound_is device_user no
	bind device_supply
	wait_for 10 bound_is device_user yes
	count_is device_supply on Y
done
count_is device_user bound 4
# The device is unbound while the provider is there, and bound.
unbind device_user
count_is device_supply on N
bind device_user
bound_is device_user yes
# The provider's module is unloaded, and either module is unloaded first.
unload device_supply
bound_is device_user no
load device/device_supply.ko
wait_for 10 bound_is device_user yes
unload device_user
count_is device_supply on N
load device/device_user.ko
wait_for 10 bound_is device_user yes
unload device_supply
unload device_user
log_lacks 'no device is probed'
log_lacks 'broker:'
unload broker
