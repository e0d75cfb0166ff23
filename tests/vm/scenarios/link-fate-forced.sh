# SPDX-License-Identifier: GPL-2.0-only
# A pinned provider is unloaded by force while a link to it is in each of its states: consumers do not wait for the pin.
# Unchecked: lockdep switches itself off at a forced unload.
# Time: 300 s
. /vm/fate.sh
load broker.ko

# try STATE ATTACHED LEFT DETACHED DEAD
try() {
	cell_is "provider $how by force, link $1"
	reach "$1" "$option" '' fate_pin
	forced fate_first
	hold nowhere
	wait_for 10 counted detached "$4"
	waits fate_first
	unload fate_pin
	came_to "$2" "$3" "$4" "$5"
	not_loaded fate_first
	clean
}

how=proper option=
try current	1 1 1 0

how=forgetful option=forgetful=1
try attaching	1 0 1 1
try current	1 0 1 1
try retired	2 0 2 1
try leaving	2 1 1 1
try draining	2 1 1 1
try drained	2 0 2 1
try detaching	2 1 1 0
unload broker
