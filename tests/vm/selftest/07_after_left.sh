# SPDX-License-Identifier: GPL-2.0-only
# The scenario after it finds the machine as it was.
# Expect: ok
not_loaded mischief
load mischief.ko
unload mischief
