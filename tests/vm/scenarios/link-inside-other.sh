# SPDX-License-Identifier: GPL-2.0-only
# A consumer may be unregistered from inside a call through another one of the same provider.
attached() { [ "$(cat /sys/module/inside/parameters/attached)" = "$1" ] || fail "not $1 attached"; }

load broker.ko
load link/well_1_0.ko
load link/inside.ko
wait_for 10 attached 2
echo 1 >/sys/module/inside/parameters/unregister
unload inside
unload well_1_0
unload broker
