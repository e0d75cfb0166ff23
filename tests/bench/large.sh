# SPDX-License-Identifier: GPL-2.0-only
# Registration of an interface of 50 operations and 28 structs checks its contract with at most 30 instructions a byte.
# To be run as guard.sh.
load broker.ko
load bench/bench_large.ko
read -r cost bytes </sys/module/bench_large/parameters/costs
[ "$cost" -gt 0 ] || fail 'not registered'
tell "bench: large register $cost"
tell "bench: large bytes $bytes"
tell "registration of a contract of $bytes bytes takes $cost instructions"
[ "$cost" -le $((bytes * 30)) ] || fail "$cost instructions for $bytes bytes"
unload bench_large
unload broker
