# SPDX-License-Identifier: GPL-2.0-only
# If the version magic cannot be read, the scenario fails and is not skipped.
# Expect: not ok # ERROR needs_vermagic: no broker.ko
modinfo() { echo 'no broker.ko'; return 1; }
needs_vermagic modversions 'nobody looked'
