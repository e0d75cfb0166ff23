# SPDX-License-Identifier: GPL-2.0-only
# A proprietary module cannot use the broker.
# Unchecked: at the sight of it the kernel stops checking locks.
load broker.ko
load foobar/bar.ko
load_fails ENOENT proprietary/foo.ko
log_has 'foo: Unknown symbol __broker_get'
used_by bar ''
unload bar
unload broker
