// SPDX-License-Identifier: GPL-2.0-only
/*
 * A provider that is there as long as its device is bound: remove() unregisters, which
 * waits for the consumers' hooks while the driver core holds the device's lock.
 */
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/pm.h>
#include <linux/broker/provider.h>

#include "supply.h"

static bool on, suspended;
module_param(on, bool, 0444);
MODULE_PARM_DESC(on, "What was set last");

static struct platform_device *device;

static int supply_set(bool value)
{
	if (READ_ONCE(suspended))
		return -ESHUTDOWN;
	WRITE_ONCE(on, value);
	return 0;
}

static struct device *supply_device(void)
{
	return &device->dev;
}

static const struct supply_ops supply_ops = {
	.set = supply_set,
	.device = supply_device,
};

DEFINE_BROKER_PROVIDER(provider, supply, &supply_ops, .flags = BROKER_REVOCABLE_ONLY);

static void supply_remove(void *unused)
{
	broker_provider_unregister(&provider);
	WRITE_ONCE(on, false);
}

static int supply_probe(struct platform_device *pdev)
{
	int ret = broker_provider_register(&provider);

	return ret ?: devm_add_action_or_reset(&pdev->dev, supply_remove, NULL);
}

static int __maybe_unused supply_suspend(struct device *dev)
{
	WRITE_ONCE(suspended, true);
	return 0;
}

static int __maybe_unused supply_resume(struct device *dev)
{
	WRITE_ONCE(suspended, false);
	return 0;
}

static const struct dev_pm_ops supply_pm = {
	SET_SYSTEM_SLEEP_PM_OPS(supply_suspend, supply_resume)
};

static struct platform_driver driver = {
	.probe = supply_probe,
	.driver = {
		.name = KBUILD_MODNAME,
		.pm = &supply_pm,
	},
};

static int __init supply_init(void)
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
module_init(supply_init);

static void __exit supply_exit(void)
{
	platform_driver_unregister(&driver);
	platform_device_unregister(device);
}
module_exit(supply_exit);

MODULE_DESCRIPTION("Test: a provider that is bound to a device");
MODULE_LICENSE("GPL");
