/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A provider of duplex. It calls back from a timer, from a thread and from inside calls,
 * for as long as it is loaded, and finds its ports under RCU. Parameters make it refuse,
 * forget and unregister where it must not.
 */
#include <linux/delay.h>
#include <linux/kmemleak.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/rculist.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/timer.h>
#include <linux/broker/provider.h>

#include "duplex.h"

#define PORT_USED	0x706f7274
#define PORT_FREED	0x66726565

static short priority;
module_param(priority, short, 0444);
MODULE_PARM_DESC(priority, "Priority to register with");

static int refuse;
module_param(refuse, int, 0644);
MODULE_PARM_DESC(refuse, "What attach returns");

static bool keyless;
module_param(keyless, bool, 0644);
MODULE_PARM_DESC(keyless, "Attach makes nothing, and sets no priv");

static bool forgetful;
module_param(forgetful, bool, 0644);
MODULE_PARM_DESC(forgetful, "Exit does not unregister");

static bool silent;
module_param(silent, bool, 0644);
MODULE_PARM_DESC(silent, "Drops the events that it would tell by itself");

static bool quits;
module_param(quits, bool, 0644);
MODULE_PARM_DESC(quits, "Attach unregisters the provider, which it must not");

static unsigned int linger;
module_param(linger, uint, 0644);
MODULE_PARM_DESC(linger, "How many ms each hook sleeps");

enum {
	HOLD_ATTACH	= 1,
	HOLD_DETACH	= 2,
	HOLD_LEAVING	= 4,
	HOLD_READY	= 8,
};

static unsigned int hold;
module_param(hold, uint, 0644);
MODULE_PARM_DESC(hold, "Hooks that do not return: 1 attach, 2 detach, 4 leaving, 8 ready");

static int asked, attached, readied, left, detached;
module_param(asked, int, 0444);
MODULE_PARM_DESC(asked, "Calls of attach");
module_param(attached, int, 0444);
MODULE_PARM_DESC(attached, "Calls of attach that succeeded");
module_param(readied, int, 0444);
MODULE_PARM_DESC(readied, "Calls of ready");
module_param(left, int, 0444);
MODULE_PARM_DESC(left, "Calls of leaving");
module_param(detached, int, 0444);
MODULE_PARM_DESC(detached, "Calls of detach");

static unsigned long told, untold;
module_param(told, ulong, 0444);
MODULE_PARM_DESC(told, "Callbacks that reached a consumer");
module_param(untold, ulong, 0444);
MODULE_PARM_DESC(untold, "Events that found no consumer");

struct port {
	u32 state;
	bool open;
	struct broker_peer *peer;
	struct list_head node;
	struct rcu_head rcu;
};

static LIST_HEAD(ports);
static DEFINE_SPINLOCK(ports_lock);
static struct broker_provider duplex_provider;

static void check(const struct port *port, const char *what)
{
	if (port->state != PORT_USED)
		pr_err("%s: wrong: %s of a port that is %s\n", KBUILD_MODNAME, what,
		       port->state == PORT_FREED ? "freed" : "none");
}

static int rung(struct port *port, u32 depth)
{
	int ret = 0;

	if (broker_enter_peer(port->peer, port)) {
		ret = broker_callbacks(port->peer, duplex)->rung(broker_user(port->peer), depth);
		broker_exit_peer(port->peer);
		data_race(told++);		/* a lost count does no harm */
	} else {
		data_race(untold++);		/* nor does this one */
	}
	return ret;
}

static void news(struct port *port)
{
	if (broker_enter_peer(port->peer, port)) {
		if (broker_has(broker_callbacks(port->peer, duplex), news))
			broker_callbacks(port->peer, duplex)->news(broker_user(port->peer));
		broker_exit_peer(port->peer);
	}
}

static int port_open(struct port *port)
{
	check(port, "open");
	port->open = true;
	return 0;
}

static void port_close(struct port *port)
{
	check(port, "close");
	port->open = false;
}

static int port_ring(struct port *port, u32 depth)
{
	check(port, "ring");
	return depth ? rung(port, depth - 1) : 1;
}

static int port_rest(struct port *port, u32 ms)
{
	check(port, "rest");
	msleep(ms);
	check(port, "rest");
	return 1;
}

static const struct duplex_ops duplex_table = {
	.open = port_open,
	.close = port_close,
	.ring = port_ring,
	.rest = port_rest,
};

static void pause(unsigned int hook)
{
	msleep(linger);
	while (READ_ONCE(hold) & hook)
		msleep(20);
}

