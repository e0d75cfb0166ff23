// SPDX-License-Identifier: GPL-2.0-only
/* A provider that is registered and unregistered all the time, in a thread of its own. */
#include <linux/delay.h>
#include <linux/kthread.h>

#include <linux/broker/interface.h>
#include <linux/broker/provider.h>

#define COMING_OPS(OP)							\
	OP(0, sleep, int, beat, (void))
BROKER_INTERFACE(coming, 1, COMING_OPS);

static int beat(void)
{
	return 72;
}

static const struct coming_ops ops = { .beat = beat };
DEFINE_BROKER_PROVIDER(coming_provider, coming, &ops);

static struct task_struct *thread;

/* The module may be going already when it is told to stop. */
static int come_and_go(void *unused)
{
	while (!kthread_should_stop()) {
		int ret = broker_provider_register(&coming_provider);

		if (ret)
			return ret == -ENODEV ? 0 : ret;
		usleep_range(500, 1000);
		broker_provider_unregister(&coming_provider);
	}
	return 0;
}

static int __init coming_init(void)
{
	thread = kthread_run(come_and_go, NULL, "coming");
	return PTR_ERR_OR_ZERO(thread);
}
module_init(coming_init);

static void __exit coming_exit(void)
{
	if (kthread_stop(thread))
		pr_warn("coming: failed to come\n");
}
module_exit(coming_exit);

MODULE_DESCRIPTION("Comes and goes");
MODULE_LICENSE("GPL");
