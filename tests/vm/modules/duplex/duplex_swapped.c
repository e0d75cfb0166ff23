// SPDX-License-Identifier: GPL-2.0-only
/* A consumer whose header has the parameters of a callback in another order. */
#include <linux/module.h>
#include <linux/broker/consumer.h>

struct party;

#define DUPLEX_RUNG(CALLBACK)						\
	CALLBACK(0, atomic, int, rung, (u32 depth, struct party *user))
#include "duplex.h"

static int swapped_rung(u32 depth, struct party *user)
{
	pr_err("%s: wrong: called back\n", KBUILD_MODNAME);
	return 0;
}

static int swapped_ask(struct party *user, u32 ms)
{
	return 0;
}

static const struct duplex_callbacks callbacks = {
	.rung = swapped_rung,
	.ask = swapped_ask,
};

DEFINE_BROKER_CONSUMER_TWO_WAY(swapped, duplex, 0, &callbacks);
module_broker_consumer(swapped);

MODULE_DESCRIPTION("Test: a consumer with a callback that differs");
MODULE_LICENSE("GPL");
