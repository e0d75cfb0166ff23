# SPDX-License-Identifier: GPL-2.0-only
# A client in a loop does not fill the log, and the first line of each cause is printed.
# Time: 120 s
. /vm/well.sh
at_most() {
	got=$(log | grep -cF -e "$2") || :
	[ "$got" -le "$1" ] || fail "expected at most $1 lines of '$2', got $got"
}

load broker.ko
load bad/looping.ko
for cause in 'good 1 refused: no provider' 'put of a handle that it does not have' \
	     'unregisters a provider that is not registered' \
	     'unregisters a consumer that is not registered'; do
	log_has "broker: looping: $cause"
	at_most 10 "broker: looping: $cause"
done
unload looping
load_fails ENOENT shape/shape_user.ko
log_has 'broker: shape_user: shape 1 refused: no provider'

# Each registration and unregistration makes the broker try attach again, which is refused.
load link/well_1_0.ko broken=1
load link/well_user.ko
for _ in $(seq 25); do
	load link/well_odd.ko
	unload well_odd
done
log_has 'broker: well_user: attach to well_1_0 failed with -'
at_most 10 'attach to well_1_0 failed'
wait_for 10 log_has 'refused by well_odd'
at_most 10 'refused by well_odd'
load link/well_other.ko
wait_for 10 log_has 'refused by well_other'
unload well_other
unload well_user
unload well_1_0
log_lacks wrong
unload broker
