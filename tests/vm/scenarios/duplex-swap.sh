# SPDX-License-Identifier: GPL-2.0-only
# A two-way provider is replaced again and again under calls in both directions: none is lost, each attach is paired.
# Time: 180 s
. /vm/duplex.sh
# $slow is how many times slower than a stock kernel a debug kernel is.
swap_times $((30 / ${slow:-1}))
