# SPDX-License-Identifier: GPL-2.0-only
# Without the broker: if the module was built without the provider's symvers, the loader refuses it, or compares nothing.
needs_vermagic modversions 'this kernel does not compare versions of symbols'
load foobar/direct_bar.ko
if has_long_versions foobar-alone/direct_foo.ko; then
	load foobar-alone/direct_foo.ko
	log_has 'direct_foo: no extended symbol version for direct_bar_write'
	unload direct_foo
else
	load_fails EINVAL foobar-alone/direct_foo.ko
	log_has 'direct_foo: no symbol version for direct_bar_write'
fi
unload direct_bar
