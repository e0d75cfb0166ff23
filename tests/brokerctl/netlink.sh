#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Usage: netlink.sh
# The commands of brokerctl that ask the kernel, against one that is made for
# them, with sanitizers. KTAP.

set -eu
. "$(dirname "$0")/../../scripts/lib.sh"
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
out=$top/build/brokerctl-test
sanitize='-fsanitize=address,undefined -fno-sanitize-recover=all'

say BUILD 'brokerctl with ASan and UBSan'
make -s -C "$top/tools/brokerctl" O="$out" CFLAGS="-O1 -g $sanitize" LDFLAGS="$sanitize" >&2
objcopy --redefine-sym main=brokerctl_main "$out/main.o" "$out/brokerctl_main.o"
# shellcheck disable=SC2046,SC2086 # several options
${CC:-cc} -std=gnu11 -O1 -g -Wall -Wextra -Wno-unused-parameter -D_GNU_SOURCE $sanitize \
	-I"$top/tools/include" -I"$top/include" -o "$out/netlink_test" \
	"$here/netlink_test.c" "$here/fake_kernel.c" \
	$(find "$out" -name '*.o' ! -name main.o) \
	$(pkg-config --libs json-c libmnl liblzma libzstd zlib)
"$out/netlink_test"
