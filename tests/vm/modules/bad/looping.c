// SPDX-License-Identifier: GPL-2.0-only
/* Makes each mistake that causes a line in the log many times. */
#include <linux/err.h>
#include <linux/module.h>
#include <linux/broker/consumer.h>
#include <linux/broker/provider.h>

#define TIMES	1000

#define GOOD_OPS(OP)							\
	OP(0, atomic, int, beat, (void))
BROKER_INTERFACE(good, 1, GOOD_OPS);

static int beat(void)
{
	return 1;
}

static const struct good_ops table = { .beat = beat };
DEFINE_BROKER_PROVIDER(provider, good, &table);
DEFINE_BROKER_CONSUMER(consumer, good, 0);

static int __init looping_init(void)
{
	const struct good_ops *good;
	struct broker_handle *handle;
	int i;

	for (i = 0; i < TIMES; i++) {
		handle = broker_get(good, 0, &good);
		if (!IS_ERR(handle))
			return -EINVAL;
		broker_put((struct broker_handle *)-1UL);
		broker_provider_unregister(&provider);
		broker_consumer_unregister(&consumer);
	}
	return 0;
}
module_init(looping_init);

static void __exit looping_exit(void)
{
}
module_exit(looping_exit);

MODULE_DESCRIPTION("Test: a client that does wrong in a loop");
MODULE_LICENSE("GPL");
