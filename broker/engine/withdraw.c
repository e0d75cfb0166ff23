// SPDX-License-Identifier: GPL-2.0-only
/*
 * Providers that are not called any more: their module has exited without unregistering
 * them, or their descriptor was freed. Their links are left to the consumers.
 */
#include "engine/drain.h"
#include "engine/link.h"
#include "engine/withdraw.h"
#include "objects/client.h"
#include "objects/object.h"
#include "objects/provider.h"
#include "objects/slot.h"
#include "objects/warn.h"

/**
 * broker_links_abandon() - leave the links of a withdrawn provider to the consumers
 * @provider: off its interface, with its links revoked
 *
 * No hook is called to announce that the provider leaves: it has left. The consumers'
 * detach hooks are called, and find that the provider is not alive: for links that are
 * already drained now, and for the others once they are drained. While a hook that was
 * begun before this is running, the link keeps the provider.
 */
void broker_links_abandon(struct provider *provider)
{
	struct slot *slot, *next;

	lockdep_assert_held(&broker_mutex);
	list_for_each_entry_safe(slot, next, &provider->slots, provider_node) {
		broker_slot_withdraw(slot);
		broker_slot_abandon(slot);
	}
}

/**
 * broker_provider_forsake() - withdraw a provider whose descriptor was freed
 * @provider: the provider, which is about to be called or was found by its descriptor
 *
 * Its module is still loaded, so nothing is waited for. What the module has is not told
 * of it; the links are abandoned as those of a provider whose module forgot to unregister
 * it. The object stays until the module is unloaded.
 *
 * Return: false if the descriptor is unchanged, and nothing was done.
 */
bool broker_provider_forsake(struct provider *provider)
{
	char which[BROKER_WHICH_MAX];

	lockdep_assert_held(&broker_mutex);
	if (!broker_provider_has_changed(provider))
		return false;
	broker_warn_limited("%s: provider of %s was freed without being unregistered: withdrawn",
			    provider->client->name,
			    broker_which(which, &provider->id, provider->instance));
	broker_provider_forget(provider);
	if (provider->state != PROVIDER_LEAVING) {
		provider->forsaken = true;
		broker_provider_unpublish(provider);
	}
	broker_provider_revoke(provider);
	broker_links_abandon(provider);
	return true;
}
