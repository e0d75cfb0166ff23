# SPDX-License-Identifier: GPL-2.0-only
# For scenarios that fuzz: fuzz SEED COUNT sends random netlink requests to a broker that has
# objects of each kind, while calls are made through the links that are steered, and a process
# listens.
# shellcheck shell=sh

fuzz() {
	load broker.ko
	load_fails ENOENT shape/shape_user.ko
	load link/well_1_0.ko
	load link/well_1_1.ko
	load link/well_user.ko movable=1
	load link/well_pin.ko
	/modules/netlink/nltest events 1000000000 >/dev/null 2>&1 &
	listener=$!
	got=$(/modules/netlink/nltest fuzz "$1" "$2")
	tell "answers:$got"
	/modules/netlink/nltest dump provider
	/modules/netlink/nltest dump consumer
	kill $listener
	unload well_pin
	unload well_user
	unload well_1_1
	unload well_1_0
	unload broker
}
