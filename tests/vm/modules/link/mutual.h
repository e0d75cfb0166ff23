/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Two modules, each provider and consumer of the other: impossible with plain
 * exports, and forbidden with pins.
 */
#include <linux/module.h>
#include <linux/broker/consumer.h>
#include <linux/broker/provider.h>

#define SIDE_OPS(OP)							\
	OP(0, atomic, int, side, (void))
BROKER_INTERFACE(left_side, 1, SIDE_OPS);
BROKER_INTERFACE(right_side, 1, SIDE_OPS);

static int own_side(void)
{
	return OWN_NUMBER;
}

static const struct OWN_OPS own_table = { .side = own_side };

static bool forgetful;
module_param(forgetful, bool, 0444);
MODULE_PARM_DESC(forgetful, "Exit does not unregister");

static int ask(char *buffer, const struct kernel_param *param);
static const struct kernel_param_ops ask_ops = { .get = ask };
module_param_cb(ask, &ask_ops, NULL, 0444);
MODULE_PARM_DESC(ask, "What the other side says");

MODULE_DESCRIPTION("Test: mutual use");
MODULE_LICENSE("GPL");

#define MUTUAL(_own, _other)						\
DEFINE_BROKER_PROVIDER(own, _own, &own_table);				\
DEFINE_BROKER_CONSUMER(other, _other, 0);				\
static int ask(char *buffer, const struct kernel_param *param)		\
{									\
	struct broker_link *link = broker_enter(&other);		\
	int ret = 0;							\
									\
	if (link) {							\
		ret = broker_ops(link, _other)->side();			\
		broker_exit(link);					\
	}								\
	return sysfs_emit(buffer, "%d\n", ret);				\
}									\
static int __init mutual_init(void)					\
{									\
	int ret = broker_provider_register(&own);			\
									\
	if (ret)							\
		return ret;						\
	ret = broker_consumer_register(&other);				\
	if (ret)							\
		broker_provider_unregister(&own);			\
	return ret;							\
}									\
module_init(mutual_init);						\
static void __exit mutual_exit(void)					\
{									\
	if (forgetful)							\
		return;							\
	broker_consumer_unregister(&other);				\
	broker_provider_unregister(&own);				\
}									\
module_exit(mutual_exit)
