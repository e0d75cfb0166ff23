# SPDX-License-Identifier: GPL-2.0-only
# A command that fails outside of the helpers is named by its line.
# Expect: not ok # ERROR line 6: a command failed with status 1
true
# shellcheck disable=SC2050 # a command that fails
[ 1 = 2 ]
true
