/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A consumer whose hooks can be held up, after their work with
 * the provider.
 */
#include <linux/module.h>
#include <linux/broker/consumer.h>

#include "fate.h"

static bool forgetful;
module_param(forgetful, bool, 0444);
MODULE_PARM_DESC(forgetful, "Exit does not unregister");

static bool movable;
module_param(movable, bool, 0444);
MODULE_PARM_DESC(movable, "May be moved to a better provider");

static bool tell = true;
module_param(tell, bool, 0444);
MODULE_PARM_DESC(tell, "Has a leaving hook");

static int attach(struct broker_consumer *c, struct broker_link *link)
{
	struct fate *fate;
	int ret = broker_ops(link, fate)->open(&fate);

	if (ret)
		return ret;
	link->priv = fate;
	fate_count(FATE_ATTACHED);
	fate_pass(FATE_ATTACH);
	return 0;
}

static void leaving(struct broker_consumer *c, struct broker_link *link)
{
	broker_ops(link, fate)->poke(link->priv);
	fate_count(FATE_LEFT);
	fate_pass(FATE_LEAVING);
}

static void detach(struct broker_consumer *c, struct broker_link *link)
{
	if (broker_link_alive(link))
		broker_ops(link, fate)->close(link->priv);
	else
		fate_count(FATE_DEAD);
	fate_count(FATE_DETACHED);
	fate_pass(FATE_DETACH);
}

#define FATE_HOOKS	.attach = attach, .leaving = leaving, .detach = detach

static struct broker_consumer user;	/* defined by the including file, with these */

/* A call that stays inside as long as it is held up. */
static int call(const char *value, const struct kernel_param *param)
{
	struct broker_link *link = broker_enter(&user);

	if (!link)
		return -ENODEV;
	broker_ops(link, fate)->poke(link->priv);
	fate_pass(FATE_CALL);
	broker_exit(link);
	return 0;
}

static const struct kernel_param_ops call_ops = { .set = call };
module_param_cb(call, &call_ops, NULL, 0200);
MODULE_PARM_DESC(call, "Make a call");

static int unregister(const char *value, const struct kernel_param *param)
{
	return broker_consumer_unregister(&user);
}

static const struct kernel_param_ops unregister_ops = { .set = unregister };
module_param_cb(unregister, &unregister_ops, NULL, 0200);
MODULE_PARM_DESC(unregister, "Unregister, in a task that is not exit's");

static int __init fate_init(void)
{
	user.flags = movable ? BROKER_MOVABLE : 0;
	if (!tell)
		user.leaving = NULL;
	return broker_consumer_register(&user);
}
module_init(fate_init);

static void __exit fate_exit(void)
{
	fate_pass(FATE_EXIT);
	if (!forgetful)
		broker_consumer_unregister(&user);
}
module_exit(fate_exit);

MODULE_DESCRIPTION("Test: a consumer that goes, or whose provider does");
MODULE_LICENSE("GPL");
