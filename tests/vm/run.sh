#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Boot a stock Debian kernel, or a debug kernel, in emulation and run scenarios in it:
#
#	run.sh RELEASE MODULES_DIR LOG_DIR [SCENARIO...]
#
# A SCENARIO is a name in scenarios/, a file or a folder of them; by default all.
# KTAP goes to stdout as it comes and to LOG_DIR/results.ktap, the kernel's log to
# LOG_DIR/kernel.log. A scenario that hangs or crashes the kernel fails, and the
# ones after it run in the next boot. Exits with 0 only if nothing failed.

set -eu
here=$(dirname "$0")
. "$here/../../scripts/lib.sh"
. "$here/guest/trouble.sh"

# The number of seconds of its own (see guest_age) that the guest may be silent: until the
# first scenario begins, and beyond the time limit of a scenario.
boot_limit=${VM_BOOT_LIMIT:-120}
grace=${VM_GRACE:-30}

# The guest's stall detectors measure by its clock, which continues while the guest waits for
# a CPU of the host. RCU's for expedited grace periods cannot be set above 21 s on 6.1.
# The faults that they look for are found by the limits here, and by that of soft lockups.
patient='rcupdate.rcu_cpu_stall_suppress=1 watchdog_thresh=60 sysctl.kernel.hung_task_timeout_secs=600'

# A program that is always loaded at the same address is translated by QEMU only once: programs
# with many libraries (kmod, brokerctl) start three times as fast.
steady='norandmaps'

# What differs between architectures: the emulator, its board, and the two serial lines,
# for the kernel's log and for results.
suit_architecture() {
	case $1 in
	*-arm64)
		emulator=qemu-system-aarch64
		# The board has one serial line of its own; "max" has features of newer processors only.
		board="-M virt -cpu ${VM_CPU:-max,pauth-impdef=on}"
		lines='console=ttyAMA0 results=ttyS0'
		ports='-serial chardev:log -device pci-serial,chardev=results' ;;
	*-s390x)
		# QEMU 7.2 continues to run old code after MVC has written new code there, for example
		# when a module is loaded in the place of another one. Fixed in 10.0 by
		# "target/s390x: Fix MVC not always invalidating translation blocks".
		emulator=$("$here/../../scripts/newer-qemu.sh" qemu-system-s390x)
		board='-M s390-ccw-virtio -cpu max'
		# The consoles of its service element: one for lines, which it folds, and a terminal,
		# to which the kernel would also write.
		lines='conmode=sclp console=ttyS0 results=ttysclp0'
		ports='-device sclplmconsole,chardev=log -device sclpconsole,chardev=results' ;;
	*)
		emulator=qemu-system-x86_64
		board=''
		lines='console=ttyS0 results=ttyS1'
		ports='-serial chardev:log -serial chardev:results' ;;
	esac
	machine=${VM_MACHINE:--accel tcg,thread=multi -smp 2}
}

# What else a kernel needs, stated only here: how many times slower than a stock
# one it is, its memory, and words for its command line. A scenario divides its rounds
# by the factor by which the kernel is slower; VM_SLOW sets that factor for a stock kernel.
suit_kernel() {
	slow=${VM_SLOW:-1} memory=512M words=''
	case $1 in
	*-arm64 | *-s390x) slow=${VM_SLOW:-2} ;;
	kasan)	slow=8 memory=1536M words='kmemleak=on' ;;
	rt)	slow=4 memory=768M ;;
	kcsan)	slow=4 memory=1024M words='kcsan.early_enable=1' ;;
	# Its modules have debug information. From 6.16 on, KUnit runs suites only if told to.
	gendwarfksyms) memory=1024M words='kunit.autorun=1' ;;
	esac
	boot_limit=$((boot_limit * slow))
	grace=$((grace * slow))
	words="$words${words:+ }slow=$slow"
}

emit() { tee -a "$log_dir/results.ktap"; }
as_diagnostics() { sed 's/^/#   /'; }

