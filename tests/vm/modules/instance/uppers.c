// SPDX-License-Identifier: GPL-2.0-only
/*
 * The objects above the ports: a link to each.
 */
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/list.h>
#include <linux/module.h>
#include <linux/rculist.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/broker/consumer.h>

#include "ports.h"

static bool forgetful;
module_param(forgetful, bool, 0644);
MODULE_PARM_DESC(forgetful, "Exit does not unregister");

static char refused[48];
module_param_string(refused, refused, sizeof(refused), 0644);
MODULE_PARM_DESC(refused, "The port that is not wanted");

static bool hold;
module_param(hold, bool, 0644);
MODULE_PARM_DESC(hold, "Attach waits while it is set");

static int attached, readied, moved, left, stopped, detached, dead, called, missed;
module_param(attached, int, 0444);
MODULE_PARM_DESC(attached, "Calls of attach that succeeded");
module_param(readied, int, 0444);
MODULE_PARM_DESC(readied, "Calls of ready");
module_param(moved, int, 0444);
MODULE_PARM_DESC(moved, "Those of a link that replaces another");
module_param(left, int, 0444);
MODULE_PARM_DESC(left, "Calls of leaving");
module_param(stopped, int, 0444);
MODULE_PARM_DESC(stopped, "Calls of stop");
module_param(detached, int, 0444);
MODULE_PARM_DESC(detached, "Calls of detach");
module_param(dead, int, 0444);
MODULE_PARM_DESC(dead, "Those for a provider that has gone");
module_param(called, int, 0444);
MODULE_PARM_DESC(called, "Calls that were answered");
module_param(missed, int, 0444);
MODULE_PARM_DESC(missed, "Calls that found no port behind a link");

static int linger;
module_param(linger, int, 0444);
MODULE_PARM_DESC(linger, "Milliseconds before ready stores a link");

static atomic_t heard_count = ATOMIC_INIT(0);
module_param_named(heard, heard_count.counter, int, 0444);
MODULE_PARM_DESC(heard, "Callbacks");

struct upper {
	struct list_head node;
	struct broker_link *link;
	struct rcu_head rcu;
	char name[48];
};

static LIST_HEAD(uppers);
static DEFINE_SPINLOCK(uppers_lock);	/* the list, the counters */

static void wrong(const char *what, const char *name)
{
	pr_err("%s: wrong: %s, port %s\n", KBUILD_MODNAME, what, name);
}

static void heard(struct upper *upper, const char *name)
{
	atomic_inc(&heard_count);
	if (strcmp(upper->name, name))
		wrong("heard of another", name);
}

static const struct ports_callbacks callbacks = { .heard = heard };

static int attach(struct broker_consumer *consumer, struct broker_link *link)
{
	const char *name = broker_link_instance(link);
	struct upper *upper;

	if (sysfs_streq(name, refused))
		return -ENODEV;
	while (READ_ONCE(hold))
		msleep(50);
	upper = kzalloc(sizeof(*upper), GFP_KERNEL);
	if (!upper)
		return -ENOMEM;
	strscpy(upper->name, name, sizeof(upper->name));
	upper->link = link;
	link->priv = upper;
	if (!broker_ops(link, ports)->is_named(broker_provider_of(link), name))
		wrong("attached to another", name);
	spin_lock(&uppers_lock);
	attached++;
	spin_unlock(&uppers_lock);
	return 0;
}

static void ready(struct broker_consumer *consumer, struct broker_link *link)
{
	struct upper *upper = link->priv;

	msleep(linger);
	spin_lock(&uppers_lock);
	readied++;
	if (link->replaces) {
		struct upper *old = link->replaces->priv;

		moved++;
		if (!old || strcmp(old->name, upper->name))
			wrong("replaces another", upper->name);
		else
			list_replace_rcu(&old->node, &upper->node);
	} else {
		list_add_tail_rcu(&upper->node, &uppers);
	}
	spin_unlock(&uppers_lock);
}

/* A link that was replaced is off the list. */
static void leaving(struct broker_consumer *consumer, struct broker_link *link)
{
	spin_lock(&uppers_lock);
	left++;
	spin_unlock(&uppers_lock);
}

static void stop(struct broker_consumer *consumer, struct broker_link *link)
{
	spin_lock(&uppers_lock);
	stopped++;
	spin_unlock(&uppers_lock);
}

