// SPDX-License-Identifier: GPL-2.0-only
/*
 * Clients: modules that provide or consume. A client exists as long as a provider,
 * consumer, hold or pin refers to it.
 */
#include <linux/hashtable.h>
#include <linux/module.h>
#include <linux/sched/mm.h>
#include <linux/slab.h>
#include <linux/sysfs.h>
#include <linux/uaccess.h>

#include "objects/client.h"
#include "objects/object.h"

static DEFINE_HASHTABLE(clients, 6);	/* by module */
static unsigned int late_clients;	/* those that do not link our symbols */

/*
 * Copies the name of a module that may be unknown to a buffer of MODULE_NAME_LEN bytes.
 * @module may be a value that was found in freed memory.
 */
const char *broker_client_name(char *name, const struct module *module)
{
	if (!module || copy_from_kernel_nofault(name, module->name, MODULE_NAME_LEN))
		strscpy(name, "unknown module", MODULE_NAME_LEN);
	name[MODULE_NAME_LEN - 1] = '\0';
	return name;
}

/*
 * Is the module's exit about to begin, running, or has it returned? These cannot be
 * told apart, so nothing is begun for the module that no task waits for: no attach, no
 * modprobe. A going module is no reason to wait: two modules that use each other may
 * both be unloaded, and a module may consume what it provides. Nor is it a reason to
 * undo what was begun before: for that only the marks count that unregister and the
 * notifier set under the mutex.
 */
bool broker_module_is_going(const struct module *module)
{
	return READ_ONCE(module->state) == MODULE_STATE_GOING;
}

struct client *broker_client_alloc(struct module *module, gfp_t gfp)
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

struct client *broker_client_find(const struct module *module)
{
	struct client *client;

	lockdep_assert_held(&broker_mutex);
	hash_for_each_possible(clients, client, node, (unsigned long)module)
		if (client->module == module)
			return client;
	return NULL;
}

/* Show a module among those that use another, as the loader does. */
bool broker_client_show_user(struct client *user, struct kobject *holders)
{
	unsigned int noio = memalloc_noio_save();
	int ret;

	lockdep_assert_held(&broker_mutex);
	ret = sysfs_create_link_nowarn(holders, &user->module->mkobj.kobj, user->name);
	memalloc_noio_restore(noio);
	return !ret;
}

/* Does a module use symbols of another? Then the loader shows it. */
bool broker_client_links(const struct module *user, const struct module *used)
{
	const struct symbol_use *use;

	list_for_each_entry(use, &user->target_list, target_list)
		if (symbol_use_target(use, user) == used)
			return true;
	return false;
}

/*
 * A module that links our symbols keeps the broker loaded, and lsmod(8) shows it. A
 * module that finds them by symbol_get() does neither beyond the call, so while it is a
 * client we take a reference to the broker for it and make the link; it is too early
 * for the link while the client's parameters are parsed, and broker_client_live() tries
 * again. The task that puts the last reference never returns to freed text: it came
 * through a call that holds a reference to the broker, through the module notifier or
 * through a work item, and our exit waits for those.
 */
static void client_link(struct client *client)
{
	if (broker_client_links(client->module, THIS_MODULE))
		return;
	__module_get(THIS_MODULE);
	client->late = true;
	late_clients++;
	client->linked = broker_client_show_user(client, THIS_MODULE->holders_dir);
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

/* Number of clients for which we hold a reference to the broker. */
unsigned int broker_clients_late(void)
{
	return READ_ONCE(late_clients);
}

/**
 * broker_client_get() - find or add the client of a module, and count a user of it
 * @module: the module
 * @spare: from broker_client_alloc(); NULL afterwards if it was used
 *
 * Return: the client.
 */
struct client *broker_client_get(struct module *module, struct client **spare)
{
	struct client *client = broker_client_find(module);

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

void broker_client_put(struct client *client)
{
	lockdep_assert_held(&broker_mutex);
	if (--client->refs)
		return;
	hash_del(&client->node);
	client_unlink(client);
	kfree(client);
}
