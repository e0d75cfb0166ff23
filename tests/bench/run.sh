#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Measures the broker's costs on each stock kernel in QEMU, where time is counted in
# instructions:
#
#	run.sh [RELEASE...]
#
# Everything is measured twice, each time in a boot of its own. Prints tables and
# whether the bars are met; the last line names the files with all results. Fails
# if something was not measured, not if a bar is missed.

set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../../scripts/lib.sh"
top=$(cd "$here/../.." && pwd)
out=$top/build/bench
crowd=50

# The modules of one kernel, and copies of one of them under other names.
make_modules() {
	"$top/tests/vm/build.sh" "$1" "$top/build/modules/$1"
	rm -rf "${out:?}/$1"
	mkdir -p "$out/$1/modules/crowd"
	cp -R "$top/build/modules/$1/broker.ko" "$top/build/modules/$1/bench" "$out/$1/modules"
	for number in $(seq 10 $((crowd + 9))); do
		LC_ALL=C sed "s/bench_crowd/bench_num$number/g" \
			"$out/$1/modules/bench/bench_crowd.ko" >"$out/$1/modules/crowd/bench_num$number.ko"
	done
}

# The measurements that scenarios print in lines that begin with "bench: ".
measure() {
	VM_MACHINE='-accel tcg,thread=single -icount shift=0,sleep=off -smp 1' \
		"$top/tests/vm/run.sh" "$1" "$out/$1/modules" "$out/$1/log-$2" \
		"$here/calls.sh" "$here/memory.sh" "$here/growth.sh" "$here/large.sh" \
		"$here/replace.sh" >"$out/$1/ktap-$2" || {
		grep -A 30 '^not ok' "$out/$1/ktap-$2" >&2
		die "not everything was measured on $1"
	}
	sed -n 's/^# | bench: //p' "$out/$1/ktap-$2" >"$out/$1/figures-$2"
}

# The instructions of a guarded call that could be an atomic operation or a fence.
look_at_guard() {
	code=$(objdump -d --no-show-raw-insn --disassemble=guarded_calls "$out/$1/modules/bench/bench_calls.ko" |
		sed -n 's/^ *[0-9a-f]*:	//p')
	[ "$code" ] || die 'bench_calls.ko has no function guarded_calls'
	echo "guard_code locked $(printf '%s\n' "$code" | grep -c -E 'lock|[lms]fence|xchg|cmpxchg' || :)" \
		>"$out/$1/guard-code"
}

# shellcheck disable=SC2046 # names of releases have no blanks
[ $# -gt 0 ] || set -- $(releases)
for release; do
	make_modules "$release"
	look_at_guard "$release"
	for run in 1 2; do
		say BENCH "$release, run $run of 2"
		measure "$release" $run
	done
done
say BENCH 'fences and atomics, on this machine'
${CC:-cc} -O2 -Wall -pthread -o "$out/user" "$here/user.c"
"$out/user" >"$out/user-figures"
/usr/bin/python3 "$here/report.py" "$out" "$@"
(cd "$out" && gnuplot "$here/plot.gp")
echo "bench: wrote $out/bench.json $out/bench.svg"
