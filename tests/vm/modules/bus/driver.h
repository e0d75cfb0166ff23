/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A driver for one kind of chip. It checks its arguments, and measures the value of
 * register 1. Parameters make it refuse, forget and sleep.
 */
#include <linux/delay.h>
#include <linux/module.h>
#include <linux/broker/consumer.h>

#include "chip_bus.h"

static ushort id;
module_param(id, ushort, 0444);
MODULE_PARM_DESC(id, "The chips that it takes");

static int refuse;
module_param(refuse, int, 0444);
MODULE_PARM_DESC(refuse, "What attach returns");

static int fault;
module_param(fault, int, 0644);
MODULE_PARM_DESC(fault, "What probe and measure return");

static bool forgetful;
module_param(forgetful, bool, 0444);
MODULE_PARM_DESC(forgetful, "Exit does not unregister");

static bool hold;
module_param(hold, bool, 0644);
MODULE_PARM_DESC(hold, "measure sleeps while this is set");

static atomic_t chips, asked, inside;

static int count_get(char *buffer, const struct kernel_param *param)
{
	return sysfs_emit(buffer, "%d\n", atomic_read(param->arg));
}

static const struct kernel_param_ops count_ops = { .get = count_get };
module_param_cb(chips, &count_ops, &chips, 0444);
MODULE_PARM_DESC(chips, "How many it has");
module_param_cb(asked, &count_ops, &asked, 0444);
MODULE_PARM_DESC(asked, "Calls of probe");
module_param_cb(inside, &count_ops, &inside, 0444);
MODULE_PARM_DESC(inside, "Calls of measure that have not returned");

static void check(const struct chip *chip, const u64 *state, const char *what)
{
	if (state[0] != (unsigned long)chip || state[CHIP_STATE - 1] != id)
		pr_err("%s: wrong: %s of a chip that it does not have\n", KBUILD_MODNAME, what);
}

static const char *driver_name(void)
{
	return KBUILD_MODNAME;
}

static int driver_probe(struct broker_link *bus, struct chip *chip, u64 *state)
{
	atomic_inc(&asked);
	if (state[0] || state[CHIP_STATE - 1])
		pr_err("%s: wrong: state is not zero\n", KBUILD_MODNAME);
	if (broker_ops(bus, chip_bus)->read(chip, 0) != id)
		return -ENODEV;
	if (fault)
		return fault;
	state[0] = (unsigned long)chip;
	state[CHIP_STATE - 1] = id;
	atomic_inc(&chips);
	return 0;
}

static int driver_measure(struct broker_link *bus, struct chip *chip, u64 *state, s64 *value)
{
	check(chip, state, "measure");
	atomic_inc(&inside);
	while (READ_ONCE(hold))
		msleep(20);
	*value = broker_ops(bus, chip_bus)->read(chip, 1);
	atomic_dec(&inside);
	check(chip, state, "measure");
	return fault;
}

static void driver_remove(struct broker_link *bus, struct chip *chip, u64 *state)
{
	check(chip, state, "remove");
	state[0] = 0;
	atomic_dec(&chips);
}

static const struct chip_bus_callbacks callbacks = {
	.name = driver_name,
	.probe = driver_probe,
	.measure = driver_measure,
	.remove = driver_remove,
};

static int attach(struct broker_consumer *consumer, struct broker_link *link)
{
	return refuse;
}

static void stop(struct broker_consumer *consumer, struct broker_link *link)
{
	broker_ops(link, chip_bus)->release(broker_provider_of(link));
}

DEFINE_BROKER_CONSUMER_TWO_WAY(driver, chip_bus, 0, &callbacks, .flags = BROKER_MOVABLE,
			       .attach = attach, .stop = stop);

static int __init driver_init(void)
{
	return broker_consumer_register(&driver);
}
module_init(driver_init);

/* Every chip has been removed. */
static void __exit driver_exit(void)
{
	if (forgetful)
		return;
	broker_consumer_unregister(&driver);
	if (atomic_read(&chips))
		pr_err("%s: wrong: %d chips are left\n", KBUILD_MODNAME, atomic_read(&chips));
}
module_exit(driver_exit);

MODULE_DESCRIPTION("Test: a driver of chip_bus");
MODULE_LICENSE("GPL");
