// SPDX-License-Identifier: GPL-2.0-only
#include <linux/broker/provider.h>

#include "../ring.h"

static int light(u32 id)
{
	return 0;
}

static const struct acme_lamp_ops lamp = {
	.light = light,
};

DEFINE_BROKER_PROVIDER(provider, acme_lamp, &lamp, .flags = BROKER_SIGNED_CONSUMERS);
module_broker_provider(provider);
