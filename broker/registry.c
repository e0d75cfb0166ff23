// SPDX-License-Identifier: GPL-2.0-only
/*
 * Interfaces by name, and their providers, the best first.
 *
 *	PENDING --init returned 0--> LIVE --unregister, exit--> LEAVING --last put--> freed
 *	   `--init failed, unregister--> freed
 *
 * All of it is protected by broker_mutex; the locks are described in client.c.
 */
#include <linux/hashtable.h>
#include <linux/module.h>
#include <linux/rhashtable.h>
#include <linux/slab.h>

#include "internal.h"

#define REMIND_EVERY	(10 * HZ)	/* while unregister waits */

static const struct rhashtable_params interface_params = {
	.head_offset = offsetof(struct interface, node),
	.key_offset = offsetof(struct interface, name),
	.key_len = BROKER_NAME_MAX,
	.automatic_shrinking = true,
};

static struct rhashtable interfaces;		/* by name */
static DEFINE_HASHTABLE(providers, 10);		/* by the client's descriptor */
static unsigned int generation;			/* of what can be found; see hold.c */

unsigned int registry_generation(void)
{
	return READ_ONCE(generation);
}

/* What can be found has changed; pairs with the wait in hold.c. */
static void registry_changed(void)
{
	lockdep_assert_held(&broker_mutex);
	WRITE_ONCE(generation, generation + 1);
	wake_up_all(&broker_wait);
}

static void interface_key(char *key, const struct broker_identity *id)
{
	memset(key, 0, BROKER_NAME_MAX + 1);
	memcpy(key, id->name, id->name_len);
}

struct interface *interface_find(const struct broker_identity *id)
{
	char key[BROKER_NAME_MAX + 1];

	lockdep_assert_held(&broker_mutex);
	interface_key(key, id);
	return rhashtable_lookup_fast(&interfaces, key, interface_params);
}

static void interface_free_unused(struct interface *interface)
{
	if (!list_empty(&interface->providers))
		return;
	rhashtable_remove_fast(&interfaces, &interface->node, interface_params);
	/* The table's own resizing may be looking at it, under RCU. */
	kfree_rcu(interface, rcu);
}

static struct provider *provider_find(const struct broker_provider *key)
{
	struct provider *provider;

	lockdep_assert_held(&broker_mutex);
	hash_for_each_possible(providers, provider, node, (unsigned long)key)
		if (provider->key == key)
			return provider;
	return NULL;
}

/* Is @a to be chosen before @b, which was registered before it? */
static bool is_better(const struct provider *a, const struct provider *b)
{
	if (a->desc.priority != b->desc.priority)
		return a->desc.priority > b->desc.priority;
	return a->id.minor > b->id.minor;
}

static void provider_publish(struct provider *provider, struct interface *interface)
{
	struct list_head *at;

	list_for_each(at, &interface->providers)
		if (is_better(provider, list_entry(at, struct provider, interface_node)))
			break;
	list_add_tail(&provider->interface_node, at);
	provider->interface = interface;
	hash_add(providers, &provider->node, (unsigned long)provider->key);
	list_add_tail(&provider->client_node, &provider->client->providers);
	registry_changed();
}

/* After this nobody finds it; who holds it keeps it. */
static void provider_unpublish(struct provider *provider)
{
	lockdep_assert_held(&broker_mutex);
	provider->state = PROVIDER_LEAVING;
	list_del(&provider->interface_node);
	interface_free_unused(provider->interface);
	provider->interface = NULL;
	registry_changed();
}

static void provider_free(struct provider *provider)
{
	lockdep_assert_held(&broker_mutex);
	hash_del(&provider->node);
	list_del(&provider->client_node);
	client_put(provider->client);
	kfree(provider);
}

/* What a registration needs, allocated before anything is changed. */
struct registration {
	struct provider *provider;
	struct interface *interface;	/* a spare, */
	struct client *client;		/* and another */
};

static int registration_alloc(struct registration *r, const struct broker_provider *desc)
{
	r->provider = kzalloc(sizeof(*r->provider), GFP_KERNEL);
	r->interface = kzalloc(sizeof(*r->interface), GFP_KERNEL);
	r->client = client_alloc(desc->owner);
	return r->provider && r->interface && r->client ? 0 : -ENOMEM;
}

static void registration_free(struct registration *r)
{
	kfree(r->provider);
	kfree(r->interface);
	kfree(r->client);
}

static struct interface *interface_get(const struct broker_identity *id, struct interface **spare)
{
	struct interface *interface = interface_find(id);
	int ret;

	if (interface)
		return interface;
	interface = *spare;
	interface_key(interface->name, id);
	INIT_LIST_HEAD(&interface->providers);
	ret = rhashtable_insert_fast(&interfaces, &interface->node, interface_params);
	if (ret)
		return ERR_PTR(ret);
	*spare = NULL;
	return interface;
}

/*
 * The module's state is read and the provider inserted in one critical section
 * of the mutex that the notifier takes: a module that turns live before is seen
 * to be live, one that does after finds the provider and commits it.
 */
static int provider_insert(struct registration *r, const struct broker_provider *key,
			   const struct broker_provider *desc, const struct broker_identity *id,
			   struct broker_reason *reason)
{
	struct provider *provider = r->provider;
	struct interface *interface;

