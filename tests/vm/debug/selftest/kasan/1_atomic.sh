# SPDX-License-Identifier: GPL-2.0-only
# Sleeping where that is forbidden is reported.
# Expect: not ok # ERROR kernel: BUG: sleeping function called from invalid context
load blunder.ko what=sleep_in_atomic
unload blunder
