# SPDX-License-Identifier: GPL-2.0-only
# Freeing memory that a timer still uses ends the boot.
# Expect: not ok # ERROR kernel: ODEBUG
load blunder.ko what=free_running_timer
unload blunder
