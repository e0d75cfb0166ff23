# SPDX-License-Identifier: GPL-2.0-only
# A better provider registers, for one consumer or a hundred, and leaves: each takes one wait for a grace period, or two for two-way links.
# To be run like guard.sh: elsewhere the hundred may not be moved in time to be drained together.
many=/sys/module/bench_many/parameters
users=/sys/module/bench_users/parameters

all_attached() { [ "$(cat $users/attached)" = "$1" ]; }

# consumers COUNT WAITS: of the interface that is now provided
consumers() {
	echo "$1" >$users/registered
	wait_for 30 all_attached "$1"
	read -r _ _ _ come leave <$many/periods || fail 'nothing was counted'
	[ "$come" = "${2}00" ] ||
		fail "a better provider came to $1: $come hundredths of a wait, expected ${2}00"
	[ "$leave" = "${2}00" ] || fail "it left $1: $leave hundredths of a wait, expected ${2}00"
	echo 0 >$users/registered
}

load broker.ko
load bench/bench_many.ko
load bench/bench_users.ko
echo 1 >$many/registered
consumers 1 1
consumers 100 1
echo 0 >$many/registered
echo 1 >$many/two_way
echo 1 >$users/two_way
consumers 1 2
consumers 100 2
echo 0 >$many/two_way
unload bench_users
unload bench_many
unload broker
