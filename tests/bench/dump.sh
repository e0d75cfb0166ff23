# SPDX-License-Identifier: GPL-2.0-only
# A dump of ten thousand interfaces takes less than 10^9 instructions, a second of guest time.
# To be run as guard.sh.
# Time: 180 s
load broker.ko
load many/many.ko count=10000
for what in interface provider; do
	said=$(/modules/netlink/nltest dump $what many_ 10000)
	tell "$what: $said"
	ms=$(echo "$said" | sed 's/.*entries, \([0-9]*\) ms.*/\1/')
	[ "$ms" -lt 1000 ] || fail "$what: $said"
done
unload many
unload broker
