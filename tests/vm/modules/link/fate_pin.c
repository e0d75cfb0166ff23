// SPDX-License-Identifier: GPL-2.0-only
/* Pins the provider that is unloaded, which then takes force. */
#include <linux/module.h>
#include <linux/broker/consumer.h>

#include "fate.h"

static struct broker_handle *handle;

static int __init fate_pin_init(void)
{
	const struct fate_ops *fate;

	handle = broker_get(fate, 0, &fate);
	return PTR_ERR_OR_ZERO(handle);
}
module_init(fate_pin_init);

static void __exit fate_pin_exit(void)
{
	broker_put(handle);
}
module_exit(fate_pin_exit);

MODULE_DESCRIPTION("Test: a pinned consumer of fate");
MODULE_LICENSE("GPL");
