# SPDX-License-Identifier: GPL-2.0-only
# Thousands of random netlink requests do no harm, whatever they steer.
# Time: 120 s
load broker.ko
load link/well_1_0.ko
load link/well_1_1.ko
load link/well_user.ko movable=1
load link/well_pin.ko
got=$(/modules/netlink/nltest fuzz 1 "$((20000 / ${slow:-1}))")
tell "answers:$got"
/modules/netlink/nltest dump provider
/modules/netlink/nltest dump consumer
unload well_pin
unload well_user
unload well_1_1
unload well_1_0
unload broker
