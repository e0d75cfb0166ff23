# SPDX-License-Identifier: GPL-2.0-only
# The provider is absent: a clear line, and nothing is left behind.
load broker.ko
load_fails ENODEV foobar/foo.ko
log_has 'broker: foo: bar_api 1 refused: no provider; no symbol is missing'
load foobar/bar.ko
load foobar/foo.ko
unload foo
unload bar
load_fails ENODEV foobar/foo.ko
unload broker
load_fails ENOENT foobar/foo.ko
log_has 'foo: Unknown symbol __broker_get'
