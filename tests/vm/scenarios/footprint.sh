# SPDX-License-Identifier: GPL-2.0-only
# The broker takes less than 64 KiB of kernel memory when loaded.
load broker.ko
size=$(cat /sys/module/broker/coresize)
[ "$size" -lt 65536 ] || fail "loaded size is $size bytes"
unload broker
