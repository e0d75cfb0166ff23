// SPDX-License-Identifier: GPL-2.0-only
/*
 * Deadlocks: a consumer is unregistered under a lock that its ready hook takes, and
 * its stop hook takes a lock under which the provider is unregistered. The hooks give up
 * after a while, and count that they did not get the lock.
 */
#include <linux/delay.h>
#include <linux/device.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/platform_device.h>
#include <linux/rtnetlink.h>
#include <linux/broker/consumer.h>

#include "supply.h"

static bool rtnl;
module_param(rtnl, bool, 0444);
MODULE_PARM_DESC(rtnl, "The lock is rtnl, else the device's");

static bool go;
module_param(go, bool, 0644);
MODULE_PARM_DESC(go, "Have the hook go on, and take the lock");

static int waiting, got, stuck;
module_param(waiting, int, 0444);
MODULE_PARM_DESC(waiting, "Hooks that wait for go");
module_param(got, int, 0444);
MODULE_PARM_DESC(got, "Those that got the lock");
module_param(stuck, int, 0444);
MODULE_PARM_DESC(stuck, "Those that did not");

static int supplier_got, supplier_stuck;
module_param(supplier_got, int, 0444);
MODULE_PARM_DESC(supplier_got, "Stop hooks that got the lock of the supplier");
module_param(supplier_stuck, int, 0444);
MODULE_PARM_DESC(supplier_stuck, "Those that did not");

static struct platform_device *device;

static bool try_lock(void)
{
	return rtnl ? rtnl_trylock() : device_trylock(&device->dev);
}

static void unlock(void)
{
	if (rtnl)
		rtnl_unlock();
	else
		device_unlock(&device->dev);
}

static void wrong_ready(struct broker_consumer *consumer, struct broker_link *link)
{
	int tries = 50;

	waiting++;
	while (!READ_ONCE(go))
		msleep(20);
	while (tries && !try_lock()) {
		msleep(20);
		tries--;
	}
	if (tries) {
		unlock();
		got++;
	} else {
		stuck++;
	}
}

static void wrong_stop(struct broker_consumer *consumer, struct broker_link *link)
{
	struct device *supplier = broker_ops(link, supply)->device();

	if (device_trylock(supplier)) {
		device_unlock(supplier);
		supplier_got++;
	} else {
		supplier_stuck++;
	}
}

DEFINE_BROKER_CONSUMER(wrong, supply, 0, .ready = wrong_ready, .stop = wrong_stop);

/* Called with the device's lock held. */
static void wrong_remove(void *unused)
{
	if (rtnl)
		rtnl_lock();
	broker_consumer_unregister(&wrong);
	if (rtnl)
		rtnl_unlock();
}

static int wrong_probe(struct platform_device *pdev)
{
	int ret = broker_consumer_register(&wrong);

	return ret ?: devm_add_action_or_reset(&pdev->dev, wrong_remove, NULL);
}

static struct platform_driver driver = {
	.probe = wrong_probe,
	.driver.name = KBUILD_MODNAME,
};

static int __init wrong_init(void)
{
	int ret;

	device = platform_device_register_simple(KBUILD_MODNAME, PLATFORM_DEVID_NONE, NULL, 0);
	if (IS_ERR(device))
		return PTR_ERR(device);
	ret = platform_driver_register(&driver);
	if (ret)
		platform_device_unregister(device);
	return ret;
}
module_init(wrong_init);

static void __exit wrong_exit(void)
{
	platform_driver_unregister(&driver);
	platform_device_unregister(device);
}
module_exit(wrong_exit);

MODULE_DESCRIPTION("Test: a consumer that is unregistered under a lock that its hook takes");
MODULE_LICENSE("GPL");
