#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Checks that read the built modules, as KTAP: objects.sh MODULES_DIR OBJECTS_DIR
# broker.ko was linked in OBJECTS_DIR.

set -eu
. "$(dirname "$0")/../scripts/lib.sh"
[ $# = 2 ] || die 'usage: objects.sh MODULES_DIR OBJECTS_DIR'
modules=$1 objects=$2
number=0 failed=0

# result WHAT FINDING: passes if there is nothing to be found
result() {
	number=$((number + 1))
	[ -z "$2" ] || { printf '%s\n' "$2" | sed 's/^/# /'; printf 'not '; failed=1; }
	echo "ok $number $1"
}

# The tools of the architecture, its instructions that order or lock memory, and the symbols that the
# compiler makes every module import. A per-CPU counter is one instruction on x86; on arm64 it is a
# pair of exclusive accesses, without order, which the kernel replaces if the CPU permits.
case $(LC_ALL=C readelf -h "$modules/broker.ko") in
*AArch64*)
	tools=aarch64-linux-gnu-
	strong='dmb|dsb|isb|ldaxr|stlxr|stlr|cas|swp|(ld|st)add'
	usual='^(_mcount|__stack_chk_(fail|guard)|module_layout|alt_cb_patch_nops)$' ;;
*X86-64*)
	tools=
	strong='lock|[lms]fence|xchg|cmpxchg'
	usual='^(__fentry__|__stack_chk_fail|__ref_stack_chk_guard|__x86_return_thunk|__x86_indirect_thunk_[a-z0-9]+|module_layout)$' ;;
*)	die "$modules/broker.ko is of an architecture that this knows nothing of" ;;
esac

disassembly() {	# MODULE FUNCTION
	code=$("$tools"objdump -d --no-show-raw-insn --disassemble="$2" "$modules/$1" | grep '^ ')
	[ "$code" ] && printf '%s\n' "$code" || echo "no function $2 in $1"
}

imports() { "$tools"nm -u "$modules/$1" | awk '{ print $2 }'; }

echo 'KTAP version 1'
result 'a guarded call has no locked access and no barrier' \
	"$(disassembly link/well_user.ko draw | grep -E "$strong|no function" || :)"
result 'a bound call has nothing of the broker on it' \
	"$(disassembly foobar/foo.ko foo_write | grep -E 'broker|no function' || :)"
result 'a minimal provider imports its two functions of the broker and nothing else' \
	"$(imports life/minimal_provider.ko | grep -vxE 'broker_provider_(un)?register' | grep -vE "$usual" || :)"
result 'a minimal revocable consumer imports its two functions of the broker and nothing else' \
	"$(imports life/minimal_consumer.ko | grep -vxE 'broker_consumer_(un)?register' | grep -vE "$usual" || :)"
result 'a minimal pinned consumer imports its two functions of the broker and nothing else' \
	"$(imports life/minimal_pin.ko | grep -vxE '__broker_(get|put)' | grep -vE "$usual" || :)"

# The broker without its user interfaces, which are as large again. Counts the code, the
# constants and the data of each object, but not the kernel's tables for unwinding and patching,
# which some kernels write into the objects and others into the whole module.
core() {
	find "$objects" -name '*.o' ! -name 'broker.*' ! -name 'netlink*' ! -name family.o \
		! -name dump.o ! -name message.o ! -name major.o ! -name event.o ! -name summary.o
}
# shellcheck disable=SC2046 # no name has blanks
size=$(size -A $(core) | awk '$1 ~ /^\.(text|rodata|data)/ { sum += $2 } END { print sum + 0 }')
echo "# broker.ko: $(size "$modules/broker.ko" | awk 'NR == 2 { print $1 + $2 }') bytes, of which core: $size"
# The limit for gcc 12. gcc 16 makes a seventh more code from the same source.
limit=72
! LC_ALL=C readelf -p .comment "$modules/broker.ko" | grep -qE 'GCC: .* 1[3-9]\.' || limit=84
result "the code and data of the broker's core take less than $limit KiB" \
	"$([ "$size" -gt 0 ] && [ "$size" -lt $((limit * 1024)) ] || echo "$size bytes")"
echo "1..$number"
exit $failed
