# SPDX-License-Identifier: GPL-2.0-only
# The cost of a call, in instructions.
# Time: 300 s
load broker.ko
load bench/bench_provider.ko
load bench/bench_calls.ko
guarded() { grep -q '^guard [1-9]' /sys/module/bench_calls/parameters/costs; }
wait_for 30 guarded
while read -r name cost; do
	[ "$cost" -gt 0 ] || fail "$name was not measured"
	tell "bench: call $name $cost"
done </sys/module/bench_calls/parameters/costs
unload bench_calls
unload bench_provider
unload broker
