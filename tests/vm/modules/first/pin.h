/* SPDX-License-Identifier: GPL-2.0-only */
/* The body of a pinned consumer, with a fallback for an operation that the provider leaves NULL. */
#include <linux/module.h>
#include <linux/broker/consumer.h>

#include "job.h"

static bool never_idle(const struct first_port *port)
{
	return false;
}

static const struct first_ops fallback = { .idle = never_idle };

static const struct first_ops *first;
static struct broker_handle *handle;
static struct first_port *port;

static int __init pin_init(void)
{
	int ret;

	handle = broker_get(first, 0, &first, .fallback = broker_table(first, &fallback));
	if (IS_ERR(handle))
		return PTR_ERR(handle);
	ret = first->open(&port);
	if (ret) {
		broker_put(handle);
		return ret;
	}
	pr_info("%s: work is %s, idle %d\n", KBUILD_MODNAME,
		first_call(first, port) == FIRST_RESULT ? "right" : "wrong", first->idle(port));
	return 0;
}
module_init(pin_init);

static void __exit pin_exit(void)
{
	first->close(port);
	broker_put(handle);
}
module_exit(pin_exit);

MODULE_DESCRIPTION("Test: a pinned consumer of first");
MODULE_LICENSE("GPL");
