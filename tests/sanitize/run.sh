#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Build the handshake and "brokerctl check" for userspace with sanitizers, and run
# them over mutated contracts and damaged modules. Ends with "N passed, N failed,
# N skipped".

set -eu
. "$(dirname "$0")/../../scripts/lib.sh"
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
out=$top/build/sanitize
mkdir -p "$out"

# sanitized PROGRAM SOURCE... [LIBRARY...]
sanitized() {
	say BUILD "$1 with ASan and UBSan"
	program=$1; shift
	${CC:-gcc} -std=gnu11 -g -O1 -Wall -Wextra -Wno-sign-compare -Wno-unused-parameter \
		-Wno-missing-field-initializers -D_GNU_SOURCE \
		-fsanitize=address,undefined -fno-sanitize-recover=all \
		-I"$top/tools/brokerctl" -I"$top/tools/include" -I"$top/include" -I"$top/broker" -I"$out" \
		-o "$out/$program" "$@"
}

# run NUMBER PROGRAM WHAT [ARGUMENT...]: the program prints its result, unless it ends before that
run() {
	number=$1 program=$2 what=$3
	shift 3
	status=0
	"$out/$program" "$@" >"$out/result" 2>"$out/report" || status=$?
	sed -n "s/^#/#/p; s/^not ok 1 /not ok $number /p" "$out/result"
	if [ $status = 0 ]; then
		sed -n "s/^ok 1 /ok $number /p" "$out/result"
		return
	fi
	sed 's/^/# /' "$out/report"
	grep -q '^not ok' "$out/result" || echo "not ok $number - $what"
}

sanitized handshake "$here/main.c" "$top"/broker/handshake/*.c -lz
for half in PROVIDER CONSUMER; do
	${CC:-gcc} -c -O1 -I"$top/tools/brokerctl" -I"$top/tools/include" -D$half -o "$out/$half.o" "$here/sample.c"
done
make -s -C "$top/tools/brokerctl" O="$out" "$out/broker-symvers.h"
# Without the commands that ask the kernel: tests/brokerctl/netlink.sh runs those.
sanitized modules "$here/modules.c" "$here/files.c" "$here/damage.c" \
	"$top"/broker/handshake/*.c \
	"$top"/tools/brokerctl/check/*.c "$top"/tools/brokerctl/contract/*.c "$top"/tools/brokerctl/dwarf/*.c "$top"/tools/brokerctl/module/*.c "$top"/tools/brokerctl/common/*.c \
	-ldw -ljson-c -lkmod -llzma -lzstd -lz
machine=$(mktemp -d)
trap 'rm -rf "$machine"' EXIT

{
	echo 'KTAP version 1'
	echo 1..2
	run 1 handshake 'handshake over mutated contracts'
	run 2 modules 'brokerctl check over damaged modules and files' "$out/PROVIDER.o" "$out/CONSUMER.o" "$machine"
} | tee "$out/ktap"
awk -f "$here/../vm/ktap.awk" "$out/ktap"
