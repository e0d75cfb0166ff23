# SPDX-License-Identifier: GPL-2.0-only
# Two modules are each provider and consumer of the other, loaded and unloaded in any order.
asks() { [ "$(cat /sys/module/"$1"/parameters/ask)" = "$2" ] || fail "$1 does not get $2"; }

load broker.ko
for order in 'mutual_left mutual_right' 'mutual_right mutual_left'; do
	for module in $order; do
		load "link/$module.ko"
	done
	wait_for 10 asks mutual_left 2
	wait_for 10 asks mutual_right 1
	used_by mutual_left ''
	unload mutual_left
	asks mutual_right 0
	load link/mutual_left.ko
	wait_for 10 asks mutual_right 1
	for module in $order; do
		unload "$module"
	done
done
log_lacks 'broker:'
unload broker
