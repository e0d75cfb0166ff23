# SPDX-License-Identifier: GPL-2.0-only
# A guarded call takes at most 12 instructions more than a bare one.
# To be run with VM_MACHINE='-icount shift=0,sleep=off -smp 1': an instruction is a nanosecond.
load broker.ko
load bench/bench_guard.ko
attached() { [ "$(cut -d ' ' -f 2 /sys/module/bench_guard/parameters/cost)" -gt 0 ]; }
wait_for 10 attached
set -- $(cat /sys/module/bench_guard/parameters/cost)
more=$(($2 - $1))
tell "bare call $(($1 / 100)).$(($1 % 100)), guarded call $(($2 / 100)).$(($2 % 100)) instructions"
[ "$1" -gt 0 ] || fail 'nothing was measured'
[ $more -le 1200 ] || fail "a guarded call takes $more hundredths of an instruction more"
unload bench_guard
unload broker
