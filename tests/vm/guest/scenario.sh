#!/bin/busybox sh
# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=dash
# Run one scenario, $1, in a process group of its own: see runner.sh.

# shellcheck source=lib.sh
. /vm/lib.sh
echo $$ >$state/pid

# A command that failed without a message from a helper is named by its line.
unexplained() {
	[ "$1" = 0 ] || [ -s $state/reason ] ||
		echo "line $2: a command failed with status $1" >$state/reason
}

(
	trap 'unexplained $? $LINENO' EXIT
	set -eu
	# shellcheck source=/dev/null
	. "$1"
)
