# SPDX-License-Identifier: GPL-2.0-only
# bar is rebuilt elsewhere with other structs; the same foo.ko still binds.
show insmod broker.ko
tell "bar was rebuilt in another directory, with other structs inside. foo.ko is the same file."
show insmod foobar-rebuilt/bar.ko
show insmod foobar/foo.ko
show rmmod foo
show rmmod bar
unload broker
