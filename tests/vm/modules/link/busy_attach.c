// SPDX-License-Identifier: GPL-2.0-only
/*
 * Its attach hook performs operations that are allowed and one that is not: "with" is register
 * (another provider), load (a module, by name in "module"), or self (unregister
 * itself).
 */
#include <linux/kmod.h>
#include <linux/module.h>
#include <linux/string.h>
#include <linux/broker/consumer.h>
#include <linux/broker/provider.h>

#include "well.h"

static char *with = "";
module_param(with, charp, 0444);
MODULE_PARM_DESC(with, "What attach does");

static char *module = "";
module_param(module, charp, 0444);
MODULE_PARM_DESC(module, "Which module attach loads");

#define SPARE_OPS(OP)							\
	OP(0, atomic, int, beat, (void))
BROKER_INTERFACE(spare, 1, SPARE_OPS);

static int beat(void)
{
	return 1;
}

static const struct spare_ops spare_table = { .beat = beat };
DEFINE_BROKER_PROVIDER(spare_provider, spare, &spare_table);

static int attach(struct broker_consumer *c, struct broker_link *link)
{
	int ret = 0;

	if (!strcmp(with, "register"))
		ret = broker_provider_register(&spare_provider);
	else if (!strcmp(with, "load"))
		ret = request_module("%s", module);
	else if (!strcmp(with, "self"))
		ret = broker_consumer_unregister(c) == -EDEADLK ? 0 : -EIO;
	else if (!strcmp(with, "fail"))
		ret = -EAGAIN;	/* which must not make the broker try again */
	pr_info("busy_attach: %s returned %d\n", with, ret);
	return !strcmp(with, "fail") ? ret : 0;
}

static void detach(struct broker_consumer *c, struct broker_link *link)
{
	if (!strcmp(with, "register"))
		broker_provider_unregister(&spare_provider);
	pr_info("busy_attach: detached\n");
}

DEFINE_BROKER_CONSUMER(busy_attach, well, 0, .attach = attach, .detach = detach);
module_broker_consumer(busy_attach);

MODULE_DESCRIPTION("Test: what a hook may do");
MODULE_LICENSE("GPL");
