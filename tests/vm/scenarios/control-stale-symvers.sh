# SPDX-License-Identifier: GPL-2.0-only
# Without the broker: if the provider was rebuilt with another struct, the loader refuses the module.
needs_vermagic modversions 'this kernel does not compare versions of symbols'
load foobar-rebuilt/direct_bar.ko
load_fails EINVAL foobar/direct_foo.ko
log_has 'direct_foo: disagrees about version of symbol direct_bar_write'
unload direct_bar
load foobar/direct_bar.ko
load foobar/direct_foo.ko
unload direct_foo
unload direct_bar
