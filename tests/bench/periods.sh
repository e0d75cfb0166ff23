# SPDX-License-Identifier: GPL-2.0-only
# A better provider comes to a hundred consumers, and leaves again: each is one wait for a grace period.
# To be run as guard.sh: elsewhere the hundred may not be moved in time to be drained together.
many=/sys/module/bench_many/parameters
users=/sys/module/bench_users/parameters

all_attached() { [ "$(cat $users/attached)" = 100 ]; }

load broker.ko
load bench/bench_many.ko
load bench/bench_users.ko
echo 1 >$many/registered
echo 100 >$users/registered
wait_for 30 all_attached
read -r _ _ _ come leave <$many/periods || fail 'nothing was counted'
[ "$come" = 100 ] || fail "a better provider came: $come hundredths of a wait, expected 100"
[ "$leave" = 100 ] || fail "it left: $leave hundredths of a wait, expected 100"
echo 0 >$many/registered
echo 0 >$users/registered
unload bench_users
unload bench_many
unload broker
