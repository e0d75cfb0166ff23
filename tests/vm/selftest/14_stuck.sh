# SPDX-License-Identifier: GPL-2.0-only
# A module that cannot be unloaded costs a boot, but not the next scenario.
# Expect: not ok # ERROR left behind: stuck
load stuck.ko
