/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A consumer of duplex. It calls from a thread on each CPU, and is called back all the
 * time; each callback checks its arguments. Parameters make it refuse, forget and
 * unregister where it must not.
 */
#include <linux/delay.h>
#include <linux/kmemleak.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/percpu.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/broker/consumer.h>

#include "duplex.h"

#define USER_USED	0x75736572
#define USER_FREED	0x66726565

static int refuse;
module_param(refuse, int, 0644);
MODULE_PARM_DESC(refuse, "What attach returns");

static bool forgetful;
module_param(forgetful, bool, 0644);
MODULE_PARM_DESC(forgetful, "Exit does not unregister");

static bool quits;
module_param(quits, bool, 0644);
MODULE_PARM_DESC(quits, "Stop unregisters the consumer, which it must not");

static bool idle;
module_param(idle, bool, 0444);
MODULE_PARM_DESC(idle, "Makes no calls of its own");

static unsigned int linger;
module_param(linger, uint, 0644);
MODULE_PARM_DESC(linger, "How many ms each hook sleeps");

static int attached, readied, left, stopped, detached, dead;
module_param(attached, int, 0444);
MODULE_PARM_DESC(attached, "Calls of attach that succeeded");
module_param(readied, int, 0444);
MODULE_PARM_DESC(readied, "Calls of ready");
module_param(left, int, 0444);
MODULE_PARM_DESC(left, "Calls of leaving");
module_param(stopped, int, 0444);
MODULE_PARM_DESC(stopped, "Calls of stop");
module_param(detached, int, 0444);
MODULE_PARM_DESC(detached, "Calls of detach");
module_param(dead, int, 0444);
MODULE_PARM_DESC(dead, "Of these with a provider that is not alive");

static unsigned long served, lost, rang;
module_param(served, ulong, 0444);
MODULE_PARM_DESC(served, "Calls that a provider served");
module_param(lost, ulong, 0444);
MODULE_PARM_DESC(lost, "Calls that found no provider, after one was found");
module_param(rang, ulong, 0444);
MODULE_PARM_DESC(rang, "Callbacks");

struct party {
	u32 state;
	bool opened;
	struct broker_link *link;
	struct rcu_head rcu;
};

static struct broker_consumer duplex_user;

static void check(const struct party *user, const char *what)
{
	if (!user || user->state != USER_USED)
		pr_err("%s: wrong: %s of a party that is %s\n", KBUILD_MODNAME, what,
		       user && user->state == USER_FREED ? "freed" : "none");
}

static int ring(u32 depth)
{
	struct broker_link *link = broker_enter(&duplex_user);
	int ret = -ENODEV;

	if (link) {
		ret = broker_ops(link, duplex)->ring(broker_provider_of(link), depth);
		broker_exit(link);
	}
	return ret;
}

/* Down again, from inside a callback. */
static int user_rung(struct party *user, u32 depth)
{
	check(user, "rung");
	data_race(rang++);		/* a lost count does no harm */
	if (depth)
		ring(depth - 1);
	check(user, "rung");
	return 1;
}

static int user_ask(struct party *user, u32 ms)
{
	check(user, "ask");
	msleep(ms);
	check(user, "ask");
	return 1;
}

static const struct duplex_callbacks callbacks = {
	.rung = user_rung,
	.ask = user_ask,
};

static int attach(struct broker_consumer *consumer, struct broker_link *link)
{
	struct party *user;
	int ret;

	msleep(linger);
	if (refuse)
		return refuse;
	user = kzalloc(sizeof(*user), GFP_KERNEL);
	if (!user)
		return -ENOMEM;
	if (forgetful)
		kmemleak_ignore(user);	/* detach is not called: leaked on purpose */
	ret = broker_ops(link, duplex)->open(broker_provider_of(link));
	if (ret) {
		kfree(user);
		return ret;
	}
	user->state = USER_USED;
	user->opened = true;
	user->link = link;
	link->priv = user;
	attached++;
	return 0;
}

