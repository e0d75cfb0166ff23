// SPDX-License-Identifier: GPL-2.0-only
/* A provider that finds the broker when it is loaded. */
#include <linux/broker/provider.h>

#include "late.h"

static int beat(void)
{
	return 1;
}

static const struct late_ops table = { .beat = beat };
DEFINE_BROKER_PROVIDER(late_provider, late, &table);
module_broker_provider(late_provider);

MODULE_DESCRIPTION("Test: a provider that binds late");
MODULE_LICENSE("GPL");