	lockdep_assert_held(&broker_mutex);
	if (provider_find(key))
		return broker_reason(reason, BROKER_DUPLICATE, NULL, NULL,
				     "it is registered already");
	if (desc->owner->state == MODULE_STATE_GOING)
		return broker_reason(reason, BROKER_GONE, NULL, NULL,
				     "the module is being unloaded");
	interface = interface_get(id, &r->interface);
	if (IS_ERR(interface))
		return PTR_ERR(interface);
	r->provider = NULL;
	provider->key = key;
	provider->desc = *desc;
	provider->id = *id;
	provider->state = desc->owner->state == MODULE_STATE_LIVE ? PROVIDER_LIVE :
								    PROVIDER_PENDING;
	provider->client = client_get(desc->owner, &r->client);
	INIT_LIST_HEAD(&provider->holds);
	provider_publish(provider, interface);
	return BROKER_AGREED;
}

static int provider_try_register(const struct broker_provider *key, struct refusal *refusal)
{
	struct broker_reason *reason = &refusal->reason;
	struct registration r = {};
	struct broker_identity id = {};
	struct broker_provider desc;
	int ret;

	ret = validate_provider(key, &desc, &id, reason);
	if (id.name)
		refusal_of(refusal, &id);
	client_name(refusal->provider, provider_owner(key));
	ret = ret ?: policy_check_provider(desc.owner, reason);
	if (ret)
		return ret;
	ret = registration_alloc(&r, &desc);
	if (!ret) {
		mutex_lock(&broker_mutex);
		ret = provider_insert(&r, key, &desc, &id, reason);
		mutex_unlock(&broker_mutex);
	}
	registration_free(&r);
	return ret;
}

/* See broker_provider_register(). */
int provider_register(const struct broker_provider *desc)
{
	struct refusal *refusal;
	int ret;

	might_sleep();
	refusal = kzalloc(sizeof(*refusal), GFP_KERNEL);
	if (!refusal)
		return -ENOMEM;
	ret = provider_try_register(desc, refusal);
	if (ret > 0)
		return refusal_report(refusal);
	kfree(refusal);
	return ret;
}

static void name_holders(const struct provider *provider)
{
	const struct hold *hold;

	mutex_lock(&broker_mutex);
	list_for_each_entry(hold, &provider->holds, provider_node)
		pr_warn("%s: waits for %s to put %.*s %u\n", provider->client->name,
			hold->pin->consumer->name, (int)provider->id.name_len,
			provider->id.name, provider->id.major);
	mutex_unlock(&broker_mutex);
}

/*
 * Waits for the last put of a provider that is leaving, and frees it. The list
 * is empty before the put has let go of the mutex, so that is waited for too.
 */
static void provider_drain(struct provider *provider)
{
	while (!wait_event_timeout(broker_wait, list_empty_careful(&provider->holds), REMIND_EVERY))
		name_holders(provider);
	mutex_lock(&broker_mutex);
	provider_free(provider);
	mutex_unlock(&broker_mutex);
}

/* See broker_provider_unregister(). */
int provider_unregister(const struct broker_provider *key)
{
	char name[MODULE_NAME_LEN];
	struct provider *provider;
	int ret = 0;

	might_sleep();
	mutex_lock(&broker_mutex);
	provider = provider_find(key);
	if (!provider)
		ret = -ENOENT;
	else if (provider->state == PROVIDER_LEAVING)
		ret = -EALREADY;
	else
		provider_unpublish(provider);
	mutex_unlock(&broker_mutex);
	if (!ret)
		provider_drain(provider);
	else
		pr_warn("%s: unregisters a provider that %s\n",
			client_name(name, provider_owner(key)),
			ret == -ENOENT ? "is not registered" : "is being unregistered");
	return ret;
}

/* The module's init has returned 0: its providers can be found. */
void providers_commit(struct client *client)
{
	struct provider *provider;

	lockdep_assert_held(&broker_mutex);
	list_for_each_entry(provider, &client->providers, client_node)
		if (provider->state == PROVIDER_PENDING)
			provider->state = PROVIDER_LIVE;
	registry_changed();
}

/**
 * providers_withdraw() - unpublish what a module that goes has left behind
 * @client: the module
 * @leaving: they are moved to this list, for providers_drain()
 *
 * A provider that is leaving already belongs to whoever unregisters it.
 */
void providers_withdraw(struct client *client, struct list_head *leaving)
{
	struct provider *provider, *next;

	lockdep_assert_held(&broker_mutex);
	list_for_each_entry_safe(provider, next, &client->providers, client_node) {
		if (provider->state == PROVIDER_LEAVING)
			continue;
		pr_warn("%s: %s, provider of %.*s %u withdrawn\n", client->name,
			provider->state == PROVIDER_PENDING ? "init failed" :
							      "exit forgot to unregister",
			(int)provider->id.name_len, provider->id.name, provider->id.major);
		provider_unpublish(provider);
		list_move_tail(&provider->client_node, leaving);
	}
}

/**
 * providers_drain() - wait for the holders of withdrawn providers
 * @leaving: from providers_withdraw()
 *
 * Runs in the module notifier, whose rwsem keeps other modules from being
 * loaded if somebody waits to write. It cannot be avoided: after this the
 * module's text is freed. Only a forced unload of a module whose exit forgets
 * its provider gets here with a holder.
 */
void providers_drain(struct list_head *leaving)
{
	struct provider *provider, *next;

	list_for_each_entry_safe(provider, next, leaving, client_node) {
		if (!list_empty_careful(&provider->holds))
			pr_warn("%s: module loading may be blocked until all holders of %.*s %u have put it\n",
				provider->client->name, (int)provider->id.name_len,
				provider->id.name, provider->id.major);
		provider_drain(provider);
	}
}

int registry_init(void)
{
	return rhashtable_init(&interfaces, &interface_params);
}

void registry_exit(void)
{
	rhashtable_destroy(&interfaces);
}
