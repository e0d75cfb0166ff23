# SPDX-License-Identifier: GPL-2.0-only
# With the broker, foo binds to bar and calls it, and lsmod names the user.
tell "The same two through the broker. Neither has seen the other's Module.symvers."
show insmod broker.ko
show insmod foobar/bar.ko
show insmod foobar/foo.ko
show lsmod
show_fails rmmod bar
show rmmod foo
show rmmod bar
unload broker
