# SPDX-License-Identifier: GPL-2.0-only
# Two modules that get each other in their inits are refused at once.
load broker.ko
insmod /modules/life/mutual_a.ko 2>/dev/null &
insmod /modules/life/mutual_b.ko 2>/dev/null &
wait
log_has 'broker: mutual_a: pulse_b 1 refused by mutual_b: it is still initialising'
not_loaded mutual_a
not_loaded mutual_b
unload broker
