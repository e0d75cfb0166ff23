// SPDX-License-Identifier: GPL-2.0-only
/* A provider that requires callbacks. */
#include <linux/module.h>
#include <linux/broker/provider.h>

#include "elder.h"

static int elder_greet(u32 years)
{
	return years + 2;
}

static const struct elder_ops elder_table = { .greet = elder_greet };

static int attach(const struct broker_provider *provider, struct broker_peer *peer)
{
	peer->priv = peer + 1;		/* an address that is no other link's */
	return 0;
}

DEFINE_BROKER_PROVIDER(elder_strict, elder, &elder_table, .attach = attach, .priority = 1,
		       .min_minor = 1);
module_broker_provider(elder_strict);

MODULE_DESCRIPTION("Test: a provider that refuses older consumers");
MODULE_LICENSE("GPL");
