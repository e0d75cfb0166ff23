# SPDX-License-Identifier: GPL-2.0-only
# A helper says what it expected.
# Expect: not ok # ERROR log_has: expected 'no such line', not in the kernel log
log_has 'no such line'
