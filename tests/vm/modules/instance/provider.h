/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Ports that are plugged and unplugged by parameters, each a provider in allocated
 * memory. For a scenario with wrong orders of operations it forgets to unregister some.
 */
#include <linux/delay.h>
#include <linux/kmemleak.h>
#include <linux/list.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/workqueue.h>
#include <linux/broker/provider.h>

#include "ports.h"

static short priority;
module_param(priority, short, 0444);
MODULE_PARM_DESC(priority, "Of all ports");

static bool forgetful;
module_param(forgetful, bool, 0644);
MODULE_PARM_DESC(forgetful, "Exit does not unregister");

static bool deadlock;
module_param(deadlock, bool, 0644);
MODULE_PARM_DESC(deadlock, "Ready unregisters its own port, which is refused, and frees it all the same");

static unsigned int linger;
module_param(linger, uint, 0444);
MODULE_PARM_DESC(linger, "Milliseconds that ready takes");

static int plugged, attached, readied, left, detached;
module_param(plugged, int, 0444);
MODULE_PARM_DESC(plugged, "Ports there are");
module_param(attached, int, 0444);
MODULE_PARM_DESC(attached, "Calls of attach");
module_param(readied, int, 0444);
MODULE_PARM_DESC(readied, "Calls of ready");
module_param(left, int, 0444);
MODULE_PARM_DESC(left, "Calls of leaving");
module_param(detached, int, 0444);
MODULE_PARM_DESC(detached, "Calls of detach");

#define USERS	4

struct port_user {
	struct port *port;
	struct broker_peer *peer;
};

struct port {
	struct broker_provider provider;
	struct list_head node;
	char name[48];
	u32 magic;
	struct port_user users[USERS];
};

#define MAGIC	0x504f5254

static LIST_HEAD(ports);
static DEFINE_MUTEX(ports_mutex);	/* the list; held around unregister */
static DEFINE_SPINLOCK(users_lock);	/* users and counters */

static void wrong(const char *what, const char *name)
{
	pr_err("%s: wrong: %s, port %s\n", KBUILD_MODNAME, what, name);
}

static PORTS_ANSWER is_named(struct port_user *user, const char *name)
{
	const struct port *port = user->port;

	if (port->magic != MAGIC)
		wrong("called after its end", name);
	return !strcmp(port->name, name);
}

static const struct ports_ops ops = { .is_named = is_named };

static struct port *port_of(const struct broker_provider *provider)
{
	struct port *port = container_of(provider, struct port, provider);

	if (port->magic != MAGIC)
		wrong("hook after its end", port->name);
	return port;
}

static int attach(const struct broker_provider *provider, struct broker_peer *peer)
{
	struct port *port = port_of(provider);
	int i, ret = -EBUSY;

	spin_lock(&users_lock);
	for (i = 0; ret && i < USERS; i++) {
		struct port_user *user = &port->users[i];

		if (user->port)
			continue;
		*user = (struct port_user){ .port = port, .peer = peer };
		peer->priv = user;
		attached++;
		ret = 0;
	}
	spin_unlock(&users_lock);
	return ret;
}

/* As if it had been freed; it stays in the list. */
static void poison(struct port *port)
{
	memset(&port->provider, 0x6b, sizeof(port->provider));
	port->magic = 0x6b6b6b6b;
}

static void ready(const struct broker_provider *provider, struct broker_peer *peer)
{
	struct port *port = port_of(provider);

	spin_lock(&users_lock);
	readied++;
	spin_unlock(&users_lock);
	msleep(linger);
	if (!deadlock)
		return;
	if (broker_provider_unregister(provider) != -EDEADLK)
		wrong("unregistered from its own hook", port->name);
	poison(port);
}

static void leaving(const struct broker_provider *provider, struct broker_peer *peer)
{
	spin_lock(&users_lock);
	left++;
	spin_unlock(&users_lock);
}

static void detach(const struct broker_provider *provider, struct broker_peer *peer)
{
	struct port_user *user = peer->priv;

	if (user->port != port_of(provider))
		wrong("detached from another", port_of(provider)->name);
	spin_lock(&users_lock);
	user->port = NULL;
	detached++;
	spin_unlock(&users_lock);
}