# The files that an argument of this script means, one per line.
scenario_files() {
	case $1 in
	*.sh) file=$1 ;;
	*/*) find "$1" -name '*.sh' | sort; return ;;
	*) file=$here/scenarios/$1.sh ;;
	esac
	[ -f "$file" ] || die "no scenario $file"
	echo "$file"
}

# Adds the checks of a debug kernel that follow the scenarios. Scenarios that make the kernel
# stop checking locks come late, and so do those that need a fresh boot after them,
# which has no record of memory that was lost before.
with_questions() {
	grep -L -E '^# (Unchecked|Leaves): ' "$@" || :
	echo "$here/debug/locks-checked.sh"
	grep -l '^# Unchecked: ' "$@" || :
	echo "$here/debug/nothing-lost.sh"
	grep -l '^# Leaves: ' "$@" || :
}

# The first comment that is about the scenario.
what_it_shows() { sed -n 's/^# //p' "$1" | grep -v -m 1 -e '^SPDX' -e '^Time:' -e '^Needs:'; }

# One line for each scenario: its name, time limit in seconds and description.
describe() {
	for file; do
		limit=$(sed -n 's/^# Time: \([0-9]*\) s.*/\1/p' "$file")
		printf '%s %s %s\n' "$(basename "$file" .sh)" "$((${limit:-60} * slow))" "$(what_it_shows "$file")"
	done
}

# Field $2 of scenario $1 in the list: 1 its name, 2 its limit, 3- its description.
listed() { sed -n "$1p" "$work/list" | cut -d ' ' -f "$2"; }

start_guest() {
	say BOOT "$release, from scenario $1 on"
	exec 4>&- 6>&- 7>&-
	rm -f "$work/clock" "$work/monitor.in" "$work/monitor.out"
	mkfifo "$work/clock" "$work/monitor.in" "$work/monitor.out"
	exec 4<>"$work/clock" 6<>"$work/monitor.in" 7<>"$work/monitor.out"
	: >"$work/results"
	: >"$work/interrupts"
	: >"$work/kernel.log"
	: >"$work/current"
	# shellcheck disable=SC2086 # several options
	${QEMU:-$emulator} $board $machine -m $memory \
		-nodefaults -no-user-config -display none -no-reboot \
		-kernel "$kernel/vmlinuz" -initrd "$work/initramfs" \
		-append "$lines ignore_loglevel loglevel=8 log_buf_len=4M printk.devkmsg=on oops=panic panic_on_warn=1 panic=-1 $patient $steady $words first=$1" \
		-chardev stdio,id=results,signal=off \
		-chardev "file,id=log,path=$work/kernel.log" $ports \
		-chardev "pipe,id=monitor,path=$work/monitor" -mon chardev=monitor -D "$work/interrupts" \
		<"$work/clock" >"$work/results" 2>"$work/qemu" &
	guest=$!
	started=$(uptime_seconds)
	seen=0 age=0 longest=0
	deadline=$boot_limit
}

uptime_seconds() { read -r seconds _ </proc/uptime; echo "${seconds%.*}"; }

# Sets $age: the seconds since the guest was started, less those for which one of its
# threads was ready to run and got no CPU. The kernel counts these as run_delay.
guest_age() {
	for thread in "/proc/$guest/task"/*; do
		read -r _ delay _ 2>/dev/null <"$thread/schedstat" || continue
		[ "$delay" -le "$longest" ] || longest=$delay
	done
	now=$(($(uptime_seconds) - started - longest / 1000000000))
	[ $now -le "$age" ] || age=$now
}

# Limits inside the guest are by the same clock: it gets a byte for each second, from the
# moment that it listens.
tick() {
	guest_age
	[ "$seen" -gt 0 ] || ticked=$age
	while [ "$ticked" -lt "$age" ]; do
		printf . >&4
		ticked=$((ticked + 1))
	done
}

# Pass on the lines that have become complete since the last time.
relay() {
	whole=$(wc -l <"$work/results")
	[ "$whole" -gt "$seen" ] || return 0
	head -n "$whole" "$work/results" | tail -n +$((seen + 1)) | emit
	seen=$whole
	# The limit of the scenario that is running, or is next.
	limit=$(listed $(($(finished) + 1)) 2)
	deadline=$((age + ${limit:-0} + grace))
}

# Ask QEMU what a guest that fell silent does: interrupts gets the interrupts of a second, and, if a
# breakpoint is hit again and again, monitor gets the contents of memory there.
look_inside() {
	echo 'log int' >&6
	sleep 1
	echo 'log none' >&6
	place=$(sed -n 's/.* v=03 .* pc=\([0-9a-f]*\) .*/\1/p' "$work/interrupts" | sort | uniq -c |
		awk '$1 >= 100 { print $2; exit }')
	echo "x /1xb 0x${place:-0}" >&6
	timeout 1 cat <&7 >"$work/monitor" || :
}

