# SPDX-License-Identifier: GPL-2.0-only
# A crash fails the scenario it happened in.
# Expect: not ok # ERROR kernel: Kernel panic
echo c >/proc/sysrq-trigger
