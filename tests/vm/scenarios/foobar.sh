# SPDX-License-Identifier: GPL-2.0-only
# foo binds to bar and calls it, and lsmod shows the use; unloading is held up and then clean.
load broker.ko
load foobar/bar.ko
used_by bar ''
load foobar/foo.ko
log_has 'foo: bar adds 1 to 10 up to 55'
used_by bar foo
unload_fails EAGAIN bar
unload foo
used_by bar ''
unload bar
unload broker
log_lacks 'broker:'
