# SPDX-License-Identifier: GPL-2.0-only
# On a debug kernel, last: no memory has been lost.
[ -e /sys/kernel/debug/kmemleak ] || skip 'this kernel does not look for lost memory'

# Memory allocated less than 5 s ago is not reported; and a pointer that was moved between two
# places during the first scan is found by the second.
leaks=/tmp/leaks
sleep 6
echo scan >/sys/kernel/debug/kmemleak
echo scan >/sys/kernel/debug/kmemleak
cat /sys/kernel/debug/kmemleak >$leaks
head -n 30 $leaks
[ ! -s $leaks ] || fail 'memory is lost'
