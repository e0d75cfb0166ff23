/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A provider of shape whose operations return the numbers of their rows, from
 * 100 on.
 */
#include <linux/module.h>
#include <linux/broker/provider.h>

#include "shape.h"

enum {
#define SHAPE_NUMBER(since, context, type, name, args)	SHAPE_##name,
	SHAPE_OPS(SHAPE_NUMBER)
};

#define SHAPE_STUB(since, context, type, name, args)			\
static type shape_##name args						\
{									\
	return 100 + SHAPE_##name;					\
}
SHAPE_OPS(SHAPE_STUB)

#define SHAPE_SLOT(since, context, type, name, args)	.name = shape_##name,

/* The memory after the table would cause an oops if it were taken for an operation. */
static const struct {
	struct shape_ops ops;
	unsigned long canary[4];
} table = {
	.ops = { SHAPE_OPS(SHAPE_SLOT) },
	.canary = { 0xbad, 0xbad, 0xbad, 0xbad },
};

#ifndef SHAPE_PRIORITY
#define SHAPE_PRIORITY 0
#endif
#ifndef SHAPE_POLICY
#define SHAPE_POLICY
#endif
DEFINE_BROKER_PROVIDER(provider, shape, &table.ops, .priority = SHAPE_PRIORITY, SHAPE_POLICY);
module_broker_provider(provider);

MODULE_DESCRIPTION("Test: a provider of shape");
MODULE_LICENSE("GPL");
