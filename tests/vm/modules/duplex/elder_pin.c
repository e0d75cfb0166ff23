// SPDX-License-Identifier: GPL-2.0-only
/* A pinned consumer of the older minor. */
#include <linux/module.h>
#define ELDER_ONE_WAY
#include <linux/broker/consumer.h>

#include "elder.h"

static struct broker_handle *handle;

static int __init elder_pin_init(void)
{
	const struct elder_ops *elder;

	handle = broker_get(elder, 0, &elder);
	return PTR_ERR_OR_ZERO(handle);
}
module_init(elder_pin_init);

static void __exit elder_pin_exit(void)
{
	broker_put(handle);
}
module_exit(elder_pin_exit);

MODULE_DESCRIPTION("Test: a consumer that pins what attaches its consumers");
MODULE_LICENSE("GPL");
