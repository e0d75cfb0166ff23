# SPDX-License-Identifier: GPL-2.0-only
# So does a crash.
# Expect: not ok # ERROR kernel: Kernel panic
echo c >/proc/sysrq-trigger
