#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Usage: netlink.sh
# The commands of brokerctl that ask the kernel, against a fake kernel,
# with sanitizers. Prints KTAP.

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
	-I"$top/tools/brokerctl" -I"$top/tools/include" -I"$top/include" -o "$out/netlink_test" \
	"$here"/*_test.c "$here/fake_kernel.c" "$here/fake_socket.c" \
	"$out/brokerctl_main.o" "$out"/*/*.o \
	$(pkg-config --libs json-c libdw libkmod libmnl liblzma libzstd zlib)

# A machine where the loaded build of a module differs from the installed one.
machine=$(mktemp -d)
trap 'rm -rf "$machine"' EXIT
loaded=$machine/sys/module/well_new
place=$machine/lib/modules/0.0.0
mkdir -p "$machine/sys/module/broker" "$loaded/notes" "$machine/proc/sys/kernel" "$place/updates"
echo 0.0.0 >"$machine/proc/sys/kernel/osrelease"
echo live >"$loaded/initstate"
echo 0123456789ABCDEF0123456 >"$loaded/srcversion"
printf '\4\0\0\0\4\0\0\0\3\0\0\0GNU\0\300\377\356\2' >"$loaded/notes/.note.gnu.build-id"
echo 'updates/well.ko.xz:
updates/well_new.ko:' >"$place/modules.dep"
${CC:-cc} -c -DPROVIDER -I"$top/tools/brokerctl" -I"$top/tools/include" -o "$place/updates/well_new.ko" "$top/tests/sanitize/sample.c"
"$out/netlink_test" "$machine"
