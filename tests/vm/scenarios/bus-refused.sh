# SPDX-License-Identifier: GPL-2.0-only
# A driver built with the parameters of probe() in another order is refused by name, and is not called.
. /vm/bus.sh
load broker.ko
load bus/chip_bus.ko
load bus/bus_swapped.ko
load bus/chip_thermo.ko
wait_for 10 log_has "broker: bus_swapped: chip_bus 1 refused by chip_bus: callback 1 'probe': have \"0 sleep: int probe(struct broker_link *bus, struct chip *chip, u64 *state)\", want \"0 sleep: int probe(struct chip *chip, struct broker_link *bus, u64 *state)\""
plug 1 0x7e01 0x191
wait_for 10 socket_is 1 '0x7e01 chip_thermo 25062'
unload chip_thermo
socket_is 1 '0x7e01 -'
unload bus_swapped
unload chip_bus
log_lacks wrong
unload broker
