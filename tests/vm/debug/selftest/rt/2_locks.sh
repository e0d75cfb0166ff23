# SPDX-License-Identifier: GPL-2.0-only
# A possible deadlock is reported although it did not happen.
# Expect: not ok # ERROR kernel: WARNING
load blunder.ko what=lock_in_both_orders
unload blunder
