# SPDX-License-Identifier: GPL-2.0-only
# Registration of an interface of 50 operations and 28 structs checks its contract with at most 40 instructions a byte.
# To be run like guard.sh. It takes 30 on 6.12 and 36 on 7.2. Some of these are in crc32_le(), which
# takes eight bytes at a time on 6.12, and one on 7.2.
load broker.ko
load bench/bench_large.ko
read -r cost bytes </sys/module/bench_large/parameters/costs
[ "$cost" -gt 0 ] || fail 'not registered'
tell "bench: large register $cost"
tell "bench: large bytes $bytes"
tell "registration of a contract of $bytes bytes takes $cost instructions"
[ "$cost" -le $((bytes * 40)) ] || fail "$cost instructions for $bytes bytes"
unload bench_large
unload broker
