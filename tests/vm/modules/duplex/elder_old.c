// SPDX-License-Identifier: GPL-2.0-only
/* A consumer of the older minor. */
#include <linux/module.h>
#define ELDER_ONE_WAY
#include <linux/broker/consumer.h>

#include "elder.h"

DEFINE_BROKER_CONSUMER(elder_old, elder, 0);
module_broker_consumer(elder_old);

MODULE_DESCRIPTION("Test: a consumer that knows no callbacks");
MODULE_LICENSE("GPL");
