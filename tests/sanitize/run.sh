#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Build the handshake for userspace with sanitizers, and run it over mutated
# contracts. Ends with "N passed, N failed, N skipped".

set -eu
. "$(dirname "$0")/../../scripts/lib.sh"
here=$(dirname "$0")
out=$here/../../build/sanitize
mkdir -p "$out"

run() {
	echo 'KTAP version 1'
	echo 1..1
	"$out/handshake" 2>"$out/report" || {
		sed 's/^/# /' "$out/report"
		grep -q '^not ok' "$out/ktap" || echo 'not ok 1 - handshake over mutated contracts'
	}
}

say BUILD 'handshake with ASan and UBSan'
${CC:-gcc} -std=gnu11 -g -O1 -Wall -Wextra -Wno-sign-compare \
	-fsanitize=address,undefined -fno-sanitize-recover=all \
	-I"$here/../../tools/include" -I"$here/../../include" \
	-o "$out/handshake" "$here/main.c" "$here/../../broker/handshake.c" -lz
run | tee "$out/ktap"
awk -f "$here/../vm/ktap.awk" "$out/ktap"
