// SPDX-License-Identifier: GPL-2.0-only
/* A pinned consumer of well. */
#include <linux/module.h>
#include <linux/broker/consumer.h>

#include "well.h"

static bool autoload;
module_param(autoload, bool, 0444);
MODULE_PARM_DESC(autoload, "Have the provider loaded");

static struct broker_handle *handle;

static int put(const char *value, const struct kernel_param *param)
{
	broker_put(handle);
	handle = NULL;
	return 0;
}

static const struct kernel_param_ops put_ops = { .set = put };
module_param_cb(put, &put_ops, NULL, 0200);
MODULE_PARM_DESC(put, "Put the handle");

static int __init well_pin_init(void)
{
	const struct well_ops *well;

	if (autoload)
		handle = broker_get(well, 0, &well, .flags = BROKER_AUTOLOAD);
	else
		handle = broker_get(well, 0, &well);
	return PTR_ERR_OR_ZERO(handle);
}
module_init(well_pin_init);

static void __exit well_pin_exit(void)
{
	broker_put(handle);
}
module_exit(well_pin_exit);

MODULE_DESCRIPTION("Test: a pinned consumer of well");
MODULE_LICENSE("GPL");
