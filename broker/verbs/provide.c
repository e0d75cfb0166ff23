// SPDX-License-Identifier: GPL-2.0-only
/*
 * Registering and unregistering providers.
 */
#include <linux/module.h>
#include <linux/slab.h>

#include "engine/link.h"
#include "engine/retire.h"
#include "engine/settle.h"
#include "engine/withdraw.h"
#include "handshake/handshake.h"
#include "objects/client.h"
#include "objects/interface.h"
#include "objects/object.h"
#include "objects/policy.h"
#include "objects/provider.h"
#include "objects/refusal.h"
#include "objects/slot.h"
#include "verbs/export.h"
#include "verbs/validate.h"

/* The memory for a registration, allocated before anything is changed. */
struct registration {
	struct provider *provider;
	struct interface *interfaces[2];	/* spares */
	struct client *client;			/* spare */
};

static int registration_alloc(struct registration *r, const struct broker_provider *desc)
{
	r->provider = broker_provider_alloc();
	r->interfaces[0] = broker_interface_alloc();
	r->interfaces[1] = desc->instance ? broker_interface_alloc() : NULL;
	r->client = broker_client_alloc(desc->owner, GFP_KERNEL);
	return r->provider && r->interfaces[0] && (!desc->instance || r->interfaces[1]) &&
	       r->client ? 0 : -ENOMEM;
}

static void registration_free(struct registration *r)
{
	kfree(r->provider);
	kfree(r->interfaces[0]);
	kfree(r->interfaces[1]);
	kfree(r->client);
}

/*
 * Nothing is lost by refusing a second one, which would never be chosen. A first one that was
 * freed without being unregistered is withdrawn instead, and the interface is perhaps freed.
 */
static bool provides_already(const struct interface *interface,
			     const struct broker_provider *desc)
{
	struct provider *provider;

	list_for_each_entry(provider, &interface->providers, interface_node)
		if (provider->desc.owner == desc->owner && provider->desc.table == desc->table)
			return !broker_provider_forsake(provider);
	return false;
}

/* Is there already one with this descriptor, or of this instance? */
static int check_duplicate(const struct broker_provider *key, const struct broker_provider *desc,
			   const struct broker_identity *id, const char *instance,
			   struct broker_reason *reason)
{
	const struct interface *interface = *instance ? broker_interface_find(id, instance) : NULL;
	struct provider *provider = broker_provider_find(key);

	if (provider && broker_provider_forsake(provider))
		return broker_reason(reason, BROKER_DUPLICATE, NULL, NULL,
				     "instance '%s' was in this memory, and was freed without being unregistered",
				     provider->instance);
	if (provider)
		return broker_reason(reason, BROKER_DUPLICATE, NULL, NULL,
				     "it is registered already");
	if (interface && provides_already(interface, desc))
		return broker_reason(reason, BROKER_DUPLICATE, NULL, NULL,
				     "the module provides instance '%s' already", instance);
	return BROKER_AGREED;
}

/*
 * The module's state is read and the provider inserted in one critical section
 * of the mutex that the notifier takes. If the module turns live before, it is seen
 * to be live; if it turns live afterwards, the notifier finds the provider and commits it.
 */
static int provider_insert(struct registration *r, const struct broker_provider *key,
			   const struct broker_provider *desc, const struct broker_identity *id,
			   struct broker_reason *reason)
{
	struct provider *provider = r->provider;
	struct interface *interface;
	int ret;

	lockdep_assert_held(&broker_mutex);
	ret = check_duplicate(key, desc, id, provider->instance, reason);
	if (ret)
		return ret;
	if (desc->owner->state == MODULE_STATE_GOING)
		return broker_reason(reason, BROKER_GONE, NULL, NULL,
				     "the module is being unloaded");
	interface = broker_interface_get(id, provider->instance, r->interfaces);
	if (IS_ERR(interface))
		return PTR_ERR(interface);
	r->provider = NULL;
	provider->key = key;
	provider->desc = *desc;
	provider->id = *id;
	provider->state = desc->owner->state == MODULE_STATE_LIVE ? PROVIDER_LIVE :
								    PROVIDER_PENDING;
	provider->client = broker_client_get(desc->owner, &r->client);
	broker_provider_publish(provider, interface);
	return BROKER_AGREED;
}

