// SPDX-License-Identifier: GPL-2.0-only
/*
 * Interfaces by name. One is there as long as somebody provides or consumes it.
 */
#include <linux/jhash.h>
#include <linux/rhashtable.h>
#include <linux/slab.h>

#include "objects/consumer.h"
#include "objects/interface.h"
#include "objects/object.h"
#include "objects/provider.h"

/* full_name_hash() is cheaper, but puts names that end in numbers into few buckets. */
static u32 hash_id(const void *key, u32 len, u32 seed)
{
	const struct broker_identity *id = key;

	return jhash(id->name, id->name_len, seed);
}

static u32 hash_interface(const void *object, u32 len, u32 seed)
{
	const struct interface *interface = object;

	return jhash(interface->name, strlen(interface->name), seed);
}

static int differs(struct rhashtable_compare_arg *arg, const void *object)
{
	const struct broker_identity *id = arg->key;
	const struct interface *interface = object;

	return memcmp(interface->name, id->name, id->name_len) || interface->name[id->name_len];
}

static const struct rhashtable_params interface_params = {
	.head_offset = offsetof(struct interface, node),
	.hashfn = hash_id,
	.obj_hashfn = hash_interface,
	.obj_cmpfn = differs,
	.automatic_shrinking = true,
};

LIST_HEAD(broker_interfaces);
static struct rhashtable interfaces;

struct interface *broker_interface_find(const struct broker_identity *id)
{
	lockdep_assert_held(&broker_mutex);
	return rhashtable_lookup_fast(&interfaces, id, interface_params);
}

/**
 * broker_interface_knows() - is a contract the same as one that has been looked at?
 * @contract: a contract in readable memory
 * @id: filled with its identity if so
 * @same: set to the provider that has it, or NULL if a consumer or nobody has
 *
 * Who is on an interface has a contract that was found to be well formed, in a
 * module that has not gone yet. Looked at are the best provider, or else the
 * oldest consumer.
 *
 * Return: true if it is.
 */
bool broker_interface_knows(const struct broker_contract *contract, struct broker_identity *id,
			    struct provider **same)
{
	struct broker_identity asked = {};
	const struct consumer *consumer;
	struct interface *interface;
	struct provider *provider;

	lockdep_assert_held(&broker_mutex);
	*same = NULL;
	interface = broker_contract_name(contract, &asked) ? broker_interface_find(&asked) : NULL;
	if (!interface)
		return false;
	provider = list_first_entry_or_null(&interface->providers, struct provider,
					    interface_node);
	consumer = list_first_entry_or_null(&interface->consumers, struct consumer,
					    interface_node);
	if (!broker_contract_same(provider ? provider->desc.contract : consumer->desc.contract,
				  contract))
		return false;
	*id = provider ? provider->id : consumer->id;
	id->name = asked.name;
	*same = provider;
	return true;
}

/* Frees an interface that nobody provides or consumes. */
void broker_interface_put(struct interface *interface)
{
	lockdep_assert_held(&broker_mutex);
	if (!list_empty(&interface->providers) || !list_empty(&interface->consumers))
		return;
	rhashtable_remove_fast(&interfaces, &interface->node, interface_params);
	broker_object_del(&interface->object);
	/* The table's own resizing may be looking at it, under RCU. */
	kfree_rcu(interface, rcu);
}

/**
 * broker_interface_get() - find or add an interface
 * @id: its identity
 * @spare: memory for a new one; NULL afterwards if it was used
 *
 * The caller adds a provider or consumer to it.
 *
 * Return: the interface, or ERR_PTR(-ENOMEM).
 */
struct interface *broker_interface_get(const struct broker_identity *id, struct interface **spare)
{
	struct interface *interface = broker_interface_find(id);

	if (interface)
		return interface;
	interface = *spare;
	memcpy(interface->name, id->name, id->name_len);
	INIT_LIST_HEAD(&interface->providers);
	INIT_LIST_HEAD(&interface->consumers);
	/* What it lacks is always memory, though it may call that -EBUSY or -E2BIG. */
	if (rhashtable_insert_fast(&interfaces, &interface->node, interface_params))
		return ERR_PTR(-ENOMEM);
	*spare = NULL;
	broker_object_add(&interface->object, &broker_interfaces);
	return interface;
}

int broker_interfaces_init(void)
{
	return rhashtable_init(&interfaces, &interface_params);
}

void broker_interfaces_exit(void)
{
	rhashtable_destroy(&interfaces);
}