/* Each port has a copy of this. */
DEFINE_BROKER_PROVIDER(port_provider, ports, &ops, .attach = attach, .ready = ready,
		       .leaving = leaving, .detach = detach);

static struct port *find(const char *name)
{
	struct port *port;

	list_for_each_entry(port, &ports, node)
		if (!strcmp(port->name, name))
			return port;
	return NULL;
}

static void fill(struct port *port, const char *name)
{
	memset(port->users, 0, sizeof(port->users));
	port->magic = MAGIC;
	strscpy(port->name, name, sizeof(port->name));
	port->provider = port_provider;
	port->provider.priority = priority;
	port->provider.instance = port->name;
}

static int plug(const char *name)
{
	struct port *port = kmalloc(sizeof(*port), GFP_KERNEL);
	int ret;

	if (!port)
		return -ENOMEM;
	fill(port, name);
	ret = broker_provider_register(&port->provider);
	if (ret) {
		kfree(port);
		return ret;
	}
	mutex_lock(&ports_mutex);
	list_add_tail(&port->node, &ports);
	plugged++;
	mutex_unlock(&ports_mutex);
	return 0;
}

static int unplug(struct port *port)
{
	int ret = broker_provider_unregister(&port->provider);

	if (ret)
		return ret;
	list_del(&port->node);
	plugged--;
	memset(port, 0x5a, sizeof(*port));
	kfree(port);
	return 0;
}

/* "NAME" or "NAME COUNT": NAME0, NAME1 ... */
static int for_names(const char *value, int (*what)(const char *name))
{
	char name[sizeof_field(struct port, name)], one[sizeof(name)];
	unsigned int n, i;
	int ret = 0, read = sscanf(value, "%40s %u", name, &n);

	if (read < 2)
		return what(read == 1 ? name : "");
	for (i = 0; !ret && i < n; i++) {
		scnprintf(one, sizeof(one), "%.36s%u", name, i);
		ret = what(one);
	}
	return ret;
}

static int plug_set(const char *value, const struct kernel_param *param)
{
	return for_names(value, plug);
}

static const struct kernel_param_ops plug_ops = { .set = plug_set };
module_param_cb(plug, &plug_ops, NULL, 0200);
MODULE_PARM_DESC(plug, "Plug a port of that name, or so many");

static int unplug_name(const char *name)
{
	struct port *port;
	int ret;

	mutex_lock(&ports_mutex);
	port = find(name);
	ret = port ? unplug(port) : -ENOENT;
	mutex_unlock(&ports_mutex);
	return ret;
}

static int unplug_set(const char *value, const struct kernel_param *param)
{
	return for_names(value, unplug_name);
}

static const struct kernel_param_ops unplug_ops = { .set = unplug_set };
module_param_cb(unplug, &unplug_ops, NULL, 0200);
MODULE_PARM_DESC(unplug, "Unplug a port, or so many");

/*
 * A wrong order: the port's memory gets another port's contents, or the pattern that slab
 * debugging writes into freed memory, and is freed.
 */
static struct port *forgotten;

static int forget(const char *name, const char *other)
{
	struct port *port;

	mutex_lock(&ports_mutex);
	port = find(name);
	if (port && other) {
		fill(port, other);
	} else if (port) {
		list_del(&port->node);
		plugged--;
		memset(port, 0x6b, sizeof(*port));
		forgotten = port;
		kfree(port);
	}
	mutex_unlock(&ports_mutex);
	return port ? 0 : -ENOENT;
}

static int forget_set(const char *value, const struct kernel_param *param)
{
	char name[48], other[48];
	int n = sscanf(value, "%40s %40s", name, other);

	return n < 1 ? -EINVAL : forget(name, n == 2 ? other : NULL);
}

static const struct kernel_param_ops forget_ops = { .set = forget_set };
module_param_cb(forget, &forget_ops, NULL, 0200);
MODULE_PARM_DESC(forget, "Free a registered port, or write another over it");

