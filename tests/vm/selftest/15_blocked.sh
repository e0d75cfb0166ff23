# SPDX-License-Identifier: GPL-2.0-only
# An exit function that never returns ends this boot, not the run.
# Expect: not ok # ERROR not finished after 2 s
# Time: 2 s
load mischief.ko hang=1
unload mischief
