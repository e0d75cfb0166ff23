# SPDX-License-Identifier: GPL-2.0-only
# A provider is replaced under full load 300 times: no call fails, and the old one is unloaded each time.
# Time: 900 s
. /vm/well.sh
load broker.ko
load link/well_1_0.ko
load link/well_user.ko movable=1
wait_for 10 well_is attached 1
well_serves
# $slow is how many times slower than a stock kernel a debug kernel is.
pairs=$((150 / (${slow:-1} * ${slow:-1})))
round=1
while [ $round -le $pairs ]; do
	finit load /modules/link/well_1_1.ko priority=$((round * 2)) >/dev/null
	finit unload well_1_0 >/dev/null
	finit load /modules/link/well_1_0.ko priority=$((round * 2 + 1)) >/dev/null
	finit unload well_1_1 >/dev/null
	round=$((round + 1))
done
not_loaded well_1_1
loaded well_1_0
well_is attached $((2 * pairs + 1))
well_is detached $((2 * pairs))
well_is lost 0
well_serves
unload well_user
unload well_1_0
log_lacks wrong
log_lacks 'broker:'
unload broker
