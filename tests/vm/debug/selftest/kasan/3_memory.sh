# SPDX-License-Identifier: GPL-2.0-only
# Use of freed memory ends the boot.
# Expect: not ok # ERROR kernel: BUG: KASAN
load blunder.ko what=use_after_free
unload blunder
