// SPDX-License-Identifier: GPL-2.0-only
/* A movable consumer whose provider is loaded on request, and that calls from a thread. */
#include <linux/delay.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/broker/consumer.h>

#include "job.h"

static unsigned long right, wrong, absent;
module_param(right, ulong, 0444);
MODULE_PARM_DESC(right, "Calls whose result was right");
module_param(wrong, ulong, 0444);
MODULE_PARM_DESC(wrong, "Calls whose result was wrong");
module_param(absent, ulong, 0644);
MODULE_PARM_DESC(absent, "Calls that found no provider");

static int attached, left, detached;
module_param(attached, int, 0444);
MODULE_PARM_DESC(attached, "Calls of attach");
module_param(left, int, 0444);
MODULE_PARM_DESC(left, "Calls of leaving");
module_param(detached, int, 0444);
MODULE_PARM_DESC(detached, "Calls of detach");

static int attach(struct broker_consumer *c, struct broker_link *link)
{
	attached++;
	return broker_ops(link, first)->open((struct first_port **)&link->priv);
}

static void leaving(struct broker_consumer *c, struct broker_link *link)
{
	left++;
}

static void detach(struct broker_consumer *c, struct broker_link *link)
{
	detached++;
	if (broker_link_alive(link))
		broker_ops(link, first)->close(link->priv);
}

DEFINE_BROKER_CONSUMER(first_user, first, 0, .attach = attach, .leaving = leaving,
		       .detach = detach, .flags = BROKER_MOVABLE | BROKER_AUTOLOAD);

static int call(void *unused)
{
	while (!kthread_should_stop()) {
		struct broker_link *link = broker_enter(&first_user);

		if (!link) {
			absent++;
			msleep(20);
			continue;
		}
		if (first_call(broker_ops(link, first), link->priv) == FIRST_RESULT)
			right++;
		else
			wrong++;
		broker_exit(link);
		cond_resched();
	}
	return 0;
}

static struct task_struct *thread;

static int __init user_init(void)
{
	int ret = broker_consumer_register(&first_user);

	if (ret)
		return ret;
	thread = kthread_run(call, NULL, "first_user");
	if (!IS_ERR(thread))
		return 0;
	broker_consumer_unregister(&first_user);
	return PTR_ERR(thread);
}
module_init(user_init);

static void __exit user_exit(void)
{
	broker_consumer_unregister(&first_user);
	kthread_stop(thread);
}
module_exit(user_exit);

MODULE_DESCRIPTION("Test: a revocable consumer of first");
MODULE_LICENSE("GPL");
