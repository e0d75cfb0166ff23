// SPDX-License-Identifier: GPL-2.0-only
/*
 * Interfaces by name and instance. An instance exists as long as it has a provider or a
 * consumer, and the one without a name as long as any instance of the interface.
 */
#include <linux/jhash.h>
#include <linux/rhashtable.h>
#include <linux/slab.h>

#include "objects/consumer.h"
#include "objects/interface.h"
#include "objects/object.h"
#include "objects/provider.h"

/* The key by which an interface is found. */
struct names {
	const char *name;
	size_t name_len;
	const char *instance;
};

/*
 * full_name_hash() is cheaper, but puts names that end in numbers into few buckets. One
 * copy only, as jhash() is inline, and large.
 */
static noinline u32 hash_text(const char *text, size_t len, u32 seed)
{
	return jhash(text, len, seed);
}

static noinline u32 hash_names(const char *name, size_t len, const char *instance, u32 seed)
{
	u32 hash = hash_text(name, len, seed);

	return *instance ? hash_text(instance, strlen(instance), hash) : hash;
}

static u32 hash_key(const void *data, u32 len, u32 seed)
{
	const struct names *key = data;

	return hash_names(key->name, key->name_len, key->instance, seed);
}

static u32 hash_interface(const void *object, u32 len, u32 seed)
{
	const struct interface *interface = object;

	return hash_names(interface->name, strlen(interface->name), interface->instance, seed);
}

static int differs(struct rhashtable_compare_arg *arg, const void *object)
{
	const struct names *key = arg->key;
	const struct interface *interface = object;

	return memcmp(interface->name, key->name, key->name_len) ||
	       interface->name[key->name_len] || strcmp(interface->instance, key->instance);
}

static const struct rhashtable_params interface_params = {
	.head_offset = offsetof(struct interface, node),
	.hashfn = hash_key,
	.obj_hashfn = hash_interface,
	.obj_cmpfn = differs,
	.automatic_shrinking = true,
};

LIST_HEAD(broker_interfaces);
static struct rhashtable interfaces;

struct interface *broker_interface_alloc(void)
{
	return kzalloc(sizeof(struct interface), GFP_KERNEL);
}

/* @instance: its name, or an empty string */
struct interface *broker_interface_find(const struct broker_identity *id, const char *instance)
{
	const struct names key = {
		.name = id->name, .name_len = id->name_len, .instance = instance
	};

	lockdep_assert_held(&broker_mutex);
	return rhashtable_lookup_fast(&interfaces, &key, interface_params);
}

/**
 * broker_interface_knows() - is a contract the same as one that was checked before?
 * @contract: a contract in readable memory
 * @id: filled with its identity if so
 * @same: set to the provider that has it, or NULL if a consumer has it or none has
 *
 * Providers and consumers on an interface have a contract that was found to be well
 * formed, in a module that is still loaded. The contract is compared with that of the
 * best provider, or else of the oldest consumer, of one instance: the one without a
 * name, or the latest with a name if the former has no provider.
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
	interface = broker_contract_name(contract, &asked) ? broker_interface_find(&asked, "") :
							     NULL;
	if (!interface)
		return false;
	if (list_empty(&interface->providers) && !list_empty(&interface->instances))
		interface = list_last_entry(&interface->instances, struct interface, object.node);
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

/* An instance has a provider again: it becomes the latest. */
void broker_interface_renew(struct interface *interface)
{
	if (interface == interface->unnamed)
		return;
	broker_object_del(&interface->object);
	broker_object_add(&interface->object, &interface->unnamed->instances);
}

static bool is_used(const struct interface *interface)
{
	return !list_empty(&interface->providers) || !list_empty(&interface->consumers) ||
	       !list_empty(&interface->instances);
}

/* Frees an instance that has neither a provider nor a consumer. */
void broker_interface_put(struct interface *interface)
{
	struct interface *unnamed = interface->unnamed;

	lockdep_assert_held(&broker_mutex);
	if (is_used(interface))
		return;
	rhashtable_remove_fast(&interfaces, &interface->node, interface_params);
	broker_object_del(&interface->object);
	if (unnamed != interface)
		broker_interface_put(unnamed);
	/* The table's own resizing may be looking at it, under RCU. */
	kfree_rcu(interface, rcu);
}

static struct interface *get(const struct broker_identity *id, const char *instance,
			     struct interface *unnamed, struct interface **spare)
{
	struct interface *interface = broker_interface_find(id, instance);

	if (interface)
		return interface;
	interface = *spare;
	memcpy(interface->name, id->name, id->name_len);
	strscpy(interface->instance, instance, sizeof(interface->instance));
	INIT_LIST_HEAD(&interface->instances);
	INIT_LIST_HEAD(&interface->providers);
	INIT_LIST_HEAD(&interface->consumers);
	interface->unnamed = unnamed ?: interface;
	/* It always fails for lack of memory, though the errno may be -EBUSY or -E2BIG. */
	if (rhashtable_insert_fast(&interfaces, &interface->node, interface_params))
		return ERR_PTR(-ENOMEM);
	*spare = NULL;
	broker_object_add(&interface->object, unnamed ? &unnamed->instances : &broker_interfaces);
	return interface;
}

/**
 * broker_interface_get() - find or add an instance of an interface
 * @id: its identity
 * @instance: name of the instance, or empty
 * @spares: memory for new ones; NULL afterwards where it was used
 *
 * The caller adds a provider or consumer to it.
 *
 * Return: the instance, or ERR_PTR(-ENOMEM).
 */
struct interface *broker_interface_get(const struct broker_identity *id, const char *instance,
				       struct interface *spares[2])
{
	struct interface *unnamed = get(id, "", NULL, &spares[0]);
	struct interface *interface;

	lockdep_assert_held(&broker_mutex);
	if (IS_ERR(unnamed) || !*instance)
		return unnamed;
	interface = get(id, instance, unnamed, &spares[1]);
	if (IS_ERR(interface))
		broker_interface_put(unnamed);
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
