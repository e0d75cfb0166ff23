# SPDX-License-Identifier: GPL-2.0-only
# A spinlock sleeps: taking one where sleeping is forbidden is reported.
# Expect: not ok # ERROR kernel: BUG: sleeping function called from invalid context
load blunder.ko what=spin_in_atomic
unload blunder
