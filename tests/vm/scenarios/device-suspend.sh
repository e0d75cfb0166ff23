# SPDX-License-Identifier: GPL-2.0-only
# With a device link the driver core suspends the consumer's device before the provider's; without one, the consumer calls a suspended provider.
# Time: 120 s
. /vm/duplex.sh
ESHUTDOWN=-108

bound() { [ -e /sys/bus/platform/drivers/device_user/device_user ] || fail 'device_user is not bound'; }

# All devices are suspended and resumed, and nothing else.
suspends() {
	echo devices >/sys/power/pm_test
	echo freeze >/sys/power/state
	echo none >/sys/power/pm_test
}

# Debian's kernels have both, except its cloud kernels.
grep -q freeze /sys/power/state 2>/dev/null || skip 'this kernel does not suspend'
if [ ! -e /sys/power/pm_test ]; then
	case $(uname -r) in
	*-cloud-*) skip 'this kernel has no CONFIG_PM_DEBUG, to suspend devices only' ;;
	esac
	fail 'this kernel suspends, and has no test of it'
fi
echo 1 >/sys/module/suspend/parameters/pm_test_delay 2>/dev/null || :
load broker.ko
for link in 0 1; do
	# The device that is needed was registered last, so it is suspended first.
	load device/device_user.ko link=$link
	load device/device_supply.ko
	wait_for 10 bound
	unload device_supply
	load device/device_supply.ko
	wait_for 10 bound
	suspends
	count_is device_user suspended 1
	if [ $link = 1 ]; then
		count_is device_user suspend_error 0
	else
		count_is device_user suspend_error $ESHUTDOWN
	fi
	count_is device_supply on Y
	unload device_supply
	unload device_user
done
log_lacks 'no device is probed'
log_lacks 'broker:'
unload broker
