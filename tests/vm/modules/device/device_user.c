// SPDX-License-Identifier: GPL-2.0-only
/*
 * A driver that needs the supply in its probe, and is deferred until the supply is registered.
 * The consumer belongs to the module, not to the device: no lock of a device is held around its
 * unregister, so its hooks may take such locks.
 */
#include <linux/device.h>
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/pm.h>
#include <linux/broker/consumer.h>

#include "supply.h"

static bool link_devices;
module_param_named(link, link_devices, bool, 0644);
MODULE_PARM_DESC(link, "Tell the driver core which device supplies this one");

static int deferred, bound, removed, set_off, suspended, suspend_error;
module_param(deferred, int, 0444);
MODULE_PARM_DESC(deferred, "Calls of probe that found no supply");
module_param(bound, int, 0444);
MODULE_PARM_DESC(bound, "Those that did");
module_param(removed, int, 0444);
MODULE_PARM_DESC(removed, "Calls of remove");
module_param(set_off, int, 0444);
MODULE_PARM_DESC(set_off, "Those that could set the supply off");
module_param(suspended, int, 0444);
MODULE_PARM_DESC(suspended, "How often the device was suspended");
module_param(suspend_error, int, 0444);
MODULE_PARM_DESC(suspend_error, "What the supply said to that");

static void user_ready(struct broker_consumer *consumer, struct broker_link *link);
static void user_stop(struct broker_consumer *consumer, struct broker_link *link);

DEFINE_BROKER_CONSUMER(supply, supply, 0, .ready = user_ready, .stop = user_stop);

static int set_supply(bool on)
{
	struct broker_link *link = broker_enter(&supply);
	int ret;

	if (!link)
		return -ENODEV;
	ret = broker_ops(link, supply)->set(on);
	broker_exit(link);
	return ret;
}

static void user_remove(void *unused)
{
	removed++;
	if (!set_supply(false))
		set_off++;
}

/* Inside the link the provider's device exists. */
static int user_start(struct broker_link *link, struct device *dev)
{
	struct device *supplier = broker_ops(link, supply)->device();

	if (link_devices && !device_link_add(dev, supplier, DL_FLAG_AUTOREMOVE_CONSUMER))
		return -ENODEV;
	return broker_ops(link, supply)->set(true);
}

static int user_probe(struct platform_device *pdev)
{
	struct broker_link *link = broker_enter(&supply);
	int ret;

	if (!link) {
		deferred++;
		return dev_err_probe(&pdev->dev, -EPROBE_DEFER, "waits for a supply\n");
	}
	ret = user_start(link, &pdev->dev);
	broker_exit(link);
	if (ret)
		return ret;
	bound++;
	return devm_add_action_or_reset(&pdev->dev, user_remove, NULL);
}

static int __maybe_unused user_suspend(struct device *dev)
{
	suspended++;
	suspend_error = set_supply(false);
	return 0;
}

static int __maybe_unused user_resume(struct device *dev)
{
	return set_supply(true);
}

static const struct dev_pm_ops user_pm = {
	SET_SYSTEM_SLEEP_PM_OPS(user_suspend, user_resume)
};

static struct platform_driver driver = {
	.probe = user_probe,
	.driver = {
		.name = KBUILD_MODNAME,
		.pm = &user_pm,
	},
};

/* Probes the devices without a driver, including those that were deferred. */
static void user_ready(struct broker_consumer *consumer, struct broker_link *link)
{
	if (driver_attach(&driver.driver))
		pr_err("%s: no device is probed\n", KBUILD_MODNAME);
}

/*
 * The supply or the module leaves: the devices cannot be used until it is registered again. Their
 * remove() no longer finds a link, but operations still work here.
 */
static void user_stop(struct broker_consumer *consumer, struct broker_link *link)
{
	struct device *dev;

	/* One by one: driver_for_each_device() would wait for itself. */
	while ((dev = driver_find_device(&driver.driver, NULL, NULL, device_match_any))) {
		device_release_driver(dev);
		put_device(dev);
	}
	broker_ops(link, supply)->set(false);
}

static struct platform_device *device;

static int __init user_init(void)
{
	int ret;

	device = platform_device_register_simple(KBUILD_MODNAME, PLATFORM_DEVID_NONE, NULL, 0);
	if (IS_ERR(device))
		return PTR_ERR(device);
	ret = platform_driver_register(&driver);
	if (ret)
		goto err_device;
	ret = broker_consumer_register(&supply);
	if (ret)
		goto err_driver;
	return 0;

err_driver:
	platform_driver_unregister(&driver);
err_device:
	platform_device_unregister(device);
	return ret;
}
module_init(user_init);

/* The hooks use the driver. */
static void __exit user_exit(void)
{
	broker_consumer_unregister(&supply);
	platform_driver_unregister(&driver);
	platform_device_unregister(device);
}
module_exit(user_exit);

MODULE_DESCRIPTION("Test: a driver that is deferred until its provider is there");
MODULE_LICENSE("GPL");
