# SPDX-License-Identifier: GPL-2.0-only
# The cost of replacing a provider, with a growing number of consumers.
# Time: 1200 s
many=/sys/module/bench_many/parameters
users=/sys/module/bench_users/parameters

all_attached() { [ "$(cat $users/attached)" = "$1" ]; }

load broker.ko
load bench/bench_many.ko
load bench/bench_users.ko
for n in 1 10 100 1000; do
	echo 1 >$many/registered
	echo $n >$users/registered
	wait_for 60 all_attached $n
	read -r come leave <$many/replace || fail "nothing was measured with $n consumers"
	tell "bench: replace $n come $come"
	tell "bench: replace $n leave $leave"
	read -r none come leave come_waits leave_waits <$many/periods ||
		fail "no grace periods were counted with $n consumers"
	tell "bench: periods $n nothing $none"
	tell "bench: periods $n come $come"
	tell "bench: periods $n leave $leave"
	tell "bench: waits $n come $come_waits"
	tell "bench: waits $n leave $leave_waits"
	echo 0 >$many/registered
	echo 0 >$users/registered
done
unload bench_users
unload bench_many
unload broker
