# SPDX-License-Identifier: GPL-2.0-only
# The exit of a provider returns while another task is unregistering it: no further hook or call reaches the provider.
# Time: 90 s
. /vm/fate.sh
load broker.ko

# already STATE ATTACHED LEFT DETACHED DEAD: another task is unregistering it, in that state
already() {
	cell_is "provider being unregistered, link $1"
	case $1 in
	moving)		# that task waits for the attach that runs
		gate_and_first
		load link/fate_user.ko movable=1
		wait_for 10 counted attached 1
		hold attach
		load link/fate_better.ko
		held attach
		echo 1 >/sys/module/fate_first/parameters/unregister & ;;
	leaving)	# it runs leaving
		gate_and_first
		load link/fate_user.ko
		wait_for 10 counted attached 1
		hold leaving
		echo 1 >/sys/module/fate_first/parameters/unregister &
		held leaving ;;
	esac
	wait_for 10 provider_leaves
	goes fate_first
	wait_for 10 log_has 'fate_first: exit returns'
	# No more calls go through the link, and no call is in progress.
	[ "$1" != moving ] || wait_for 10 link_to_first detaching
	waits fate_first
	came_to "$2" "$3" "$4" "$5"
	not_loaded fate_first
	clean
	dmesg -c >/dev/null
}

provider_leaves() {
	grep -q '^ *provider .* fate_first  *leaving' /sys/kernel/debug/broker/summary ||
		fail "it does not leave: $(cat /sys/kernel/debug/broker/summary)"
}

already moving	2 0 1 1
already leaving	1 1 1 1
unload broker
