# SPDX-License-Identifier: GPL-2.0-only
# A guarded call and a callback take a few instructions more than a bare call.
# To be run with VM_MACHINE='-icount shift=0,sleep=off -smp 1': an instruction is a nanosecond.
load broker.ko
load bench/bench_provider.ko
load bench/bench_calls.ko
cost() { awk -v name="$1" '$1 == name { print $2 }' /sys/module/bench_calls/parameters/costs; }
attached() { [ "$(cost guard)" -gt 0 ] && [ "$(cost callback)" -gt 0 ]; }
hundredths() { printf '%d.%02d' $(($1 / 100)) $(($1 % 100)); }
wait_for 30 attached
bare=$(cost table) guarded=$(cost guard) back=$(cost callback)
tell "bare call $(hundredths "$bare"), guarded call $(hundredths "$guarded")," \
	"callback $(hundredths "$back") instructions"
# A per-CPU counter takes one instruction on x86, six on arm64: Documentation/performance.rst.
case $(uname -m) in
aarch64) guarded_bar=2200 back_bar=2200 ;;
*)	guarded_bar=1200 back_bar=1000 ;;
esac
[ "$bare" -gt 0 ] || fail 'nothing was measured'
[ $((guarded - bare)) -le $guarded_bar ] ||
	fail "a guarded call takes $((guarded - bare)) hundredths of an instruction more"
[ $((back - bare)) -le $back_bar ] ||
	fail "a callback takes $((back - bare)) hundredths of an instruction more"
unload bench_calls
unload bench_provider
unload broker
