// SPDX-License-Identifier: GPL-2.0-only
/*
 * A revocable consumer that draws as fast as it can, from a thread on each CPU
 * and from a timer. Its parameters have counts, and trigger operations.
 */
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/percpu.h>
#include <linux/sched.h>
#include <linux/timer.h>
#include <linux/broker/consumer.h>

#include "well.h"

static bool movable;
module_param(movable, bool, 0444);
MODULE_PARM_DESC(movable, "May be moved to a better provider");

static bool autoload;
module_param(autoload, bool, 0444);
MODULE_PARM_DESC(autoload, "Have a provider loaded");

static unsigned int linger;
module_param(linger, uint, 0444);
MODULE_PARM_DESC(linger, "Sleep so many ms in the provider when told that it leaves");

static bool idle;
module_param(idle, bool, 0444);
MODULE_PARM_DESC(idle, "Make no calls but those asked for");

static bool forgetful;
module_param(forgetful, bool, 0444);
MODULE_PARM_DESC(forgetful, "Exit does not unregister");

static int fail;
module_param(fail, int, 0444);
MODULE_PARM_DESC(fail, "What init returns after it has registered");

static int attached, detached, left;
module_param(attached, int, 0444);
MODULE_PARM_DESC(attached, "Calls of attach");
module_param(detached, int, 0444);
MODULE_PARM_DESC(detached, "Calls of detach");
module_param(left, int, 0444);
MODULE_PARM_DESC(left, "Calls of leaving");

static unsigned long served, absent, lost;
module_param(served, ulong, 0444);
MODULE_PARM_DESC(served, "Draws that a provider served");
module_param(absent, ulong, 0444);
MODULE_PARM_DESC(absent, "Draws that found no provider");
module_param(lost, ulong, 0444);
MODULE_PARM_DESC(lost, "Draws that found no provider, after one was found");

static int attach(struct broker_consumer *c, struct broker_link *link)
{
	struct bucket *bucket;
	int ret = broker_ops(link, well)->open(&bucket);

	if (!ret)
		link->priv = bucket;
	attached++;
	return ret;
}

static void leaving(struct broker_consumer *c, struct broker_link *link)
{
	left++;
	if (linger)
		broker_ops(link, well)->rest(link->priv, linger);
}

static void detach(struct broker_consumer *c, struct broker_link *link)
{
	if (broker_link_alive(link))
		broker_ops(link, well)->close(link->priv);
	else
		pr_info("well_user: its provider is dead\n");
	detached++;
}

DEFINE_BROKER_CONSUMER(well_user, well, 0, .attach = attach, .leaving = leaving, .detach = detach);

/* Not inlined, so that the disassembly shows a guarded call. */
static noinline int draw(void)
{
	struct broker_link *link = broker_enter(&well_user);
	int ret = -ENODEV;

	if (link) {
		ret = broker_ops(link, well)->draw(link->priv);
		broker_exit(link);
	}
	return ret;
}

static DEFINE_PER_CPU(struct task_struct *, thread);

/*
 * Tasks that load and unload modules meanwhile must not wait for a CPU. Draws that fail
 * before a thread's first success are not lost. They cannot be told by a look at the counter
 * once the consumer is attached: a thread may be preempted between its failed draw and the
 * count.
 */
static int draw_on(void *unused)
{
	bool found = false;

	set_user_nice(current, MAX_NICE);
	while (!kthread_should_stop()) {
		int i;

		for (i = 0; i < 100; i++) {
			if (draw() > 0) {
				data_race(served++);	/* a missed count does no harm: */
				found = true;
				continue;
			}
			data_race(absent++);		/* were there any? */
			if (found)
				data_race(lost++);	/* were there any? */
		}
		cond_resched();
	}
	return 0;
}

static void tick(struct timer_list *timer)
{
	draw();
	mod_timer(timer, jiffies + 1);
}

static DEFINE_TIMER(timer, tick);

/* rest: the number of ms to sleep inside a call; leave: unregister from inside one. */
static int rest(const char *value, const struct kernel_param *param)
{
	struct broker_link *link;
	unsigned int ms;
	int ret = kstrtouint(value, 0, &ms);

	if (ret)
		return ret;
	link = broker_enter(&well_user);
	if (!link)
		return -ENODEV;
	ret = ms ? broker_ops(link, well)->rest(link->priv, ms) :
		   broker_ops(link, well)->leave(link->priv);
	broker_exit(link);
	return ret < 0 ? ret : 0;
}

static const struct kernel_param_ops rest_ops = { .set = rest };
module_param_cb(rest, &rest_ops, NULL, 0200);
MODULE_PARM_DESC(rest, "Sleep so many ms in a call; 0: unregister the provider in one");

static void stop(void)
{
	int cpu;

	for_each_online_cpu(cpu)
		if (per_cpu(thread, cpu))
			kthread_stop(per_cpu(thread, cpu));
	timer_delete_sync(&timer);
}

static int start(void)
{
	int cpu;

	for_each_online_cpu(cpu) {
		struct task_struct *t = kthread_create(draw_on, NULL, "well_user/%u", cpu);

		if (IS_ERR(t)) {
			stop();
			return PTR_ERR(t);
		}
		kthread_bind(t, cpu);
		per_cpu(thread, cpu) = t;
		wake_up_process(t);
	}
	mod_timer(&timer, jiffies + 1);
	return 0;
}

static int __init well_user_init(void)
{
	int ret;

	well_user.flags = (movable ? BROKER_MOVABLE : 0) | (autoload ? BROKER_AUTOLOAD : 0);
	ret = broker_consumer_register(&well_user) ?: fail;
	if (!ret && !idle)
		ret = start();
	return ret;
}
module_init(well_user_init);

/* The calls continue while the consumer is unregistered. */
static void __exit well_user_exit(void)
{
	if (!forgetful)
		broker_consumer_unregister(&well_user);
	stop();
}
module_exit(well_user_exit);

MODULE_DESCRIPTION("Test: a revocable consumer of well");
MODULE_LICENSE("GPL");
