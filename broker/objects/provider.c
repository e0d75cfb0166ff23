// SPDX-License-Identifier: GPL-2.0-only
/*
 * Providers: the best of an interface first, found by their descriptors.
 *
 *	PENDING --init returned 0--> LIVE --unregister, exit--> LEAVING --last put--> freed
 *	   `--init failed, unregister--> freed
 *
 * All of it is protected by broker_mutex.
 */
#include <linux/hashtable.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "event.h"
#include "handshake/handshake.h"
#include "objects/client.h"
#include "objects/consumer.h"
#include "objects/interface.h"
#include "objects/object.h"
#include "objects/policy.h"
#include "objects/provider.h"
#include "objects/queue.h"

LIST_HEAD(broker_providers);
static DEFINE_HASHTABLE(providers, 10);		/* by the client's descriptor */
static unsigned int generation;			/* of the registry; see verbs/get.c */

unsigned int broker_registry_generation(void)
{
	return READ_ONCE(generation);
}

/* The providers that can be found have changed; pairs with the wait in verbs/get.c. */
void broker_registry_changed(void)
{
	lockdep_assert_held(&broker_mutex);
	WRITE_ONCE(generation, generation + 1);
	broker_objects_changed();
	wake_up_all(&broker_wait);
}

struct provider *broker_provider_find(const struct broker_provider *key)
{
	struct provider *provider;

	lockdep_assert_held(&broker_mutex);
	hash_for_each_possible(providers, provider, node, (unsigned long)key)
		if (provider->key == key)
			return provider;
	return NULL;
}

/* Is @a to be chosen before @b, which was registered before it? */
bool broker_provider_is_better(const struct provider *a, const struct provider *b)
{
	if (a->preferred != b->preferred)
		return a->preferred > b->preferred;
	if (a->desc.priority != b->desc.priority)
		return a->desc.priority > b->desc.priority;
	return a->id.minor > b->id.minor;
}

/* Does the provider take new consumers? */
bool broker_provider_serves(const struct provider *provider)
{
	return provider->state == PROVIDER_LIVE && !provider->drained;
}

/* Is the provider withdrawn? Then none of its functions is called any more. */
bool broker_provider_is_withdrawn(const struct provider *provider)
{
	return provider->client->withdrawn || provider->stale;
}

/*
 * Copy the name of an instance, in whatever memory it lies, to BROKER_INSTANCE_MAX + 1
 * bytes. Returns false if it is too long, or cannot be read.
 */
bool broker_instance_copy(char *copy, const char *name)
{
	unsigned int i;

	for (i = 0; i <= BROKER_INSTANCE_MAX; i++) {
		if (copy_from_kernel_nofault(copy + i, name + i, 1))
			return false;
		if (!copy[i])
			return true;
	}
	return false;
}

/*
 * Is there another object, or nothing, where an allocated descriptor was? Then the
 * descriptor was freed without being unregistered, and the provider is not called: its
 * hooks get the descriptor, and would find the other object there.
 */
bool broker_provider_has_changed(const struct provider *provider)
{
	const struct broker_provider *was = &provider->desc;
	char instance[BROKER_INSTANCE_MAX + 1];
	struct broker_provider now = {};

	if (!provider->allocated)
		return false;
	if (copy_from_kernel_nofault(&now, provider->key, min_t(size_t, was->size, sizeof(now))))
		return true;
	return now.size != was->size || now.owner != was->owner || now.table != was->table ||
	       now.contract != was->contract || now.instance != was->instance ||
	       (was->instance && (!broker_instance_copy(instance, was->instance) ||
				  strcmp(instance, provider->instance)));
}

/* The descriptor's memory may be reused: the provider is no longer found by it. */
void broker_provider_forget(struct provider *provider)
{
	lockdep_assert_held(&broker_mutex);
	provider->stale = true;
	hash_del(&provider->node);
}

/* Insert the provider at its rank on the interface. */
void broker_provider_rank(struct provider *provider, struct interface *interface)
{
	struct list_head *at;

	list_for_each(at, &interface->providers) {
		const struct provider *other = list_entry(at, struct provider, interface_node);

		if (broker_provider_is_better(provider, other))
			break;
	}
	list_add_tail(&provider->interface_node, at);
}

/* The provider can be found now. */
void broker_provider_came(struct provider *provider)
{
	broker_event_provider(BROKER_CMD_PROVIDER_CAME_NTF, provider);
	broker_consumers_kick(provider->interface);
	if (*provider->instance)
		broker_consumers_kick_every(provider->interface->unnamed);
}

void broker_provider_publish(struct provider *provider, struct interface *interface)
{
	if (list_empty(&interface->providers))
		broker_interface_renew(interface);
	broker_provider_rank(provider, interface);
	provider->interface = interface;
	broker_object_add(&provider->object, &broker_providers);
	hash_add(providers, &provider->node, (unsigned long)provider->key);
	list_add_tail(&provider->client_node, &provider->client->providers);
	broker_registry_changed();
	if (provider->state == PROVIDER_LIVE)
		broker_provider_came(provider);
}

/* After this the provider is not found by its interface. Holds and links keep it. */
void broker_provider_unpublish(struct provider *provider)
{
	bool served = broker_provider_serves(provider);

	lockdep_assert_held(&broker_mutex);
	provider->state = PROVIDER_LEAVING;
	list_del(&provider->interface_node);
	broker_consumers_recall(provider->interface, provider);
	broker_consumers_kick_unattached(provider->interface);
	broker_interface_put(provider->interface);
	provider->interface = NULL;
	broker_registry_changed();
	if (served)
		broker_event_provider(BROKER_CMD_PROVIDER_WENT_NTF, provider);
}

/* After this the module may be unloaded. */
void broker_provider_remove(struct provider *provider)
{
	lockdep_assert_held(&broker_mutex);
	hash_del(&provider->node);
	list_del(&provider->client_node);
	broker_object_del(&provider->object);
	broker_client_put(provider->client);
	wake_up_all(&broker_wait);
}

struct provider *broker_provider_alloc(void)
{
	struct provider *provider = kzalloc(sizeof(*provider), GFP_KERNEL);

	if (!provider)
		return NULL;
	INIT_LIST_HEAD(&provider->holds);
	INIT_LIST_HEAD(&provider->slots);
	return provider;
}

/*
 * Do the contracts agree, and does the policy allow the two to bind? Equal contracts
 * have the same minor, which is not less than @min_minor: see validate_needs().
 */
int broker_provider_agrees(const struct provider *provider, const struct broker_contract *contract,
			   unsigned int min_minor, const struct module *owner,
			   struct broker_reason *reason)
{
	if (broker_contract_same(provider->desc.contract, contract))
		return broker_policy_check_consumer(&provider->desc, owner, reason);
	return broker_handshake(provider->desc.contract, contract, min_minor, reason) ?:
	       broker_handshake_consumer(contract, provider->desc.min_minor, reason) ?:
	       broker_policy_check_consumer(&provider->desc, owner, reason);
}

/**
 * broker_provider_table() - the table that a consumer is given
 * @provider: the provider of the table
 * @id: identity of the consumer's contract
 * @fallback: the consumer's own table, or NULL
 * @padded: room for as many operations as the consumer knows
 *
 * Nothing is read past the provider's table.
 *
 * Return: the provider's own table, unless it is shorter or has NULL where the consumer
 * has a fallback; then @padded, filled.
 */
const void *broker_provider_table(const struct provider *provider, const struct broker_identity *id,
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
