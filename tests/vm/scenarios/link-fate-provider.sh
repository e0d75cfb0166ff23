# SPDX-License-Identifier: GPL-2.0-only
# A provider is unloaded, correctly or forgetfully, while a link to it is in each of its states.
# Time: 300 s
. /vm/fate.sh
load broker.ko

# try STATE WAYS ATTACHED LEFT DETACHED DEAD: does its module wait for the thread that is held up?
try() {
	cell_is "provider $how, link $1"
	reach "$1" "$option" ''
	goes fate_first
	"$2" fate_first
	came_to "$3" "$4" "$5" "$6"
	clean
}

how=proper option=
try attaching	waits 1 0 1 0
try current	ends  1 1 1 0
try retired	waits 2 1 2 0
try leaving	waits 2 1 1 0
try draining	waits 2 1 1 0
try drained	waits 2 0 2 0
try detaching	waits 2 1 1 0

how=forgetful option=forgetful=1
try attaching	waits 1 0 1 1
try current	ends  1 0 1 1
try retired	ends  2 0 2 1
try leaving	waits 2 1 1 1
try draining	waits 2 1 1 1
try drained	ends  2 0 2 1
try detaching	waits 2 1 1 0
unload broker
