# SPDX-License-Identifier: GPL-2.0-only
# A consumer is unloaded, correctly or forgetfully, while its link is in each of its states.
# Time: 300 s
. /vm/fate.sh
load broker.ko

# try STATE WAYS ATTACHED LEFT DETACHED
try() {
	cell_is "consumer $how, link $1"
	reach "$1" '' "$option"
	goes fate_user
	"$2" fate_user
	came_to "$3" "$4" "$5" 0
	clean
}

how=proper option=
try attaching	waits 1 0 1
try current	ends  1 1 1
try leaving	waits 2 2 2
try draining	waits 2 2 2
try detaching	waits 2 2 2

# Another task is unregistering it when its exit returns.
try retired	waits 2 0 0
try drained	waits 2 0 0

how=forgetful option=forgetful=1
try attaching	waits 1 0 0
try current	ends  1 0 0
try retired	waits 2 0 0
try leaving	waits 2 1 0
try draining	waits 2 1 0
try drained	waits 2 0 0
try detaching	waits 2 1 1
unload broker