/* The worst order: freed, and then unregistered. */
static int late_set(const char *value, const struct kernel_param *param)
{
	return forgotten ? broker_provider_unregister(&forgotten->provider) : -ENOENT;
}

static const struct kernel_param_ops late_ops = { .set = late_set };
module_param_cb(late, &late_ops, NULL, 0200);
MODULE_PARM_DESC(late, "Unregister the port that was freed last");

/* Unplugs it in another task. */
static char behind[48];

static void unplug_behind(struct work_struct *unused)
{
	if (unplug_name(behind))
		wrong("not unplugged", behind);
}

static DECLARE_WORK(behind_work, unplug_behind);

static int behind_set(const char *value, const struct kernel_param *param)
{
	flush_work(&behind_work);
	if (sscanf(value, "%40s", behind) != 1)
		return -EINVAL;
	schedule_work(&behind_work);
	return 0;
}

static const struct kernel_param_ops behind_ops = { .set = behind_set };
module_param_cb(behind, &behind_ops, NULL, 0200);
MODULE_PARM_DESC(behind, "Have a port unplugged by another task");

/* Freed by this task while the other task waits in unregister, and holds the mutex. */
static int early_set(const char *value, const struct kernel_param *param)
{
	struct port *port;
	char name[48];
	int ret;

	if (sscanf(value, "%40s", name) != 1)
		return -EINVAL;
	port = find(name);
	ret = port ? broker_provider_unregister(&port->provider) : -ENOENT;
	if (ret == -EALREADY)
		poison(port);
	return ret;
}

static const struct kernel_param_ops early_ops = { .set = early_set };
module_param_cb(early, &early_ops, NULL, 0200);
MODULE_PARM_DESC(early, "Unregister a port that another task unregisters, and free it");

/* Register again the object that is in a port's memory now. */
static int again_set(const char *value, const struct kernel_param *param)
{
	struct port *port;
	char name[48];
	int ret;

	if (sscanf(value, "%40s", name) != 1)
		return -EINVAL;
	mutex_lock(&ports_mutex);
	port = find(name);
	ret = port ? broker_provider_register(&port->provider) : -ENOENT;
	mutex_unlock(&ports_mutex);
	return ret;
}

static const struct kernel_param_ops again_ops = { .set = again_set };
module_param_cb(again, &again_ops, NULL, 0200);
MODULE_PARM_DESC(again, "Register a port again");

static void ring_port(struct port *port)
{
	int i;

	for (i = 0; i < USERS; i++) {
		struct port_user *user = &port->users[i];
		struct broker_peer *peer = READ_ONCE(user->peer);

		if (!peer || !broker_enter_peer(peer, user))
			continue;
		broker_callbacks(peer, ports)->heard(broker_user(peer), port->name);
		broker_exit_peer(peer);
	}
}

static int ring_set(const char *value, const struct kernel_param *param)
{
	struct port *port;

	mutex_lock(&ports_mutex);
	list_for_each_entry(port, &ports, node)
		ring_port(port);
	mutex_unlock(&ports_mutex);
	return 0;
}

static const struct kernel_param_ops ring_ops = { .set = ring_set };
module_param_cb(ring, &ring_ops, NULL, 0200);
MODULE_PARM_DESC(ring, "Call all consumers once");

static int __init ports_init(void)
{
	return 0;
}
module_init(ports_init);

static void __exit ports_exit(void)
{
	struct port *port, *next;
	ktime_t begun = ktime_get();
	int n, failed = 0;

	flush_work(&behind_work);
	/* Parameters are written until the exit has returned. */
	mutex_lock(&ports_mutex);
	n = plugged;
	list_for_each_entry_safe(port, next, &ports, node)
		if (forgetful || unplug(port)) {
			failed += !forgetful;
			kmemleak_ignore(port);
		}
	mutex_unlock(&ports_mutex);
	pr_info("%s: %d ports unplugged in %lld ms, %d failed\n", KBUILD_MODNAME, n - plugged,
		ktime_ms_delta(ktime_get(), begun), failed);
}
module_exit(ports_exit);

MODULE_LICENSE("GPL");
