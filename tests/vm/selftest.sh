#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Show, as KTAP, that the harness notices failures and continues: selftest.sh [RELEASE]
# Each scenario in selftest/ states in "# Expect:" how it must be reported. A kernel that
# has a folder in debug/selftest/ runs the scenarios there: faults that only such a kernel notices.

set -eu
here=$(dirname "$0")
. "$here/../../scripts/lib.sh"
. "$here/guest/trouble.sh"

release=${1:-$(releases | tail -n 1)}
scenarios=$here/debug/selftest/$release/
[ -d "$scenarios" ] || scenarios=$here/selftest/
work=$(mktemp -d)
burners=
trap 'rm -rf "$work"; ${burners:+kill $burners} 2>/dev/null' EXIT
number=0 failed=0

result() {	# result OK-or-NOT-OK WHAT
	number=$((number + 1))
	echo "$1 $number $2"
	[ "$1" = ok ] || failed=1
}

check() {	# check WHAT EXPECTED_FILE GOT_FILE
	if diff -u "$2" "$3" >"$work/diff"; then
		result ok "$1"
	else
		sed 's/^/# /' "$work/diff"
		result 'not ok' "$1"
	fi
}

# Verdicts without descriptions, and only those parts of the kernel's messages that are the
# same on every kernel.
verdicts() {
	sed -n -E -e 's/(WARNING|Kernel panic|KASAN|KCSAN|ODEBUG|kmemleak|CFI failure).*/\1/' \
		-e 's/(invalid context) at .*/\1/' \
		-e 's/^((not )?ok) [0-9]+ - ([^ ]+) - [^#]*/\3: \1 /' \
		-e 's/ +$//' -e '/^[^# ]+: (not )?ok/p'
}

expected() {
	for file in "$scenarios"*.sh; do
		sed -n "s/^# Expect: /$(basename "$file" .sh): /p" "$file"
	done
	case $release in
	kasan)
		echo 'locks-checked: ok'
		echo 'nothing-lost: not ok # ERROR kernel: kmemleak'
		;;
	rt)
		echo 'locks-checked: not ok # ERROR lockdep has switched itself off'
		echo 'nothing-lost: ok # SKIP this kernel does not look for lost memory'
		;;
	kcsan)
		echo 'locks-checked: ok # SKIP this kernel does not check locks'
		echo 'nothing-lost: ok # SKIP this kernel does not look for lost memory'
		;;
	esac
	echo 'rest: ok'
}

# A run that must fail as a whole: failing_run LOG_DIR SCENARIO...
failing_run() {
	log=$1
	shift
	if "$here/run.sh" "$release" "$work/modules" "$log" "$@" >"$work/stdout" 2>"$work/stderr"; then
		result 'not ok' 'a run with failures fails'
	fi
}

