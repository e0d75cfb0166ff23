# SPDX-License-Identifier: GPL-2.0-only
# So does freeing what is still in use by a timer.
# Expect: not ok # ERROR kernel: ODEBUG
load blunder.ko what=free_running_timer
unload blunder
