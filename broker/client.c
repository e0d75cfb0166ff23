// SPDX-License-Identifier: GPL-2.0-only
/*
 * Modules come and go. What is registered while a module's init runs is
 * pending, because a failing init frees the module whoever holds a reference;
 * it counts once the module is live. What is left when the module goes is
 * withdrawn here: nobody is trusted to clean up.
 *
 * Locks: the module notifier's rwsem, taken by our caller; broker_mutex, ours,
 * around every object of internal.h; under it kernfs's own, refusals_mutex, and
 * under all of them what event.c needs to send. Netlink takes broker_mutex under
 * locks of its own that no sender needs. Under broker_mutex no callback of a
 * client, no wait, no grace period, no request_module(); and memory is had without
 * I/O, which may be that of a client's device, wait for a provider, and so for us.
 */
#include <linux/hashtable.h>
#include <linux/module.h>
#include <linux/notifier.h>
#include <linux/sched/mm.h>
#include <linux/slab.h>
#include <linux/sysfs.h>

#include "internal.h"

/* Every object of internal.h. */
DEFINE_MUTEX(broker_mutex);
DECLARE_WAIT_QUEUE_HEAD(broker_wait);

static DEFINE_HASHTABLE(clients, 6);	/* by module */
static unsigned int late_clients;	/* those that do not link our symbols */

/* The name of a module that may be unknown, in a buffer of MODULE_NAME_LEN. */
const char *client_name(char *name, const struct module *module)
{
	strscpy(name, module ? module->name : "unknown module", MODULE_NAME_LEN);
	return name;
}

struct client *client_alloc(struct module *module, gfp_t gfp)
{
	struct client *client = kzalloc(sizeof(*client), gfp);

	if (!client)
		return NULL;
	client->module = module;
	strscpy(client->name, module->name, sizeof(client->name));
	INIT_LIST_HEAD(&client->providers);
	INIT_LIST_HEAD(&client->consumers);
	INIT_LIST_HEAD(&client->holds);
	INIT_LIST_HEAD(&client->pins);
	return client;
}

struct client *client_find(const struct module *module)
{
	struct client *client;

	lockdep_assert_held(&broker_mutex);
	hash_for_each_possible(clients, client, node, (unsigned long)module)
		if (client->module == module)
			return client;
	return NULL;
}

/* Show a module among those that use another, as the loader does. */
bool client_show_user(struct client *user, struct kobject *holders)
{
	unsigned int noio = memalloc_noio_save();
	int ret;

	lockdep_assert_held(&broker_mutex);
	ret = sysfs_create_link_nowarn(holders, &user->module->mkobj.kobj, user->name);
	memalloc_noio_restore(noio);
	return !ret;
}

/* Does a module use symbols of another? Then the loader shows it. */
bool client_links(const struct module *user, const struct module *used)
{
	const struct symbol_use *use;

	list_for_each_entry(use, &user->target_list, target_list)
		if (symbol_use_target(use, user) == used)
			return true;
	return false;
}

/*
 * A module that links our symbols keeps us loaded, and lsmod(8) names it. One
 * that finds them by symbol_get() does neither beyond the call, so while it is a
 * client we hold ourselves for it and make the link; it is too early for that while
 * the client's parameters are parsed, and client_live() tries again. The broker is
 * not left by the last put: whoever causes it came through a call that holds us, through
 * the module notifier or through a work item, and our exit waits for those.
 */
static void client_link(struct client *client)
{
	if (client_links(client->module, THIS_MODULE))
		return;
	__module_get(THIS_MODULE);
	client->late = true;
	late_clients++;
	client->linked = client_show_user(client, THIS_MODULE->holders_dir);
}

static void client_unlink(struct client *client)
{
	if (client->linked)
		sysfs_remove_link(THIS_MODULE->holders_dir, client->name);
	if (!client->late)
		return;
	late_clients--;
	module_put(THIS_MODULE);
}

/* How many hold the broker by a reference of ours. */
unsigned int clients_late(void)
{
	return READ_ONCE(late_clients);
}

/**
 * client_get() - find or add the client of a module, and count a user of it
 * @module: the module
 * @spare: from client_alloc(); NULL afterwards if it was used
 *
 * Return: the client.
 */
struct client *client_get(struct module *module, struct client **spare)
{
	struct client *client = client_find(module);

	if (!client) {
		client = *spare;
		*spare = NULL;
		client->live = module->state == MODULE_STATE_LIVE;
		hash_add(clients, &client->node, (unsigned long)module);
		client_link(client);
	}
	client->refs++;
	return client;
}

void client_put(struct client *client)
{
	lockdep_assert_held(&broker_mutex);
	if (--client->refs)
		return;
	hash_del(&client->node);
	client_unlink(client);
	kfree(client);
}

/* The state is read again: a forced unload may have begun while we waited. */
void client_live(struct module *module)
{
	struct client *client;

	mutex_lock(&broker_mutex);
	client = client_find(module);
	if (client && module->state == MODULE_STATE_LIVE) {
		client->live = true;
		providers_commit(client);
		consumers_commit(client);
		pins_link(client);
		if (client->late && !client->linked)
			client->linked = client_show_user(client, THIS_MODULE->holders_dir);
	}
	mutex_unlock(&broker_mutex);
}

/* Those that are left are being unregistered, by another task. */
static bool is_left(const struct client *client)
{
	return list_empty_careful(&client->providers) && list_empty_careful(&client->consumers);
}

/*
 * After a failed init or after exit(), before the text is freed. Nothing is
 * left of a module that cleans up behind itself; only if its exit got -EALREADY,
 * what another task is unregistering must be waited for, for it is still in use.
 *
 * All that the module has is withdrawn in one critical section, also what another task
 * is unregistering. Each callback is begun in a critical section that looks whether
 * either side is withdrawn, so after this one none is begun in the module, or in
 * another and told that the module's provider is alive. Those that were begun before,
 * and calls, are waited for.
 */
void client_going(struct module *module)
{
	struct client *client;
	LIST_HEAD(leaving);
	LIST_HEAD(orphans);

	mutex_lock(&broker_mutex);
	client = client_find(module);
	if (!client) {
		mutex_unlock(&broker_mutex);
		return;
	}
	client->refs++;
	client->withdrawn = true;
	holds_release(client);
	consumers_orphan(client, &orphans);
	providers_withdraw(client, &leaving);
	mutex_unlock(&broker_mutex);

	consumers_wait(&orphans);
	providers_drain(&leaving);
	while (!wait_event_timeout(broker_wait, is_left(client), REMIND_EVERY))
		pr_warn("%s: module loading may be blocked until another task has unregistered what is its\n",
			client->name);
	mutex_lock(&broker_mutex);
	client_put(client);
	mutex_unlock(&broker_mutex);
}

static int notify(struct notifier_block *nb, unsigned long state, void *module)
{
	switch (state) {
	case MODULE_STATE_LIVE:
		client_live(module);
		break;
	case MODULE_STATE_GOING:
		client_going(module);
		break;
	}
	return NOTIFY_DONE;
}

/*
 * Before everybody else: once kprobes and tracing have dismantled what they
 * have in a module's text, nobody may run in it any more.
 */
static struct notifier_block notifier = {
	.notifier_call = notify,
	.priority = INT_MAX,
};

int clients_init(void)
{
	return register_module_notifier(&notifier);
}

void clients_exit(void)
{
	unregister_module_notifier(&notifier);
}
