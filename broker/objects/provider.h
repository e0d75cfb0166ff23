/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Registered providers.
 */
#ifndef _BROKER_OBJECTS_PROVIDER_H
#define _BROKER_OBJECTS_PROVIDER_H

#include <linux/refcount.h>
#include <linux/broker/provider.h>
#include "objects/client.h"
#include "objects/interface.h"

extern struct list_head broker_providers;

enum provider_state {
	PROVIDER_PENDING,	/* its module's init is running */
	PROVIDER_LIVE,
	PROVIDER_LEAVING,	/* unpublished; waits for its holds and links */
};

/**
 * struct provider - a registered provider
 * @node: in the table of providers, by @key
 * @interface_node: in &interface.providers, until it leaves
 * @client_node: in &client.providers
 * @interface: what it provides; NULL once it leaves
 * @client: the client it belongs to
 * @key: the client's descriptor, to compare; broker_provider_has_changed() reads it with
 *	care, as it may have been freed
 * @desc: copy of the descriptor; the objects it points to lie in the client's memory
 * @id: identity of the contract
 * @object: shown to tools; gives the order of registration
 * @state: see enum provider_state
 * @instance: name of the instance, or empty
 * @allocated: the descriptor is in allocated memory, which may be freed too early
 * @stale: the descriptor was freed too early: no hook is called any more
 * @forsaken: it is leaving, and no task unregisters it: it stays until its module is unloaded
 * @preferred: a larger value ranks before a smaller one, and before any priority; set by an
 *	administrator
 * @drained: it is to serve no consumer; set by an administrator
 * @fingerprint: of the contract
 * @holds: the holds of its pinned consumers
 * @slots: links to it, from before attach until after detach
 * @undrained: number of @slots that were revoked and may have calls or callbacks inside
 */
struct provider {
	struct hlist_node node;
	struct list_head interface_node;
	struct list_head client_node;
	struct interface *interface;
	struct client *client;
	const struct broker_provider *key;
	struct broker_provider desc;
	struct broker_identity id;
	struct object object;
	enum provider_state state;
	unsigned int undrained;
	char instance[BROKER_INSTANCE_MAX + 1];
	bool allocated;
	bool stale;
	bool forsaken;
	u64 preferred;
	bool drained;
	u32 fingerprint;
	struct list_head holds;
	struct list_head slots;
};

unsigned int broker_registry_generation(void);
void broker_registry_changed(void);
struct provider *broker_provider_find(const struct broker_provider *key);
bool broker_provider_is_better(const struct provider *a, const struct provider *b);
bool broker_provider_serves(const struct provider *provider);
bool broker_provider_is_withdrawn(const struct provider *provider);
bool broker_instance_copy(char *copy, const char *name);
bool broker_provider_has_changed(const struct provider *provider);
void broker_provider_forget(struct provider *provider);
void broker_provider_rank(struct provider *provider, struct interface *interface);
void broker_provider_came(struct provider *provider);
void broker_provider_publish(struct provider *provider, struct interface *interface);
void broker_provider_unpublish(struct provider *provider);
void broker_provider_remove(struct provider *provider);
struct provider *broker_provider_alloc(void);
int broker_provider_agrees(const struct provider *provider, const struct broker_contract *contract,
			   unsigned int min_minor, const struct module *owner,
			   struct broker_reason *reason);
const void *broker_provider_table(const struct provider *provider, const struct broker_identity *id,
				  const void *fallback, const void **padded);

#endif
