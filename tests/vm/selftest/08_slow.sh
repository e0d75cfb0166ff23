# SPDX-License-Identifier: GPL-2.0-only
# A scenario has a time limit, and its children are killed with it.
# Expect: not ok # ERROR not finished after 2 s
# Time: 2 s
sleep 1000 &
sleep 1000
