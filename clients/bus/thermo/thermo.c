// SPDX-License-Identifier: GPL-2.0-only
/*
 * A driver for thermometers: register 1 has sixteenths of a degree. As short as a driver
 * can be: copy it to write another.
 */
#include <linux/module.h>
#include <linux/broker/consumer.h>

#include "chip_bus.h"

#define THERMO_ID	0x7e01

static const char *thermo_name(void)
{
	return KBUILD_MODNAME;
}

static int thermo_probe(struct broker_link *bus, struct chip *chip, u64 *state)
{
	return broker_ops(bus, chip_bus)->read(chip, 0) == THERMO_ID ? 0 : -ENODEV;
}

static int thermo_measure(struct broker_link *bus, struct chip *chip, u64 *state, s64 *value)
{
	*value = (s16)broker_ops(bus, chip_bus)->read(chip, 1) * 1000 / 16;
	return 0;
}

static const struct chip_bus_callbacks thermo_callbacks = {
	.name = thermo_name,
	.probe = thermo_probe,
	.measure = thermo_measure,
};

DEFINE_BROKER_CONSUMER_TWO_WAY(thermo, chip_bus, 0, &thermo_callbacks, .flags = BROKER_MOVABLE);
module_broker_consumer(thermo);

MODULE_DESCRIPTION("Thermometers on chip_bus");
MODULE_SOFTDEP("pre: broker:chip_bus-1");
MODULE_LICENSE("GPL");
