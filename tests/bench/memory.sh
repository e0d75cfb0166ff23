# SPDX-License-Identifier: GPL-2.0-only
# How much memory interfaces, providers, consumers and links take.
# Time: 600 s
many=/sys/module/bench_many/parameters
users=/sys/module/bench_users/parameters
trace=/sys/kernel/tracing
traced=/tmp/traced

all_attached() { [ "$(cat $users/attached)" = "$1" ]; }

# The broker's allocations while a value is written: trace_broker VALUE FILE
trace_broker() {
	: >$trace/trace
	for event in kmem/kmalloc percpu/percpu_alloc_percpu; do
		echo 1 >$trace/events/$event/enable
	done
	echo "$1" >"$2"
	echo 0 >$trace/events/enable
	grep '\[broker\]' $trace/trace >$traced
}

# The bytes of each allocation: those that kmalloc() returned, and those requested from each CPU's area.
slabs() { sed -n 's/.* kmalloc: .* bytes_alloc=\([0-9]*\) .*/\1/p' $traced | xargs; }
percpu() { sed -n 's/.* percpu_alloc_percpu: .* size=\([0-9]*\) .*/\1/p' $traced | xargs; }

# Growth of a line of meminfo, for one of 10 000, in hundredths of a byte: grown LINE BEFORE
meminfo() { awk -v line="$1:" '$1 == line { print $2 * 1024 }' /proc/meminfo; }
grown() { echo $((($(meminfo "$1") - $2) / 100)); }

load broker.ko
load bench/bench_many.ko
load bench/bench_users.ko
# Not the very first one, which allocates more.
echo 1 >$many/registered
trace_broker 2 $many/registered
# shellcheck disable=SC2046 # numbers
set -- $(slabs)
[ $# = 4 ] || fail "register allocates something else than a refusal, provider, interface and client: $*"
tell "bench: memory provider $2"
tell "bench: memory interface $3"
echo 1 >$users/registered
trace_broker 2 $users/registered
# shellcheck disable=SC2046
set -- $(slabs)
# Its work item may have begun to settle it.
if [ $# -lt 6 ] || [ "$3" != "$4" ]; then
	fail "register allocates something else than a refusal, consumer, two slots, interface and client: $*"
fi
tell "bench: memory consumer $2"
tell "bench: memory link $3"
[ "$(percpu)" = '64 64' ] || fail "counters of links: expected 64 64, got $(percpu)"
tell 'bench: memory link_percpu 64'

before=$(meminfo Slab)
echo 10000 >$many/registered
tell "bench: memory interfaces_grown $(grown Slab "$before")"
before=$(meminfo Slab) before_percpu=$(meminfo Percpu)
echo 10000 >$users/interfaces
echo 10000 >$users/registered
wait_for 60 all_attached 10000
tell "bench: memory consumers_grown $(grown Slab "$before")"
tell "bench: memory percpu_grown $(grown Percpu "$before_percpu")"
echo 0 >$many/registered
echo 0 >$users/registered
unload bench_users
unload bench_many
unload broker
