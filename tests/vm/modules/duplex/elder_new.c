// SPDX-License-Identifier: GPL-2.0-only
/* A consumer of the newer minor. */
#include <linux/module.h>
#include <linux/broker/consumer.h>

#include "elder.h"

static int greeted(void *user, u32 years)
{
	return years;
}

static const struct elder_callbacks callbacks = { .greeted = greeted };

DEFINE_BROKER_CONSUMER_TWO_WAY(elder_new, elder, 0, &callbacks, .flags = BROKER_MOVABLE);
module_broker_consumer(elder_new);

MODULE_DESCRIPTION("Test: a consumer that offers callbacks");
MODULE_LICENSE("GPL");
