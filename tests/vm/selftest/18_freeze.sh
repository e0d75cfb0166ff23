# SPDX-License-Identifier: GPL-2.0-only
# A guest that stops altogether is noticed from outside, and a breakpoint is no excuse.
# Expect: not ok # ERROR hung: the guest fell silent
# Time: 2 s
if [ -e /modules/breakpoint.ko ]; then
	insmod /modules/breakpoint.ko &
fi
# shellcheck disable=SC2046 # there may be several
kill -STOP $(pidof runner.sh)
