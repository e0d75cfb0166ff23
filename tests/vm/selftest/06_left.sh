# SPDX-License-Identifier: GPL-2.0-only
# A module left behind is a failure, and is unloaded.
# Expect: not ok # ERROR left behind: mischief
load mischief.ko
