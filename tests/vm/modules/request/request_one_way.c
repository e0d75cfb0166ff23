// SPDX-License-Identifier: GPL-2.0-only
/* A consumer with requests of an interface that is not two-way. */
#include <linux/module.h>
#include <linux/broker/consumer.h>

#define ONE_WAY_OPS(OP)							\
	OP(0, atomic, int, submit, (u32 ms))
BROKER_INTERFACE(one_way, 1, ONE_WAY_OPS);

DEFINE_BROKER_CONSUMER(one_way_user, one_way, 0, .flags = BROKER_REQUESTS);
module_broker_consumer(one_way_user);

MODULE_DESCRIPTION("Test: a one-way consumer with requests");
MODULE_LICENSE("GPL");
