# SPDX-License-Identifier: GPL-2.0-only
# Without the broker, direct_foo needs the Module.symvers of exactly the build that it is loaded with.
tell "Two modules, built apart. direct_foo calls a function that direct_bar exports."
tell "Built without direct_bar's Module.symvers:"
show insmod foobar/direct_bar.ko
show_fails insmod foobar-alone/direct_foo.ko
show rmmod direct_bar
tell "Built with it, but direct_bar has been rebuilt since, with another struct:"
show insmod foobar-rebuilt/direct_bar.ko
show_fails insmod foobar/direct_foo.ko
show rmmod direct_bar