echo 'KTAP version 1'
build=$(build_dir "$release")
say BUILD "self-test modules for $release"
mkdir "$work/modules" "$work/empty"
cp "$here"/selftest/Kbuild "$here"/selftest/*.c "$work/modules"
# shellcheck disable=SC2086 # several
kernel_make "$build" -s M="$work/modules" $no_debug_info modules >"$work/make" 2>&1 || {
	cat "$work/make"
	die 'cannot build the self-test modules'
}

say TEST 'scenarios that fail in all known ways (half a minute, on a debug kernel some)'
VM_GRACE=5 failing_run "$work/log" "$scenarios"
expected >"$work/expected"
verdicts <"$work/log/results.ktap" >"$work/got"
check 'each is reported for what it is, and those after it run' "$work/expected" "$work/got"
check 'stdout is what is kept' "$work/log/results.ktap" "$work/stdout"

grep -v '^#' "$here/debug/reports" >"$work/reports"
grep -E "$trouble" "$work/reports" >"$work/noticed" || :
check 'reports are known for what they are' "$work/reports" "$work/noticed"

# The rest does not depend on the kernel.
if is_built "$release"; then
	echo "1..$number"
	exit $failed
fi

QEMU=true failing_run "$work/silent" guest
printf '%s\n' 'guest: not ok # ERROR the kernel printed nothing' \
	'rest: not ok # ERROR the kernel printed nothing' >"$work/expected"
verdicts <"$work/silent/results.ktap" >"$work/got"
check 'an empty kernel log is a failure' "$work/expected" "$work/got"

failing_run "$work/log" "$work/empty/"
echo "run.sh: no scenario in $work/empty/" >"$work/expected"
check 'no scenario is a failure' "$work/expected" "$work/stderr"

printf '# A guest that is no machine.\n# Time: 1 s\n' >"$work/guest.sh"
succeeds() {	# succeeds WHAT
	if QEMU="$work/qemu" "$here/run.sh" "$release" "$work/empty" "$work/log" "$work/guest.sh" >"$work/stdout" 2>&1; then
		result ok "$1"
	else
		sed 's/^/# /' "$work/stdout"
		result 'not ok' "$1"
	fi
}

# Fails the first time.
cat >"$work/qemu" <<END
#!/bin/sh
[ ! -e "$work/booted" ] || exec ${QEMU:-qemu-system-x86_64} "\$@"
: >"$work/booted"
END
chmod +x "$work/qemu"
succeeds 'a run without failures is a success, though the guest came up the second time only'

# stumbling BYTE TIMES: a guest that dies of an int3 this number of times, with BYTE in its place.
stumbling() {
	cat >"$work/qemu" <<END
#!/bin/sh
for argument; do
	case \$argument in file,*) log=\${argument##*path=} ;; esac
done
echo 'Linux version' >"\$log"
echo '# running guest'
echo again >>"$work/died"
if [ "\$(wc -l <"$work/died")" -gt $2 ]; then
	printf 'ok 1 - guest\n# done\n'
	exit
fi
cat >>"\$log" <<'LOG'
[    9.000000] Oops: int3: 0000 [#1] PREEMPT SMP NOPTI
[    9.000000] CPU: 0 UID: 0 PID: 9 Comm: insmod Tainted: G           OE      6.12.9
[    9.000000] RIP: 0010:__mod_timer+0x1c3/0x370
[    9.000000] Code: 41 89 c4 85 c0 75 09 83 e3 01 0f 85 54 ff ff ff 41 8b 4f 20 $1 <90> f7 c1 00 00 10 00
[    9.000000] Kernel panic - not syncing: Fatal exception
LOG
# As when it dies in the middle of a line
truncate -s -1 "\$log"
END
	chmod +x "$work/qemu"
	rm -f "$work/died"
}

fails() {	# fails WHAT ERROR
	QEMU="$work/qemu" failing_run "$work/log" "$work/guest.sh"
	echo "guest: not ok # ERROR $2" >"$work/expected"
	verdicts <"$work/log/results.ktap" | grep '^guest' >"$work/got"
	check "$1" "$work/expected" "$work/got"
}

stumbling 66 1
succeeds 'a breakpoint that is not there is the fault of the emulator'
died='kernel: Oops: int3: 0000 [ 1] PREEMPT SMP NOPTI'
stumbling 66 2
fails 'but not twice' "$died"
stumbling cc 1
fails 'a breakpoint that is there is not' "$died"

# looping BYTE: a guest that loops in a breakpoint, the first time, with BYTE in its place
looping() {
	cat >"$work/qemu" <<END
#!/bin/sh
for argument; do
	case \$argument in
	file,*)	echo 'Linux version' >"\${argument##*path=}" ;;
	pipe,*)	monitor=\${argument##*path=} ;;
	esac
done
echo '# running guest'
if [ -e "$work/died" ]; then
	printf 'ok 1 - guest\n# done\n'
	exit
fi
: >"$work/died"
while read -r command <"\$monitor.in"; do
	case \$command in
	'log int')
		for i in \$(seq 200); do
			echo "\$i: v=03 e=0000 i=1 cpl=0 IP=0010:ffffffff9dc5258c pc=ffffffff9dc5258c SP=0018:ffffffff9ec03e18"
		done >"\${monitor%/*}/interrupts" ;;
	x*)	echo "ffffffff9dc5258c: 0x$1" >"\$monitor.out" ;;
	esac
done
END
	rm -f "$work/died"
}

export VM_GRACE=3
looping 0f
succeeds 'so is one that is gone and hit again and again'
looping cc
fails 'one that is not gone is not' 'hung: the guest fell silent'

# A guest that needs less than half a second, but is so nice that it waits for a CPU for longer
# than its limit, because other processes take all CPU time.
cat >"$work/qemu" <<'END'
#!/bin/sh
renice -n 15 $$ >/dev/null
for argument; do
	case $argument in file,*) echo 'Linux version' >"${argument##*path=}" ;; esac
done
i=0
while [ $i -lt 200000 ]; do i=$((i + 1)); done
printf '# running guest\nok 1 - guest\n# done\n'
END
for _ in $(seq "$(nproc)"); do
	while :; do :; done &
	burners="$burners $!"
done
VM_BOOT_LIMIT=3 succeeds 'a guest that waits for a CPU is not late'
# shellcheck disable=SC2086 # several
kill $burners
burners=

echo "1..$number"
exit $failed
