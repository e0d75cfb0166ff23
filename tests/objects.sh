#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# What can be read off the built modules, as KTAP: objects.sh MODULES_DIR

set -eu
. "$(dirname "$0")/../scripts/lib.sh"
[ $# = 1 ] || die 'usage: objects.sh MODULES_DIR'
modules=$1
number=0 failed=0

# result WHAT FINDING: passes if there is nothing to be found
result() {
	number=$((number + 1))
	[ -z "$2" ] || { printf '%s\n' "$2" | sed 's/^/# /'; printf 'not '; failed=1; }
	echo "ok $number $1"
}

disassembly() {	# MODULE FUNCTION
	code=$(objdump -d --no-show-raw-insn --disassemble="$2" "$modules/$1" | grep '^ ')
	[ "$code" ] && printf '%s\n' "$code" || echo "no function $2 in $1"
}

imports() { nm -u "$modules/$1" | awk '{ print $2 }'; }

# What the compiler makes every module import.
usual='^(__fentry__|__stack_chk_fail|__x86_return_thunk|__x86_indirect_thunk_[a-z0-9]+|module_layout)$'

echo 'KTAP version 1'
result 'a guarded call has no lock prefix and no fence' \
	"$(disassembly link/well_user.ko draw | grep -E 'lock|[lms]fence|xchg|cmpxchg|no function' || :)"
result 'a bound call has nothing of the broker on it' \
	"$(disassembly foobar/foo.ko foo_write | grep -E 'broker|no function' || :)"
result 'a minimal provider imports its two functions of the broker and nothing else' \
	"$(imports life/minimal_provider.ko | grep -vxE 'broker_provider_(un)?register' | grep -vE "$usual" || :)"
result 'a minimal revocable consumer imports its two functions of the broker and nothing else' \
	"$(imports life/minimal_consumer.ko | grep -vxE 'broker_consumer_(un)?register' | grep -vE "$usual" || :)"
result 'a minimal pinned consumer imports its two functions of the broker and nothing else' \
	"$(imports life/minimal_pin.ko | grep -vxE '__broker_(get|put)' | grep -vE "$usual" || :)"
size=$(size "$modules/broker.ko" | awk 'NR == 2 { print $1 + $2 }')
result "the broker's code and data take less than 64 KiB ($size)" \
	"$([ "$size" -lt 65536 ] || echo "$size bytes")"
echo "1..$number"
exit $failed