static void ready(struct broker_consumer *consumer, struct broker_link *link)
{
	check(link->priv, "ready");
	readied++;
	msleep(linger);
}

static void leaving(struct broker_consumer *consumer, struct broker_link *link)
{
	check(link->priv, "leaving");
	left++;
	msleep(linger);
}

/* The last call: events may come until it has returned. */
static void stop(struct broker_consumer *consumer, struct broker_link *link)
{
	struct party *user = link->priv;

	check(user, "stop");
	if (quits)
		pr_info("%s: unregister in stop returned %d\n", KBUILD_MODNAME,
			broker_consumer_unregister(&duplex_user));
	msleep(linger);
	broker_ops(link, duplex)->close(broker_provider_of(link));
	user->opened = false;
	stopped++;
}

static void detach(struct broker_consumer *consumer, struct broker_link *link)
{
	struct party *user = link->priv;

	check(user, "detach");
	if (!broker_link_alive(link))
		dead++;
	else if (user->opened)
		broker_ops(link, duplex)->close(broker_provider_of(link));
	msleep(linger);
	user->state = USER_FREED;
	detached++;
	kfree(user);
}

DEFINE_BROKER_CONSUMER_TWO_WAY(duplex_user, duplex, 0, &callbacks,
			       .flags = BROKER_MOVABLE, .attach = attach, .ready = ready,
			       .leaving = leaving, .stop = stop, .detach = detach);

static DEFINE_PER_CPU(struct task_struct *, thread);

/*
 * Calls that fail before a thread's first success are not lost. They cannot be told by a look
 * at the counter once the consumer is attached: a thread may be preempted between its failed
 * call and the count.
 */
static int ring_on(void *unused)
{
	bool found = false;

	set_user_nice(current, MAX_NICE);
	while (!kthread_should_stop()) {
		int i;

		for (i = 0; i < 100; i++) {
			if (ring(3) > 0) {
				data_race(served++);	/* a missed count does no harm: */
				found = true;
			} else if (found) {
				data_race(lost++);	/* were there any? */
			}
		}
		cond_resched();
	}
	return 0;
}

/* rest: the number of ms to sleep inside a call */
static int rest(const char *value, const struct kernel_param *param)
{
	struct broker_link *link;
	unsigned int ms;
	int ret = kstrtouint(value, 0, &ms);

	if (ret)
		return ret;
	link = broker_enter(&duplex_user);
	if (!link)
		return -ENODEV;
	ret = broker_ops(link, duplex)->rest(broker_provider_of(link), ms);
	broker_exit(link);
	return ret < 0 ? ret : 0;
}

static const struct kernel_param_ops rest_ops = { .set = rest };
module_param_cb(rest, &rest_ops, NULL, 0200);
MODULE_PARM_DESC(rest, "Sleep so many ms in a call");

static void threads_stop(void)
{
	int cpu;

	for_each_online_cpu(cpu)
		if (per_cpu(thread, cpu))
			kthread_stop(per_cpu(thread, cpu));
}

static int __init duplex_user_init(void)
{
	int ret = broker_consumer_register(&duplex_user), cpu;

	for_each_online_cpu(cpu) {
		struct task_struct *t;

		if (ret || idle)
			break;
		t = kthread_create(ring_on, NULL, KBUILD_MODNAME "/%u", cpu);
		if (IS_ERR(t))
			continue;
		kthread_bind(t, cpu);
		per_cpu(thread, cpu) = t;
		wake_up_process(t);
	}
	return ret;
}
module_init(duplex_user_init);

/* The calls continue while the consumer is unregistered; those of a forgetful one do not. */
static void __exit duplex_user_exit(void)
{
	if (!forgetful)
		broker_consumer_unregister(&duplex_user);
	threads_stop();
	if (!forgetful && attached != detached)
		pr_err("%s: wrong: attached %d, detached %d\n", KBUILD_MODNAME, attached, detached);
}
module_exit(duplex_user_exit);

MODULE_DESCRIPTION("Test: a consumer that is called back");
MODULE_LICENSE("GPL");
