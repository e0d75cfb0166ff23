// SPDX-License-Identifier: GPL-2.0-only
/* Two consumers of one provider, unregistered from inside a call through the first. */
#include <linux/module.h>
#include <linux/broker/consumer.h>

#include "well.h"

static unsigned int attached;
module_param(attached, uint, 0444);
MODULE_PARM_DESC(attached, "Calls of attach");

static int attach(struct broker_consumer *c, struct broker_link *link)
{
	attached++;
	return 0;
}

DEFINE_BROKER_CONSUMER(first, well, 0, .attach = attach);
DEFINE_BROKER_CONSUMER(second, well, 0, .attach = attach);

/* 1: the second, which is allowed; 0: the first, which waits for itself. */
static int unregister(const char *value, const struct kernel_param *param)
{
	struct broker_link *link;
	bool other;
	int ret = kstrtobool(value, &other);

	if (ret)
		return ret;
	link = broker_enter(&first);
	if (!link)
		return -ENODEV;
	ret = broker_consumer_unregister(other ? &second : &first);
	broker_exit(link);
	return ret;
}

static const struct kernel_param_ops unregister_ops = { .set = unregister };
module_param_cb(unregister, &unregister_ops, NULL, 0200);
MODULE_PARM_DESC(unregister, "Unregister from inside a call; 1: the other one, 0: its own");

static int __init inside_init(void)
{
	int ret = broker_consumer_register(&first);

	if (ret)
		return ret;
	ret = broker_consumer_register(&second);
	if (ret)
		broker_consumer_unregister(&first);
	return ret;
}
module_init(inside_init);

static void __exit inside_exit(void)
{
	broker_consumer_unregister(&second);
	broker_consumer_unregister(&first);
}
module_exit(inside_exit);

MODULE_DESCRIPTION("Test: an unregister from inside a call");
MODULE_LICENSE("GPL");