static int provider_try_register(const struct broker_provider *key, struct refusal *refusal)
{
	struct broker_reason *reason = &refusal->reason;
	struct registration r = {};
	char instance[BROKER_INSTANCE_MAX + 1] = "";
	struct broker_identity id = {};
	struct broker_provider desc;
	bool allocated;
	int ret;

	ret = broker_validate_provider(key, &desc, &id, instance, &allocated, reason);
	if (id.name)
		broker_refusal_of(refusal, &id, instance);
	broker_client_name(refusal->provider, broker_provider_owner(key));
	ret = ret ?: broker_policy_check_module(desc.owner, reason);
	if (ret)
		return ret;
	ret = registration_alloc(&r, &desc);
	if (!ret) {
		r.provider->fingerprint = broker_contract_fingerprint(desc.contract);
		r.provider->allocated = allocated;
		strscpy(r.provider->instance, instance, sizeof(r.provider->instance));
		mutex_lock(&broker_mutex);
		ret = provider_insert(&r, key, &desc, &id, reason);
		mutex_unlock(&broker_mutex);
	}
	registration_free(&r);
	return ret;
}

/* See broker_provider_register(). */
int broker_provider_add(const struct broker_provider *desc)
{
	struct refusal *refusal;
	int ret;

	might_sleep();
	refusal = kzalloc(sizeof(*refusal), GFP_KERNEL);
	if (!refusal)
		return -ENOMEM;
	ret = provider_try_register(desc, refusal);
	if (ret > 0)
		return broker_refusal_report(refusal);
	kfree(refusal);
	return ret;
}

static bool in_hook_of_user(const struct provider *provider)
{
	const struct slot *slot;

	list_for_each_entry(slot, &provider->slots, provider_node)
		if (slot->consumer->hook.task == current)
			return true;
	return false;
}

/*
 * The module's exit is running, and will unregister the module's other instances in turn.
 * The links of all instances are given up, so that they are drained together. The hooks of
 * the other instances are left to the consumers' work items, and to the tasks that unregister
 * these instances: this task may hold a lock that the hooks take, so it neither calls nor
 * waits for any. If the exit forgets the other instances, the hooks find them alive, as
 * calls do in any forgetful exit.
 */
static void give_up_others(struct client *client)
{
	struct provider *provider;

	lockdep_assert_held(&broker_mutex);
	if (client->given_up)
		return;
	client->given_up = true;
	list_for_each_entry(provider, &client->providers, client_node)
		if (provider->state == PROVIDER_LIVE && *provider->instance)
			broker_provider_give_up(provider);
}

static int provider_leave(const struct broker_provider *key, struct provider **leaving)
{
	struct provider *provider = broker_provider_find(key);

	lockdep_assert_held(&broker_mutex);
	if (!provider)
		return -ENOENT;
	if (broker_provider_forsake(provider)) {
		/*
		 * If it was renamed rather than freed, calls may be inside. The provider stays
		 * until its module is unloaded, unless another task is unregistering it; that
		 * task waits for the calls.
		 */
		if (provider->forsaken && !in_hook_of_user(provider))
			*leaving = provider;
		return -ENOENT;
	}
	/* A second task that waits might be waited for: tests/model, callbacks-wait-on-second. */
	if (provider->state == PROVIDER_LEAVING)
		return -EALREADY;
	if (in_hook_of_user(provider))
		return -EDEADLK;
	broker_provider_unpublish(provider);
	broker_consumers_move(provider);
	broker_provider_revoke(provider);
	if (broker_module_is_going(provider->desc.owner))
		give_up_others(provider->client);
	*leaving = provider;
	return 0;
}

/* See broker_provider_unregister(). */
int broker_provider_del(const struct broker_provider *key)
{
	char name[MODULE_NAME_LEN];
	struct provider *provider = NULL;
	int ret;

	might_sleep();
	mutex_lock(&broker_mutex);
	ret = provider_leave(key, &provider);
	mutex_unlock(&broker_mutex);
	if (ret) {
		if (provider)
			broker_links_wait(provider);
		broker_client_name(name, broker_provider_owner(key));
		broker_unregister_failed(name, "provider", ret);
		return ret;
	}
	broker_links_retire(provider);
	broker_provider_drain(provider);
	return 0;
}
