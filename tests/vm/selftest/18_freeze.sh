# SPDX-License-Identifier: GPL-2.0-only
# A guest that stops altogether is noticed from outside.
# Expect: not ok # ERROR hung: the guest fell silent
# Time: 2 s
# shellcheck disable=SC2046 # there may be several
kill -STOP $(pidof runner.sh)
