# SPDX-License-Identifier: GPL-2.0-only
# A report of the kernel's debugging code that does not stop the kernel is a failure.
# Expect: not ok # ERROR kernel: BUG: sleeping function called from invalid context
echo 'BUG: sleeping function called from invalid context' >/dev/kmsg
