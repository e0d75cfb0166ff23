# SPDX-License-Identifier: GPL-2.0-only
# A million random netlink requests do no harm, whatever they steer.
# Time: 1200 s
. /vm/fuzz.sh
fuzz 1 1000000