# Wait until the guest ends or falls silent; sets $hung.
watch_guest() {
	hung=
	while kill -0 $guest 2>/dev/null; do
		sleep 0.5
		tick
		relay
		[ "$age" -lt $deadline ] || { hung=yes; look_inside; break; }
	done
	kill $guest 2>/dev/null || :
	wait $guest 2>/dev/null || :
	guest=
	relay
	# The last line of a kernel that dies may lack its end.
	# shellcheck disable=SC1003
	tr -d '\r' <"$work/kernel.log" | sed '$a\' >"$work/log"
	cat "$work/log" >>"$log_dir/kernel.log"
}

# The number of scenarios that have a verdict.
finished() { grep -c -E '^(not )?ok ' "$log_dir/results.ktap" || :; }

# Why a boot ended early, on one line. The last part of its log is in current.
what_happened() {
	if reason=$(grep -m 1 -E "$trouble" "$work/current"); then
		echo "kernel: $reason" | sed 's/\[ *[0-9.]*\] //'
	elif [ -n "$hung" ]; then
		echo 'hung: the guest fell silent'
	elif [ -s "$work/qemu" ]; then
		head -n 1 "$work/qemu"
	elif ! [ -s "$work/log" ]; then
		echo 'the kernel printed nothing'
	else
		echo 'the guest ended too early'
	fi
}

# The scenario after the last verdict is the one that killed the guest.
blame() {
	number=$(($(finished) + 1))
	sed -n "/vm: scenario $(listed $number 1)\$/,\$p" "$work/log" >"$work/current"
	[ -s "$work/current" ] || cp "$work/log" "$work/current"
	{
		tail -n 30 "$work/current" | as_diagnostics
		verdict_on $number "$(what_happened)"
	} | emit
}

verdict_on() {
	echo "not ok $1 - $(listed "$1" 1) - $(listed "$1" 3-) # ERROR $(echo "$2" | tr '#' ' ')"
}

# If no scenario could even begin, none will.
give_up() {
	for number in $(seq $(($(finished) + 1)) "$count"); do
		verdict_on "$number" 'not run: the guest does not come up' | emit
	done
}

# Boot again for the scenario that was next, and leave out the log: once_more WHY. Not
# twice for the same scenario and reason.
once_more() {
	tried_again="$tried_again$(($(finished) + 1)) $1;"
	cp "$work/log" "$work/current"
	echo "# $1 ($(what_happened)): once more" | emit
	truncate -s "-$(wc -c <"$work/log")" "$log_dir/kernel.log"
}

