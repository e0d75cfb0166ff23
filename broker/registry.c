// SPDX-License-Identifier: GPL-2.0-only
/*
 * Providers: the best of an interface first, found by their descriptors.
 *
 *	PENDING --init returned 0--> LIVE --unregister, exit--> LEAVING --last put--> freed
 *	   `--init failed, unregister--> freed
 *
 * All of it is protected by broker_mutex; the locks are described in client.c.
 */
#include <linux/hashtable.h>
#include <linux/module.h>
#include <linux/slab.h>

#include "internal.h"

LIST_HEAD(all_providers);
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
	objects_changed();
	wake_up_all(&broker_wait);
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
bool provider_is_better(const struct provider *a, const struct provider *b)
{
	if (a->preferred != b->preferred)
		return a->preferred > b->preferred;
	if (a->desc.priority != b->desc.priority)
		return a->desc.priority > b->desc.priority;
	return a->id.minor > b->id.minor;
}

/* Does it take new users? */
bool provider_serves(const struct provider *provider)
{
	return provider->state == PROVIDER_LIVE && !provider->drained;
}

/* Has its module been taken off it? Then it is not called any more. */
bool provider_is_withdrawn(const struct provider *provider)
{
	return provider->client->withdrawn;
}

/* Where its rank on the interface is. */
static void provider_rank(struct provider *provider, struct interface *interface)
{
	struct list_head *at;

	list_for_each(at, &interface->providers)
		if (provider_is_better(provider, list_entry(at, struct provider, interface_node)))
			break;
	list_add_tail(&provider->interface_node, at);
}

/* It can be found now. */
static void provider_came(struct provider *provider)
{
	event_provider(BROKER_CMD_PROVIDER_CAME_NTF, provider);
	consumers_kick(provider->interface);
}

static void provider_publish(struct provider *provider, struct interface *interface)
{
	provider_rank(provider, interface);
	provider->interface = interface;
	object_add(&provider->object, &all_providers);
	hash_add(providers, &provider->node, (unsigned long)provider->key);
	list_add_tail(&provider->client_node, &provider->client->providers);
	registry_changed();
	if (provider->state == PROVIDER_LIVE)
		provider_came(provider);
}

/* After this nobody finds it. Who holds it or has a link to it keeps it. */
static void provider_unpublish(struct provider *provider)
{
	bool served = provider_serves(provider);

	lockdep_assert_held(&broker_mutex);
	provider->state = PROVIDER_LEAVING;
	list_del(&provider->interface_node);
	consumers_kick_unattached(provider->interface);
	interface_put(provider->interface);
	provider->interface = NULL;
	registry_changed();
	if (served)
		event_provider(BROKER_CMD_PROVIDER_WENT_NTF, provider);
}

/* No new call goes through a link to it. */
static void provider_revoke(struct provider *provider)
{
	struct slot *slot;

	lockdep_assert_held(&broker_mutex);
	list_for_each_entry(slot, &provider->slots, provider_node) {
		if (slot->state != SLOT_CURRENT)
			continue;
		link_revoke(slot->consumer);
		consumer_queue(slot->consumer);
	}
}

static struct provider *provider_alloc(void)
{
	struct provider *provider = kzalloc(sizeof(*provider), GFP_KERNEL);

	if (!provider)
		return NULL;
	INIT_LIST_HEAD(&provider->holds);
	INIT_LIST_HEAD(&provider->slots);
	return provider;
}

/* What a registration needs, allocated before anything is changed. */
struct registration {
	struct provider *provider;
	struct interface *interface;	/* a spare, */
	struct client *client;		/* and another */
};

static int registration_alloc(struct registration *r, const struct broker_provider *desc)
{
	r->provider = provider_alloc();
	r->interface = kzalloc(sizeof(*r->interface), GFP_KERNEL);
	r->client = client_alloc(desc->owner, GFP_KERNEL);
	return r->provider && r->interface && r->client ? 0 : -ENOMEM;
}

