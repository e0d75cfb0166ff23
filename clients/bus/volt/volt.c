// SPDX-License-Identifier: GPL-2.0-only
/*
 * A driver for voltmeters, which are switched on and off: register 1 is the switch,
 * register 2 has the counts, and register 3 the microvolts per count.
 */
#include <linux/math64.h>
#include <linux/module.h>
#include <linux/broker/consumer.h>

#include "chip_bus.h"

#define VOLT_ID		0x7e02

static const char *volt_name(void)
{
	return KBUILD_MODNAME;
}

static int volt_probe(struct broker_link *bus, struct chip *chip, u64 *state)
{
	const struct chip_bus_ops *ops = broker_ops(bus, chip_bus);

	if (ops->read(chip, 0) != VOLT_ID)
		return -ENODEV;
	state[0] = ops->read(chip, 3);
	ops->write(chip, 1, 1);
	return 0;
}

static int volt_measure(struct broker_link *bus, struct chip *chip, u64 *state, s64 *value)
{
	u64 microvolts = broker_ops(bus, chip_bus)->read(chip, 2) * state[0];

	*value = div_u64(microvolts, 1000);
	return 0;
}

static void volt_remove(struct broker_link *bus, struct chip *chip, u64 *state)
{
	broker_ops(bus, chip_bus)->write(chip, 1, 0);
}

static const struct chip_bus_callbacks volt_callbacks = {
	.name = volt_name,
	.probe = volt_probe,
	.measure = volt_measure,
	.remove = volt_remove,
};

/* No chip may stay switched on. */
static void volt_stop(struct broker_consumer *consumer, struct broker_link *link)
{
	broker_ops(link, chip_bus)->release(broker_provider_of(link));
}

DEFINE_BROKER_CONSUMER_TWO_WAY(volt, chip_bus, 0, &volt_callbacks,
			       .flags = BROKER_MOVABLE, .stop = volt_stop);
module_broker_consumer(volt);

MODULE_DESCRIPTION("Voltmeters on chip_bus");
MODULE_SOFTDEP("pre: broker:chip_bus-1");
MODULE_LICENSE("GPL");