# Whether the kernel died of a breakpoint that is not there: the byte before the one that
# "Code:" marks is not an int3. The kernel patches its code by way of an int3. QEMU, with a
# thread for each CPU, now and then continues to run a translation of the int3 after the patch is
# complete ("qemu-x86_64 booting with 8.0.0 stil see int3", LKML, July 2023). If a
# kernel with kprobes sees that the int3 is no longer there, it makes the CPU try again, for ever.
stale_breakpoint() {
	if [ -n "$hung" ]; then
		grep '^[0-9a-f]*: 0x' "$work/monitor" | grep -qv ': 0xcc'
		return
	fi
	awk -v trouble="$trouble" '
		died && /Code: / {
			for (i = 2; i <= NF && $i !~ /^<..>$/; i++)
				;
			stale = i <= NF && $(i - 1) != "cc"
			exit
		}
		/int3: [0-9a-f]+ \[#1\]/ { died = 1 }
		!died && $0 ~ trouble { exit }
		END { exit !stale }' "$work/log"
}

# Evaluate a boot that has ended; sets $unfinished if it lacks its final line.
judge_boot() {
	again=
	began=$(grep -c '^# running ' "$work/results") || :
	ended=$(grep -c -E '^(not )?ok ' "$work/results") || :
	case $(tail -n 1 "$work/results") in
	'# boot again') return ;;
	'# done') [ -z "$hung" ] || unfinished='the guest does not end'; return ;;
	esac
	# A kernel that dies before the first scenario has not run any of our code. Emulated with
	# two CPUs on a busy machine that happens now and then.
	if stale_breakpoint; then
		again='the emulator ran code that had been replaced'
	elif [ "$began" = 0 ]; then
		again='the guest did not come up'
	fi
	case ";$tried_again" in *";$(($(finished) + 1)) $again;"*) again= ;; esac
	if [ "$again" ]; then
		once_more "$again"
	elif [ "$began" = 0 ]; then
		blame
		give_up
	elif [ "$began" -gt "$ended" ]; then
		blame
	else
		unfinished=$(what_happened)
	fi
}

run_scenarios() {
	while [ "$(finished)" -lt "$count" ]; do
		start_guest $(($(finished) + 1))
		watch_guest
		judge_boot
	done
}

# The kernel's complaints that have not been judged yet: from boots, from ends, and from code that
# passed scenarios left running. Those of failed scenarios have already been reported.
other_complaints() {
	sed -n 's/^not ok [0-9]* - \([^ ]*\) .*/vm: scenario \1/p' "$log_dir/results.ktap" >"$work/failed"
	awk -v trouble="$trouble" '
		FILENAME == ARGV[1] { failed[$0] = 1; next }
		/vm: scenario / { told = failed[substr($0, index($0, "vm: scenario "))] }
		/Linux version / { told = 0 }
		!told && $0 ~ trouble' "$work/failed" "$log_dir/kernel.log"
}

judge_rest() {
	other_complaints >"$work/rest"
	if ! [ -s "$log_dir/kernel.log" ]; then
		unfinished='the kernel printed nothing'
	elif [ -s "$work/rest" ]; then
		unfinished="kernel: $(head -n 1 "$work/rest" | tr '#' ' ')"
	fi
	verdict="$((count + 1)) - rest - Nothing is wrong before, between and after the scenarios."
	{
		head -n 30 "$work/rest" | as_diagnostics
		if [ -n "$unfinished" ]; then
			echo "not ok $verdict # ERROR $unfinished"
		else
			echo "ok $verdict"
		fi
	} | emit
}

[ $# -ge 3 ] || die 'usage: run.sh RELEASE MODULES_DIR LOG_DIR [SCENARIO...]'
release=$1 modules=$2 log_dir=$3
shift 3
[ -d "$modules" ] || die "no folder $modules"
[ $# -gt 0 ] || set -- "$here/scenarios/"

kernel=$("$here/../../scripts/kernel.sh" "$release")
suit_architecture "$release"
suit_kernel "$release"
work=$(mktemp -d)
guest='' unfinished='' tried_again=''
trap '${guest:+kill $guest}; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

mkdir -p "$log_dir"
: >"$log_dir/results.ktap"
: >"$log_dir/kernel.log"

files=$(for argument; do scenario_files "$argument"; done)
[ -n "$files" ] || die "no scenario in $*"
# shellcheck disable=SC2086 # names of scenarios have no spaces
! is_debug "$release" || files=$(with_questions $files)
# shellcheck disable=SC2086
set -- $files
describe "$@" >"$work/list"
count=$#

"$here/initramfs.sh" "$release" "$work/initramfs" "$modules" "$work/list" "$@"
{ echo 'KTAP version 1'; echo "1..$((count + 1))"; } | emit
run_scenarios
judge_rest
awk -f "$here/ktap.awk" "$log_dir/results.ktap" >"$work/summary" || failed=yes
say RESULT "$release: $(tail -n 1 "$work/summary")"
[ -z "${failed-}" ]
