// SPDX-License-Identifier: GPL-2.0-only
#include <linux/module.h>
#include <linux/broker/consumer.h>
#include "reel.h"

static void reel_moved(void *user, enum reel_mode mode)
{
}

static const struct reel_callbacks reel_callbacks = { .moved = reel_moved };

static int reel_attach(struct broker_consumer *consumer, struct broker_link *link)
{
	return broker_ops(link, reel)->open(1, (struct reel **)&link->priv);
}

DEFINE_BROKER_CONSUMER_TWO_WAY(reel_consumer, reel, 0, &reel_callbacks, .attach = reel_attach);
module_broker_consumer(reel_consumer);

MODULE_DESCRIPTION("Consumes what its contract does not see");
MODULE_LICENSE("GPL");
