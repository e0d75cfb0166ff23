#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The costs that have a bar, each instruction a nanosecond, as KTAP:
# bars.sh RELEASE MODULES_DIR LOG_DIR

set -eu
here=$(dirname "$0")
VM_MACHINE='-accel tcg,thread=single -icount shift=0,sleep=off -smp 1' \
	exec "$here/../vm/run.sh" "$@" "$here/guard.sh" "$here/dump.sh" "$here/periods.sh" \
	"$here/large.sh" "$here/instances.sh"
