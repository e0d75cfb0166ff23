# SPDX-License-Identifier: GPL-2.0-only
# Without the broker: built without the provider's symvers, the loader refuses.
needs_vermagic modversions 'this kernel does not compare versions of symbols'
load foobar/direct_bar.ko
load_fails EINVAL foobar-alone/direct_foo.ko
log_has 'direct_foo: no symbol version for direct_bar_write'
unload direct_bar
