# SPDX-License-Identifier: GPL-2.0-only
# A port of peer_memory_client: of two clients the right one is called, invalidates, and is unloaded while its regions are held; swapped parameters are refused.
regions=/sys/module/peer_core/parameters/regions
set_to() { echo "$2" >"/sys/module/$1"; }		# PARAMETER VALUE
set_fails() { ! set_to "$@" 2>/dev/null || fail "$*: succeeded"; }
regions_are() { [ "$(xargs <$regions)" = "$1" ] || fail "regions: $(xargs <$regions), expected $1"; }
acquired() {
	got=$(cat "/sys/module/$1/parameters/acquired")
	[ "$got" = "$2" ] || fail "$1 has $got contexts, expected $2"
}

# The registration fails until the client is attached: register ADDRESS SIZE
register() { wait_for 10 set_to peer_core/parameters/regions "$*"; }

load broker.ko
load peer_memory/peer_core.ko
set_fails peer_core/parameters/regions '0x10000000 4096'
load peer_memory/peer_a.ko
load peer_memory/peer_b.ko
load peer_memory/peer_swapped.ko
wait_for 10 log_has "broker: peer_swapped: peer_memory 1 refused by peer_core: callback 0 'acquire': have \"0 sleep: int acquire(unsigned long addr, size_t size, void **context)\", want \"0 sleep: int acquire(size_t size, unsigned long addr, void **context)\""

register 0x10000000 0x1000
register 0x20000000 0x3000
register 0x20001000 0x2000
register 0x10000000 0x10000
first='1 0x10000000 0x10000000'
one="$first 2 0x20000000 0x20000000"
regions_are "$one 3 0x20001000 0x0 4 0x10000000 0x10000000"
acquired peer_a 2
acquired peer_b 2
for bad in '' x 99 '0x30000000 4096' '0x10000000 0x11000' '0x1000f000 0x2000' '0x20000000 0'; do
	set_fails peer_core/parameters/regions "$bad"
done
# The client has claimed the region as its own, and gets it back.
for bad in '0x20000800 0x1000' '0x20000000 0x1001'; do
	set_fails peer_core/parameters/regions "$bad"
done
acquired peer_b 2

# The client takes the region back, or the core gives it back.
set_to peer_b/parameters/take_back 3
acquired peer_b 1
set_fails peer_b/parameters/take_back 3
set_fails peer_b/parameters/take_back 1
set_to peer_core/parameters/regions 4
acquired peer_a 1
set_fails peer_core/parameters/regions 4
regions_are "$one"

# A client is unloaded, and loaded again, while its regions are held; then the core is.
unload peer_b
regions_are "$first"
set_fails peer_core/parameters/regions '0x20000000 4096'
load peer_memory/peer_b.ko
register 0x20000000 4096
case $(cat $regions) in *'0x20000000 0x20000000') ;; *) fail "regions: $(cat $regions)" ;; esac
unload peer_core
acquired peer_a 0
acquired peer_b 0
set_fails peer_a/parameters/take_back 1

# All of this at the same time.
turns() {
	turn=0
	while [ $turn -lt 30 ]; do
		turn=$((turn + 1))
		set_to peer_core/parameters/regions "$1 4096" 2>/dev/null || :
		set_to "peer_$2/parameters/take_back" $turn 2>/dev/null || :
		set_to peer_core/parameters/regions $((turn + 1)) 2>/dev/null || :
	done
}
load peer_memory/peer_core.ko
for _ in 1 2 3 4; do
	turns 0x10000000 a &
	a=$!
	turns 0x20000000 b &
	b=$!
	unload peer_a
	load peer_memory/peer_a.ko
	unload peer_core
	load peer_memory/peer_core.ko
	wait $a
	wait $b
done
unload peer_core
acquired peer_a 0
acquired peer_b 0
for module in peer_a peer_b peer_swapped; do
	unload $module
done
unload broker
