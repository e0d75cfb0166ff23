# SPDX-License-Identifier: GPL-2.0-only
# A WARN fails the scenario it happened in.
# Expect: not ok # ERROR kernel: WARNING
load mischief.ko warn=1
