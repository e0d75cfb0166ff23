/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A consumer of shape: binds, prints the results of "scale" and, if its header has
 * it, "area".
 */
#include <linux/module.h>
#include <linux/broker/consumer.h>

#include "shape.h"

#ifndef SHAPE_NEED
#define SHAPE_NEED 0
#endif
#ifndef SHAPE_REQUEST
#define SHAPE_REQUEST
#endif

static struct broker_handle *handle;

static int __init consumer_init(void)
{
	const struct shape_ops *shape;

	handle = broker_get(shape, SHAPE_NEED, &shape, SHAPE_REQUEST);
	if (IS_ERR(handle))
		return PTR_ERR(handle);
	pr_info("%s: scale returns %d\n", KBUILD_MODNAME, shape->scale(NULL, 1, 2));
#ifdef SHAPE_HAS_AREA
	if (broker_has(shape, area))
		pr_info("%s: area returns %d\n", KBUILD_MODNAME, shape->area(NULL));
	else
		pr_info("%s: area is absent\n", KBUILD_MODNAME);
#endif
	return 0;
}
module_init(consumer_init);

static void __exit consumer_exit(void)
{
	broker_put(handle);
}
module_exit(consumer_exit);

MODULE_DESCRIPTION("Test: a consumer of shape");
MODULE_LICENSE("GPL");
