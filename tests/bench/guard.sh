# SPDX-License-Identifier: GPL-2.0-only
# A guarded call takes at most 12 instructions more than a bare one.
# To be run with VM_MACHINE='-icount shift=0,sleep=off -smp 1': an instruction is a nanosecond.
load broker.ko
load bench/bench_guard.ko
attached() { [ "$(cut -d ' ' -f 2 /sys/module/bench_guard/parameters/cost)" -gt 0 ]; }
wait_for 10 attached
read -r bare guarded </sys/module/bench_guard/parameters/cost
more=$((guarded - bare))
tell "bare call $((bare / 100)).$((bare % 100)), guarded call $((guarded / 100)).$((guarded % 100)) instructions"
[ "$bare" -gt 0 ] || fail 'nothing was measured'
[ $more -le 1200 ] || fail "a guarded call takes $more hundredths of an instruction more"
unload bench_guard
unload broker
