// SPDX-License-Identifier: GPL-2.0-only
/*
 * A provider is registered and unregistered.
 */
#include <linux/module.h>
#include <linux/slab.h>

#include "engine/link.h"
#include "engine/retire.h"
#include "engine/settle.h"
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

/* What a registration needs, allocated before anything is changed. */
struct registration {
	struct provider *provider;
	struct interface *interface;	/* a spare, */
	struct client *client;		/* and another */
};

static int registration_alloc(struct registration *r, const struct broker_provider *desc)
{
	r->provider = broker_provider_alloc();
	r->interface = kzalloc(sizeof(*r->interface), GFP_KERNEL);
	r->client = broker_client_alloc(desc->owner, GFP_KERNEL);
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
	if (broker_provider_find(key))
		return broker_reason(reason, BROKER_DUPLICATE, NULL, NULL,
				     "it is registered already");
	if (desc->owner->state == MODULE_STATE_GOING)
		return broker_reason(reason, BROKER_GONE, NULL, NULL,
				     "the module is being unloaded");
	interface = broker_interface_get(id, &r->interface);
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
	struct broker_identity id = {};
	struct broker_provider desc;
	int ret;

	ret = broker_validate_provider(key, &desc, &id, reason);
	if (id.name)
		broker_refusal_of(refusal, &id);
	broker_client_name(refusal->provider, broker_provider_owner(key));
	ret = ret ?: broker_policy_check_module(desc.owner, reason);
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

static int provider_leave(const struct broker_provider *key, struct provider **leaving)
{
	struct provider *provider = broker_provider_find(key);

	lockdep_assert_held(&broker_mutex);
	if (!provider)
		return -ENOENT;
	/* A second one that waits may be waited for: tests/model, callbacks-wait-on-second. */
	if (provider->state == PROVIDER_LEAVING)
		return -EALREADY;
	if (in_hook_of_user(provider))
		return -EDEADLK;
	broker_provider_unpublish(provider);
	broker_consumers_move(provider);
	broker_provider_revoke(provider);
	*leaving = provider;
	return 0;
}

/* See broker_provider_unregister(). */
int broker_provider_del(const struct broker_provider *key)
{
	char name[MODULE_NAME_LEN];
	struct provider *provider;
	int ret;

	might_sleep();
	mutex_lock(&broker_mutex);
	ret = provider_leave(key, &provider);
	mutex_unlock(&broker_mutex);
	if (ret) {
		broker_client_name(name, broker_provider_owner(key));
		broker_unregister_failed(name, "provider", ret);
		return ret;
	}
	broker_links_retire(provider);
	broker_provider_drain(provider);
	return 0;
}
