# SPDX-License-Identifier: GPL-2.0-only
# What cannot be asked is no reason to skip.
# Expect: not ok # ERROR needs_vermagic: no broker.ko
modinfo() { echo 'no broker.ko'; return 1; }
needs_vermagic modversions 'nobody looked'
