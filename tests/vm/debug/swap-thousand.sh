# SPDX-License-Identifier: GPL-2.0-only
# A two-way provider is replaced 1000 times under calls in both directions, on a kernel that checks memory accesses.
# Time: 900 s
. /vm/duplex.sh
swap_times 1000
