# SPDX-License-Identifier: GPL-2.0-only
# A module without its signature is refused, and accepted with it.
# Expect: not ok # ERROR refused
mark='~Module signature appended~'
cp /modules/mischief.ko /tmp/unsigned.ko
truncate -s $(($(stat -c %s /tmp/unsigned.ko) - ${#mark} - 1)) /tmp/unsigned.ko
load mischief.ko
unload mischief
[ "$(finit load /tmp/unsigned.ko '')" != EKEYREJECTED ] || fail refused
