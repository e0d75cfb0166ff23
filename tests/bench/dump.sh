# SPDX-License-Identifier: GPL-2.0-only
# A dump of ten thousand interfaces takes less than 10^9 instructions, a second of guest time.
# To be run like guard.sh.
# Time: 180 s
load broker.ko
load many/many.ko count=10000
for what in interface provider; do
	said=$(/modules/netlink/nltest dump $what many_ 10000)
	tell "$what: $said"
	ms=$(echo "$said" | sed 's/.*entries, \([0-9]*\) ms.*/\1/')
	[ "$ms" -lt 1000 ] || fail "$what: $said"
done
# The cost of the command is only printed: it reads the dump and makes text of it. Nothing is missing.
# The first program that uses json-c waits until the kernel has random numbers.
/modules/brokerctl/brokerctl interface list >"${state:?}/list"
hundredths() { read -r uptime _ </proc/uptime; echo "${uptime%.*}${uptime#*.}"; }
for what in 'interface list' 'provider list' 'consumer list' 'graph --tree' '-j graph'; do
	before=$(hundredths)
	# shellcheck disable=SC2086 # several
	/modules/brokerctl/brokerctl $what >"${state:?}/list"
	tell "brokerctl $what: $(wc -l <"${state:?}/list") lines, $((($(hundredths) - before) * 10)) ms"
	case $what in
	interface*|provider*) [ "$(wc -l <"${state:?}/list")" = 10001 ] || fail "$what: not all of 10000" ;;
	esac
done
unload many
unload broker
