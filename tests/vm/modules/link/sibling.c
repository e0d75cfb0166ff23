// SPDX-License-Identifier: GPL-2.0-only
/* Two consumers of one provider; the first one's detach unregisters the second. */
#include <linux/module.h>
#include <linux/broker/consumer.h>

#include "well.h"

static void second_detach(struct broker_consumer *c, struct broker_link *link)
{
	pr_info("sibling: second detached\n");
}

DEFINE_BROKER_CONSUMER(second, well, 0, .detach = second_detach);

static void first_detach(struct broker_consumer *c, struct broker_link *link)
{
	pr_info("sibling: unregister returned %d\n", broker_consumer_unregister(&second));
}

DEFINE_BROKER_CONSUMER(first, well, 0, .detach = first_detach);

static int __init sibling_init(void)
{
	int ret = broker_consumer_register(&first);

	if (ret)
		return ret;
	ret = broker_consumer_register(&second);
	if (ret)
		broker_consumer_unregister(&first);
	return ret;
}
module_init(sibling_init);

static void __exit sibling_exit(void)
{
	broker_consumer_unregister(&first);
}
module_exit(sibling_exit);

MODULE_DESCRIPTION("Test: a hook that unregisters its sibling");
MODULE_LICENSE("GPL");
