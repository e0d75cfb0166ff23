// SPDX-License-Identifier: GPL-2.0-only
/* A driver whose header has the parameters of probe() in another order. */
#include <linux/module.h>
#include <linux/broker/consumer.h>

struct chip;
struct chip_driver;

#define CHIP_BUS_OPS(OP)						\
	OP(0, atomic, u16,  read, (const struct chip *chip, u32 number)) \
	OP(0, atomic, void, write, (struct chip *chip, u32 number, u16 value)) \
	OP(0, sleep,  void, release, (struct chip_driver *driver))
#define CHIP_BUS_CALLBACKS(CALLBACK)					\
	CALLBACK(0, atomic, const char *, name, (void))			\
	CALLBACK(0, sleep, int, probe, (struct chip *chip, struct broker_link *bus, \
					u64 *state))			\
	CALLBACK(0, sleep, int, measure, (struct broker_link *bus, struct chip *chip, \
					  u64 *state, s64 *value))	\
	CALLBACK(0, sleep | optional, void, remove, (struct broker_link *bus, \
						     struct chip *chip, u64 *state))
BROKER_INTERFACE_TWO_WAY(chip_bus, 1, CHIP_BUS_OPS, CHIP_BUS_CALLBACKS);

static const char *swapped_name(void)
{
	return KBUILD_MODNAME;
}

static int swapped_probe(struct chip *chip, struct broker_link *bus, u64 *state)
{
	pr_err("%s: wrong: called back\n", KBUILD_MODNAME);
	return 0;
}

static int swapped_measure(struct broker_link *bus, struct chip *chip, u64 *state, s64 *value)
{
	return 0;
}

static const struct chip_bus_callbacks callbacks = {
	.name = swapped_name,
	.probe = swapped_probe,
	.measure = swapped_measure,
};

DEFINE_BROKER_CONSUMER_TWO_WAY(swapped, chip_bus, 0, &callbacks);
module_broker_consumer(swapped);

MODULE_DESCRIPTION("Test: a driver with a callback that differs");
MODULE_LICENSE("GPL");
