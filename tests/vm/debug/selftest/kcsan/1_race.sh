# SPDX-License-Identifier: GPL-2.0-only
# An unmarked race ends the boot.
# Expect: not ok # ERROR kernel: BUG: KCSAN
load blunder.ko what=race
unload blunder
