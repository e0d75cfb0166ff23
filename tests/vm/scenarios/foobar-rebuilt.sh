# SPDX-License-Identifier: GPL-2.0-only
# bar is rebuilt elsewhere with other structs; the same foo.ko still binds.
load broker.ko
for bar in foobar foobar-rebuilt foobar; do
	load $bar/bar.ko
	load foobar/foo.ko
	unload foo
	unload bar
done
log_count 3 'foo: bar adds 1 to 10 up to 55'
unload broker