static int attach(const struct broker_provider *provider, struct broker_peer *peer)
{
	struct port *port;
	int ret;

	asked++;
	pause(HOLD_ATTACH);
	if (provider != &duplex_provider)
		pr_err("%s: wrong: attach of another provider\n", KBUILD_MODNAME);
	if (quits) {
		ret = broker_provider_unregister(&duplex_provider);
		pr_info("%s: unregister in attach returned %d\n", KBUILD_MODNAME, ret);
	}
	if (refuse || keyless)
		return refuse;
	port = kzalloc(sizeof(*port), GFP_KERNEL);
	if (!port)
		return -ENOMEM;
	if (forgetful)
		kmemleak_ignore(port);	/* detach is not called: leaked on purpose */
	port->state = PORT_USED;
	port->peer = peer;
	attached++;
	spin_lock_bh(&ports_lock);
	list_add_rcu(&port->node, &ports);
	spin_unlock_bh(&ports_lock);
	if (broker_enter_peer(peer, port)) {
		pr_err("%s: wrong: a callback during attach\n", KBUILD_MODNAME);
		broker_exit_peer(peer);
	}
	peer->priv = port;
	return 0;
}

static struct port *port_of(struct broker_peer *peer)
{
	struct port *port;

	list_for_each_entry(port, &ports, node)
		if (port->peer == peer)
			return port;
	pr_err("%s: wrong: a hook for no port\n", KBUILD_MODNAME);
	return NULL;
}

static void ready(const struct broker_provider *provider, struct broker_peer *peer)
{
	check(peer->priv, "ready");
	readied++;
	rung(peer->priv, 0);
	pause(HOLD_READY);
}

static void leaving(const struct broker_provider *provider, struct broker_peer *peer)
{
	struct port *port = peer->priv;

	check(port, "leaving");
	if (broker_enter_peer(peer, port)) {
		pr_err("%s: wrong: a callback that begins in leaving\n", KBUILD_MODNAME);
		broker_exit_peer(peer);
	}
	left++;
	pause(HOLD_LEAVING);
}

static void detach(const struct broker_provider *provider, struct broker_peer *peer)
{
	struct port *port;

	spin_lock_bh(&ports_lock);
	port = port_of(peer);
	if (port)
		list_del_rcu(&port->node);
	spin_unlock_bh(&ports_lock);
	if (!port)
		return;
	check(port, "detach");
	if (peer->ops)
		pr_err("%s: wrong: detach with callbacks in place\n", KBUILD_MODNAME);
	pause(HOLD_DETACH);
	port->state = PORT_FREED;
	detached++;
	kfree_rcu(port, rcu);
}

DEFINE_BROKER_PROVIDER(duplex_constant, duplex, &duplex_table, .attach = attach,
		       .ready = ready, .leaving = leaving, .detach = detach);

/* Events of its own accord, not requested by a call: in softirq. */
static void tick(struct timer_list *timer)
{
	struct port *port;

	rcu_read_lock();
	list_for_each_entry_rcu(port, &ports, node) {
		if (!silent)
			rung(port, 2);
		news(port);
	}
	rcu_read_unlock();
	mod_timer(timer, jiffies + 1);
}

static DEFINE_TIMER(timer, tick);

/* The same from a thread. */
static int ring_all(void *unused)
{
	set_user_nice(current, MAX_NICE);
	while (!kthread_should_stop()) {
		struct port *port;
		int i;

		rcu_read_lock();
		list_for_each_entry_rcu(port, &ports, node)
			for (i = 0; i < 100 && !silent; i++)
				rung(port, 2);
		rcu_read_unlock();
		cond_resched();
	}
	return 0;
}

/* ask: the number of ms inside a callback of each consumer */
static int ask(const char *value, const struct kernel_param *param)
{
	struct port *port, *found = NULL;
	unsigned int ms;
	int ret = kstrtouint(value, 0, &ms);

	if (ret)
		return ret;
	rcu_read_lock();
	list_for_each_entry_rcu(port, &ports, node)
		if (broker_enter_peer(port->peer, port)) {
			found = port;
			break;
		}
	rcu_read_unlock();
	if (!found)
		return -ENODEV;
	/* Inside, so that detach, which frees the port, has not begun. */
	ret = broker_callbacks(found->peer, duplex)->ask(broker_user(found->peer), ms);
	broker_exit_peer(found->peer);
	return ret < 0 ? ret : 0;
}

static const struct kernel_param_ops ask_ops = { .set = ask };
module_param_cb(ask, &ask_ops, NULL, 0200);
MODULE_PARM_DESC(ask, "Sleep so many ms in a callback");

static struct task_struct *thread;

static int __init duplex_init(void)
{
	int ret;

	duplex_provider = duplex_constant;
	duplex_provider.priority = priority;
	ret = broker_provider_register(&duplex_provider);
	if (ret)
		return ret;
	thread = kthread_run(ring_all, NULL, KBUILD_MODNAME);
	mod_timer(&timer, jiffies + 1);
	return 0;
}
module_init(duplex_init);

/* Events continue while the provider is unregistered. */
static void __exit duplex_exit(void)
{
	if (!forgetful)
		broker_provider_unregister(&duplex_provider);
	if (!IS_ERR(thread))
		kthread_stop(thread);
	timer_delete_sync(&timer);
	if (!forgetful && (attached != detached || !list_empty(&ports)))
		pr_err("%s: wrong: attached %d, detached %d\n", KBUILD_MODNAME, attached, detached);
	rcu_barrier();
}
module_exit(duplex_exit);

MODULE_DESCRIPTION("Test: a provider that calls back");
MODULE_LICENSE("GPL");
