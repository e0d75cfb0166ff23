// SPDX-License-Identifier: GPL-2.0-only
/* Defines the members of types that its consumers only pass on. */
#include <linux/module.h>
#include <linux/broker/provider.h>
#include "reel.h"

struct reel {
	u32 id;
};

static int reel_open(u32 id, struct reel **reel)
{
	return -ENODEV;
}

static int reel_submit(struct reel *reel, const struct reel_desc *desc)
{
	return reel->id + desc->in[0].x;
}

static struct reel_pair reel_swap(struct reel_pair pair)
{
	return pair;
}

static int reel_watch(reel_ref reel, reel_tick tick, struct device *dev)
{
	return 0;
}

static int reel_owner(REEL_KUID kuid, struct reel_listed *listed)
{
	return 0;
}

static void reel_grow(struct reel_growing *growing)
{
}

static const struct reel_ops reel_ops = {
	.open = reel_open,
	.submit = reel_submit,
	.swap = reel_swap,
	.watch = reel_watch,
	.owner = reel_owner,
	.grow = reel_grow,
};

static int reel_attach(const struct broker_provider *provider, struct broker_peer *peer)
{
	if (broker_has(broker_callbacks(peer, reel), moved))
		broker_callbacks(peer, reel)->moved(NULL, REEL_SLOW);
	return 0;
}

DEFINE_BROKER_PROVIDER(reel_provider, reel, &reel_ops, .attach = reel_attach);
module_broker_provider(reel_provider);

MODULE_DESCRIPTION("Provides what its contract does not see");
MODULE_LICENSE("GPL");
