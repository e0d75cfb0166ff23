# SPDX-License-Identifier: GPL-2.0-only
# A million random netlink requests do no harm, whatever they steer.
# Time: 600 s
. /vm/fuzz.sh
for seed in $(seq 50); do
	fuzz "$seed" 20000
	tell_now "$((seed * 20000)) of 1000000 requests"
done