static void registration_free(struct registration *r)
{
	kfree(r->provider);
	kfree(r->interface);
	kfree(r->client);
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
	ret = ret ?: policy_check_module(desc.owner, reason);
	if (ret)
		return ret;
	ret = registration_alloc(&r, &desc);
	if (!ret) {
		r.provider->fingerprint = broker_contract_fingerprint(desc.contract);
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

/* Those who have let go of their calls but not of the link are in a callback. */
static void name_users(const struct provider *provider)
{
	const struct hold *hold;
	const struct slot *slot;

	mutex_lock(&broker_mutex);
	list_for_each_entry(hold, &provider->holds, provider_node)
		pr_warn("%s: waits for %s to put %.*s %u\n", provider->client->name,
			hold->pin->consumer->name, (int)provider->id.name_len,
			provider->id.name, provider->id.major);
	list_for_each_entry(slot, &provider->slots, provider_node)
		pr_warn("%s: waits for %s to let go of %.*s %u\n", provider->client->name,
			slot->consumer->name, (int)provider->id.name_len,
			provider->id.name, provider->id.major);
	mutex_unlock(&broker_mutex);
}

static bool is_unused(const struct provider *provider)
{
	return list_empty_careful(&provider->holds) && list_empty_careful(&provider->slots);
}

/* Its module may go. */
static void provider_remove(struct provider *provider)
{
	lockdep_assert_held(&broker_mutex);
	hash_del(&provider->node);
	list_del(&provider->client_node);
	object_del(&provider->object);
	client_put(provider->client);
	wake_up_all(&broker_wait);
}

/*
 * Waits for the last user of a provider that is leaving, and frees it. The lists
 * are empty before that one has let go of the mutex, so it is waited for too.
 */
static void provider_drain(struct provider *provider)
{
	while (!wait_event_timeout(broker_wait, is_unused(provider), REMIND_EVERY))
		name_users(provider);
	mutex_lock(&broker_mutex);
	provider_remove(provider);
	mutex_unlock(&broker_mutex);
	kfree(provider);
}

static bool in_callback_of_user(const struct provider *provider)
{
	const struct slot *slot;

	list_for_each_entry(slot, &provider->slots, provider_node)
		if (slot->consumer->callback == current)
			return true;
	return false;
}

static int provider_leave(const struct broker_provider *key, struct provider **leaving)
{
	struct provider *provider = provider_find(key);

	lockdep_assert_held(&broker_mutex);
	if (!provider)
		return -ENOENT;
	/* A second one that waits may be waited for: tests/model, callbacks-wait-on-second. */
	if (provider->state == PROVIDER_LEAVING)
		return -EALREADY;
	if (in_callback_of_user(provider))
		return -EDEADLK;
	provider_unpublish(provider);
	consumers_move(provider);
	provider_revoke(provider);
	*leaving = provider;
	return 0;
}

/* See broker_provider_unregister(). */
int provider_unregister(const struct broker_provider *key)
{
	char name[MODULE_NAME_LEN];
	struct provider *provider;
	int ret;

	might_sleep();
	mutex_lock(&broker_mutex);
	ret = provider_leave(key, &provider);
	mutex_unlock(&broker_mutex);
	if (ret) {
		unregister_failed(client_name(name, provider_owner(key)), "provider", ret);
		return ret;
	}
	links_retire(provider);
	provider_drain(provider);
	return 0;
}

/* The module's init has returned 0: its providers can be found. */
void providers_commit(struct client *client)
{
	struct provider *provider;

	lockdep_assert_held(&broker_mutex);
	list_for_each_entry(provider, &client->providers, client_node) {
		if (provider->state != PROVIDER_PENDING)
			continue;
		provider->state = PROVIDER_LIVE;
		provider_came(provider);
	}
	registry_changed();
}

static void provider_forgotten(struct provider *provider)
{
	warn_limited("%s: %s, provider of %.*s %u withdrawn", provider->client->name,
		     provider->state == PROVIDER_PENDING ? "init failed" :
							   "exit forgot to unregister",
		     (int)provider->id.name_len, provider->id.name, provider->id.major);
	provider_unpublish(provider);
}

/**
 * providers_withdraw() - unpublish what a module that goes has left behind
 * @client: the module
 * @leaving: they are moved to this list, for providers_drain()
 *
 * A provider that is leaving already belongs to whoever unregisters it, but its links
 * are given up, too: the module's exit has returned.
 */
void providers_withdraw(struct client *client, struct list_head *leaving)
{
	struct provider *provider, *next;

	lockdep_assert_held(&broker_mutex);
	list_for_each_entry_safe(provider, next, &client->providers, client_node) {
		if (provider->state != PROVIDER_LEAVING) {
			provider_forgotten(provider);
			list_move_tail(&provider->client_node, leaving);
		}
		provider_revoke(provider);
		links_abandon(provider);
	}
}

/**
 * providers_drain() - wait for the users of withdrawn providers
 * @leaving: from providers_withdraw()
 *
 * Runs in the module notifier, whose rwsem keeps other modules from being
 * loaded if somebody waits to write. It cannot be avoided: after this the
 * module's text is freed. Nothing is waited for that is not there, and no
 * callback is begun in here: detach is left to the consumers' work items, and
 * told that the provider is gone. Only a module whose exit forgets its provider
 * gets here with a user. The links of all of them are being drained already, together.
 */
void providers_drain(struct list_head *leaving)
{
	struct provider *provider, *next;

	list_for_each_entry(provider, leaving, client_node)
		if (!is_unused(provider))
			pr_warn("%s: module loading may be blocked until all users of %.*s %u have let go of it\n",
				provider->client->name, (int)provider->id.name_len,
				provider->id.name, provider->id.major);
	list_for_each_entry_safe(provider, next, leaving, client_node) {
		links_wait(provider);
		provider_drain(provider);
	}
}

/* It is preferred, and serves again, or it serves nobody. */
static void __provider_steer(struct provider *provider, bool drain)
{
	static u64 preferences;
	bool served = provider_serves(provider);

	lockdep_assert_held(&broker_mutex);
	provider->drained = drain;
	if (!drain) {
		provider->preferred = ++preferences;
		list_del(&provider->interface_node);
		provider_rank(provider, provider->interface);
	}
	registry_changed();
	if (served != provider_serves(provider))
		event_provider(served ? BROKER_CMD_PROVIDER_WENT_NTF :
					BROKER_CMD_PROVIDER_CAME_NTF, provider);
	consumers_kick(provider->interface);
}

static int provider_steer(u64 id, bool drain)
{
	struct provider *provider;
	struct object *object;
	int ret = 0;

	mutex_lock(&broker_mutex);
	object = object_find(&all_providers, id);
	provider = object ? container_of(object, struct provider, object) : NULL;
	if (!provider)
		ret = -ENOENT;
	else if (provider->state != PROVIDER_LIVE)
		ret = provider->state == PROVIDER_PENDING ? -EBUSY : -ENODEV;
	else
		__provider_steer(provider, drain);
	mutex_unlock(&broker_mutex);
	return ret;
}

/**
 * provider_prefer() - put a provider before all others of its interface
 * @id: of the provider
 *
 * It serves again if it was drained. Movable consumers go over to it.
 *
 * Return: 0, -ENOENT, -EBUSY if its module's init is running, or -ENODEV if it is
 * leaving.
 */
int provider_prefer(u64 id)
{
	return provider_steer(id, false);
}

/**
 * provider_serve_nobody() - drain a provider that stays registered
 * @id: of the provider
 *
 * Nobody binds to it any more. Who is attached to it is moved or detached by its
 * work item; who has pinned it stays.
 *
 * Return: as provider_prefer().
 */
int provider_serve_nobody(u64 id)
{
	return provider_steer(id, true);
}

/*
 * Do the two agree, and may they? The same contract is of the same minor, and
 * that is not less than @min_minor: see validate_needs().
 */
int provider_agrees(const struct provider *provider, const struct broker_contract *contract,
		    unsigned int min_minor, const struct module *owner,
		    struct broker_reason *reason)
{
	if (broker_contract_same(provider->desc.contract, contract))
		return policy_check_consumer(&provider->desc, owner, reason);
	return broker_handshake(provider->desc.contract, contract, min_minor, reason) ?:
	       policy_check_consumer(&provider->desc, owner, reason);
}

/**
 * provider_table() - the table that a consumer is given
 * @provider: whose
 * @id: identity of the consumer's contract
 * @fallback: the consumer's own table, or NULL
 * @padded: room for as many operations as the consumer knows
 *
 * Nothing is read past the provider's table.
 *
 * Return: the provider's own table, unless it is the shorter one or leaves NULL
 * what the consumer has a fallback for; then @padded, filled.
 */
const void *provider_table(const struct provider *provider, const struct broker_identity *id,
			   const void *fallback, const void **padded)
{
	const void *const *table = provider->desc.table;
	const void *const *own = fallback;
	bool pad = provider->id.ops < id->ops;
	unsigned int i;

	if (!pad && !fallback)
		return table;
	for (i = 0; i < id->ops; i++) {
		padded[i] = i < provider->id.ops ? table[i] : NULL;
		if (!padded[i] && own && own[i]) {
			padded[i] = own[i];
			pad = true;
		}
	}
	return pad ? padded : table;
}
