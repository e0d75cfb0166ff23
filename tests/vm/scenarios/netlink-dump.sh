# SPDX-License-Identifier: GPL-2.0-only
# Ten thousand interfaces are dumped, each once, whatever else is registered and unregistered.
# Time: 180 s
dump() { /modules/netlink/nltest dump "$1" many_ "$count"; }

whole() {
	dump "$1" >"${state:?}/dump"
	tell "$1: $(cat "${state:?}/dump")"
	grep -q 'whole$' "${state:?}/dump" || fail "$1: $(cat "${state:?}/dump")"
}

# A debug kernel has room for some thousand classes of locks.
count=$((10000 / ${slow:-1}))
load broker.ko
load many/many.ko count=$count
whole interface
whole provider

load many/coming.ko
interrupted=0
for _ in 1 2 3 4 5 6 7 8 9 10; do
	dump provider >"${state:?}/dump"
	! grep -q 'interrupted$' "${state:?}/dump" || interrupted=$((interrupted + 1))
	dump interface >"${state:?}/dump"
	! grep -q 'interrupted$' "${state:?}/dump" || interrupted=$((interrupted + 1))
done
tell "$interrupted of 20 dumps were interrupted"
[ $interrupted -gt 0 ] || fail 'no dump noticed that a provider came and went'
unload coming
unload many
[ "$(/modules/netlink/nltest dump interface | sed 's/,.*//')" = '0 entries' ] || fail 'an interface is left'
unload broker
refused=$(log | grep 'broker:' | grep -v 'coming 1 refused: the module is being unloaded$') || :
[ -z "$refused" ] || fail "unexpected: $refused"
