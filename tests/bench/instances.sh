# SPDX-License-Identifier: GPL-2.0-only
# Each of a thousand instances costs a consumer of all as much as each of ten, in instructions and in memory, and their module's exit waits as often.
# To be run like guard.sh.
# Time: 600 s
all=/sys/module/bench_instances/parameters
many=/sys/module/bench_many/parameters
users=/sys/module/bench_users/parameters

linked() { [ "$(cat $all/links)" = "$1" ]; }
attached() { [ "$(cat $users/attached)" = "$1" ]; }

# The sum of the bytes of slabs and of per-CPU memory.
memory() { awk '$1 == "Slab:" || $1 == "Percpu:" { n += $2 * 1024 } END { print n }' /proc/meminfo; }

# costs_of COUNT: instructions for each instance that is registered, and unregistered
costs_of() {
	echo "$1" >$all/count
	read -r come go <$all/costs || fail "costs of $1"
}

# leave COUNT: run the module's exit, and count its waits for a grace period
leave() {
	echo 1 >$all/consumes
	echo "$1" >$all/registered
	wait_for 60 linked "$1"
	unload bench_instances
	waits=$(log | sed -n "s/.*bench_instances: $1 instances left in \\([0-9]*\\) waits.*/\\1/p")
	[ "${waits:-0}" -gt 0 ] || fail 'no wait was counted'
}

load broker.ko
# Memory first, before other steps have left any behind.
load bench/bench_many.ko
load bench/bench_users.ko
echo 1000 >$many/registered
echo 1000 >$users/interfaces
before=$(memory)
echo 1000 >$users/registered
wait_for 60 attached 1000
unnamed=$((($(memory) - before) / 1000))
load bench/bench_instances.ko
echo 1000 >$all/registered
before=$(memory)
echo 1 >$all/consumes
wait_for 60 linked 1000
named=$((($(memory) - before) / 1000))
tell "the link of an instance takes $named bytes, that of a consumer of one $unnamed"
[ $((named * 10)) -le $((unnamed * 12)) ] || fail "the link of an instance takes $named bytes"
echo 0 >$all/registered
for parameter in $users/registered $many/registered; do
	echo 0 >"$parameter"
done
costs_of 1000	# once for memory that the kernel then keeps
costs_of 10
come_10=$come go_10=$go
costs_of 1000
tell "of 10 instances each comes in $come_10 and goes in $go_10 instructions, of 1000 in $come and $go"
echo 0 >$all/consumes
leave 10
waits_10=$waits
load bench/bench_instances.ko
leave 1000
tell "an exit with 10 instances waits $waits_10 times, with 1000 $waits times"
# On PREEMPT_RT a contended mutex passes from one waiter to the next, with a task switch
# each time: if a thousand instances are registered at once, each costs about five times as much.
uname -v | grep -q PREEMPT_RT || [ $(((come + go) * 10)) -le $(((come_10 + go_10) * 12)) ] ||
	fail "one of 1000 comes and goes in $((come + go)) instructions, of 10 in $((come_10 + go_10))"
[ "$waits" -le $((waits_10 * 2)) ] || fail "an exit with 1000 instances waits $waits times, with 10 $waits_10 times"
unload bench_users
unload bench_many
unload broker
