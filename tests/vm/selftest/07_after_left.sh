# SPDX-License-Identifier: GPL-2.0-only
# The scenario after it finds the machine in its former state.
# Expect: ok
not_loaded mischief
load mischief.ko
unload mischief
