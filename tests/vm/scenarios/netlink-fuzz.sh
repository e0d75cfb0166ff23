# SPDX-License-Identifier: GPL-2.0-only
# Thousands of random netlink requests do no harm, whatever they steer.
# Time: 120 s
. /vm/fuzz.sh
fuzz 1 $((20000 / ${slow:-1}))
