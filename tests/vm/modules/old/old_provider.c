// SPDX-License-Identifier: GPL-2.0-only
/* A provider of the first API. */
#include <linux/module.h>
#include <linux/broker/api.h>

#include "api_1_0.h"
#include "old.h"

static int beat(void)
{
	return 1;
}

static const struct old_ops table = { .beat = beat };

/* Memory that follows the old struct must not be taken for a member. */
static const struct {
	struct broker_provider provider;
	unsigned long canary[4];
} old = {
	.provider = {
		.size = sizeof(struct broker_provider),
		.contract = &old__contract,
		.table = &table,
		.owner = THIS_MODULE,
	},
	.canary = { 0xbad, 0xbad, 0xbad, 0xbad },
};

static int __init old_provider_init(void)
{
	return broker_provider_register(&old.provider);
}
module_init(old_provider_init);

static void __exit old_provider_exit(void)
{
	broker_provider_unregister(&old.provider);
}
module_exit(old_provider_exit);

MODULE_DESCRIPTION("Test: a provider of the first API");
MODULE_LICENSE("GPL");
