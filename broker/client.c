// SPDX-License-Identifier: GPL-2.0-only
/*
 * Modules come and go. What is registered while a module's init runs is
 * pending, because a failing init frees the module whoever holds a reference;
 * it counts once the module is live. What is left when the module goes is
 * withdrawn here: nobody is trusted to clean up.
 *
 * Locks: the module notifier's rwsem, taken by our caller; broker_mutex, ours,
 * around every object of internal.h; kernfs's own under it, and refusals_mutex
 * as a leaf. Under broker_mutex no callback of a client, no wait, no grace
 * period, no request_module().
 */
#include <linux/hashtable.h>
#include <linux/module.h>
#include <linux/notifier.h>
#include <linux/slab.h>

#include "internal.h"

/* Every object of internal.h. */
DEFINE_MUTEX(broker_mutex);
DECLARE_WAIT_QUEUE_HEAD(broker_wait);

static DEFINE_HASHTABLE(clients, 6);	/* by module */

/* The name of a module that may be unknown, in a buffer of MODULE_NAME_LEN. */
const char *client_name(char *name, const struct module *module)
{
	strscpy(name, module ? module->name : "unknown module", MODULE_NAME_LEN);
	return name;
}

struct client *client_alloc(struct module *module)
{
	struct client *client = kzalloc(sizeof(*client), GFP_KERNEL);

	if (!client)
		return NULL;
	client->module = module;
	strscpy(client->name, module->name, sizeof(client->name));
	INIT_LIST_HEAD(&client->providers);
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
		pins_link(client);
	}
	mutex_unlock(&broker_mutex);
}

/*
 * After a failed init or after exit(), before the text is freed. Nothing is
 * left of a module that cleans up behind itself.
 */
void client_going(struct module *module)
{
	struct client *client;
	LIST_HEAD(leaving);

	mutex_lock(&broker_mutex);
	client = client_find(module);
	if (client) {
		client->refs++;
		holds_release(client);
		providers_withdraw(client, &leaving);
		client_put(client);
	}
	mutex_unlock(&broker_mutex);
	providers_drain(&leaving);
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
