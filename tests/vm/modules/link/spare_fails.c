// SPDX-License-Identifier: GPL-2.0-only
/* Registers a consumer and a provider in its init, unregisters both, and fails. */
#include <linux/module.h>
#include <linux/broker/consumer.h>
#include <linux/broker/provider.h>

#include "well.h"

#define SPARE_OPS(OP)							\
	OP(0, atomic, int, beat, (void))
BROKER_INTERFACE(spare, 1, SPARE_OPS);

static int beat(void)
{
	return 1;
}

static const struct spare_ops spare_table = { .beat = beat };
DEFINE_BROKER_PROVIDER(spare_provider, spare, &spare_table);
DEFINE_BROKER_CONSUMER(spare_consumer, well, 0);

static int __init spare_fails_init(void)
{
	int ret = broker_provider_register(&spare_provider) ?:
		  broker_consumer_register(&spare_consumer);

	if (!ret) {
		broker_consumer_unregister(&spare_consumer);
		broker_provider_unregister(&spare_provider);
	}
	return ret ?: -EIO;
}
module_init(spare_fails_init);

MODULE_DESCRIPTION("Test: an init that fails behind itself");
MODULE_LICENSE("GPL");