static void detach(struct broker_consumer *consumer, struct broker_link *link)
{
	struct upper *upper = link->priv, *other;

	if (strcmp(upper->name, broker_link_instance(link)))
		wrong("detached from another", upper->name);
	spin_lock(&uppers_lock);
	list_for_each_entry(other, &uppers, node)
		if (other == upper) {
			list_del_rcu(&upper->node);
			break;
		}
	detached++;
	dead += !broker_link_alive(link);
	spin_unlock(&uppers_lock);
	kfree_rcu(upper, rcu);
}

DEFINE_BROKER_CONSUMER_TWO_WAY(every, ports, 0, &callbacks,
			       .flags = BROKER_EVERY | BROKER_MOVABLE, .attach = attach,
			       .ready = ready, .leaving = leaving, .stop = stop,
			       .detach = detach);

/* The object of that name that is in the list now, under RCU. */
static struct upper *find(const char *name)
{
	struct upper *upper;

	list_for_each_entry_rcu(upper, &uppers, node)
		if (!strcmp(upper->name, name))
			return upper;
	return NULL;
}

/* If the link was replaced since it was found, the new one is in its place. */
static struct upper *enter(struct upper *upper)
{
	struct upper *again;

	if (broker_enter_link(upper->link, upper))
		return upper;
	again = find(upper->name);
	return again && again != upper && broker_enter_link(again->link, again) ? again : NULL;
}

/* Calls through each link once. */
static int call_set(const char *value, const struct kernel_param *param)
{
	unsigned int answered = 0, lost = 0;
	struct upper *upper, *entered;

	rcu_read_lock();
	list_for_each_entry_rcu(upper, &uppers, node) {
		entered = enter(upper);
		if (!entered) {
			lost++;
			continue;
		}
		if (broker_ops(entered->link, ports)->is_named(broker_provider_of(entered->link),
							       upper->name))
			answered++;
		else
			wrong("called another", upper->name);
		broker_exit(entered->link);
	}
	rcu_read_unlock();
	spin_lock(&uppers_lock);
	called += answered;
	missed += lost;
	spin_unlock(&uppers_lock);
	return 0;
}

static const struct kernel_param_ops call_ops = { .set = call_set };
module_param_cb(call, &call_ops, NULL, 0200);
MODULE_PARM_DESC(call, "Call each port once");

/*
 * A call that is inside while "hold" is set: in another task, because only one parameter
 * can be written at a time.
 */
static char inside_name[48];
static bool entered;
static DECLARE_COMPLETION(inside_begun);

static void stay_inside(struct work_struct *unused)
{
	struct upper *upper;

	rcu_read_lock();
	upper = find(inside_name);
	entered = upper && broker_enter_link(upper->link, upper);
	rcu_read_unlock();
	complete(&inside_begun);
	if (!entered)
		return;
	while (READ_ONCE(hold))
		msleep(50);
	broker_exit(upper->link);
}

static DECLARE_WORK(inside_work, stay_inside);

static int inside_set(const char *value, const struct kernel_param *param)
{
	flush_work(&inside_work);
	if (sscanf(value, "%40s", inside_name) != 1)
		return -EINVAL;
	reinit_completion(&inside_begun);
	schedule_work(&inside_work);
	wait_for_completion(&inside_begun);
	return entered ? 0 : -ENODEV;
}

static const struct kernel_param_ops inside_ops = { .set = inside_set };
module_param_cb(inside, &inside_ops, NULL, 0200);
MODULE_PARM_DESC(inside, "Be inside a call to that port");

static int __init uppers_init(void)
{
	return broker_consumer_register(&every);
}
module_init(uppers_init);

static void __exit uppers_exit(void)
{
	struct upper *upper, *next;

	if (!forgetful)
		broker_consumer_unregister(&every);
	flush_work(&inside_work);
	list_for_each_entry_safe(upper, next, &uppers, node)
		kfree(upper);
	rcu_barrier();
	pr_info("%s: %d attached, %d detached\n", KBUILD_MODNAME, attached, detached);
}
module_exit(uppers_exit);

MODULE_DESCRIPTION("Test: a consumer of all ports");
MODULE_LICENSE("GPL");
