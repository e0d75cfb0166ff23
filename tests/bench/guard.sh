# SPDX-License-Identifier: GPL-2.0-only
# A guarded call takes at most 12 instructions more than a bare one.
# To be run with VM_MACHINE='-icount shift=0,sleep=off -smp 1': an instruction is a nanosecond.
load broker.ko
load bench/bench_provider.ko
load bench/bench_calls.ko
cost() { awk -v name="$1" '$1 == name { print $2 }' /sys/module/bench_calls/parameters/costs; }
attached() { [ "$(cost guard)" -gt 0 ]; }
wait_for 30 attached
bare=$(cost table) guarded=$(cost guard)
more=$((guarded - bare))
tell "bare call $((bare / 100)).$((bare % 100)), guarded call $((guarded / 100)).$((guarded % 100)) instructions"
[ "$bare" -gt 0 ] || fail 'nothing was measured'
[ $more -le 1200 ] || fail "a guarded call takes $more hundredths of an instruction more"
unload bench_calls
unload bench_provider
unload broker
