// SPDX-License-Identifier: GPL-2.0-only
/*
 * Making a link: both attach hooks, publication, both ready hooks; or undoing what was
 * made, if one side fails or leaves meanwhile.
 */
#include "engine/attach.h"
#include "engine/drain.h"
#include "engine/link.h"
#include "engine/step.h"
#include "engine/withdraw.h"
#include "objects/client.h"
#include "objects/consumer.h"
#include "objects/hook.h"
#include "objects/object.h"
#include "objects/provider.h"
#include "objects/slot.h"
#include "objects/warn.h"

/* May the link that is being made still be published? */
static bool is_welcome(const struct slot *slot)
{
	return broker_provider_serves(slot->provider) && broker_consumer_keeps(slot->consumer);
}

static int check_key(const void *key, const char *name, const struct broker_identity *id,
		     const char *instance)
{
	char which[BROKER_WHICH_MAX];

	if (key)
		return 0;
	broker_warn_limited("%s: its attach hook has set no priv, %s", name,
			    broker_which(which, id, instance));
	return -EINVAL;
}

static int attach_provider(struct slot *slot)
{
	struct provider *provider = slot->provider;
	int ret;

	if (!provider->desc.attach)
		return 0;
	if (broker_provider_forsake(provider))
		return -ECANCELED;
	broker_hook_call(slot, HOOK_OF_PROVIDER, "attach");
	ret = provider->desc.attach(provider->key, &slot->peer);
	broker_hook_returned(slot);
	return ret ?: check_key(slot->peer.priv, provider->client->name, &provider->id,
				provider->instance);
}

static int attach_consumer(struct slot *slot)
{
	struct consumer *consumer = slot->consumer;
	int ret;

	if (!consumer->desc.attach)
		return 0;
	broker_hook_call(slot, HOOK_OF_CONSUMER, "attach");
	ret = consumer->desc.attach(consumer->key, &slot->link);
	broker_hook_returned(slot);
	if (ret || !broker_consumer_wants_all(consumer))
		return ret;
	return check_key(slot->link.priv, consumer->name, &consumer->id, consumer->instance);
}

/*
 * Calls both attach hooks, the provider's first. If one side has left before the
 * consumer's hook is called, or that hook fails, the provider's detach hook undoes what
 * the provider's attach hook has done. A hook returns -ENODEV if the other side is not
 * for it; from a consumer of 1.0 that is an errno like any other. A side that has failed
 * to set a priv, by which its detach hook would find the data for the link, is not
 * called again.
 */
static int call_attach(struct slot *slot, bool *pass, bool *welcome)
{
	const struct consumer *consumer = slot->consumer;
	int ret = attach_provider(slot);

	*pass = ret == -ENODEV;
	if (ret)
		return ret;
	*welcome = is_welcome(slot);
	ret = *welcome ? attach_consumer(slot) : -ECANCELED;
	*pass = ret == -ENODEV &&
		consumer->desc.size >= offsetofend(struct broker_consumer, callbacks);
	if (ret)
		broker_link_release(slot);
	return ret;
}

static void warn_failed(const struct consumer *consumer, const struct provider *provider, int ret)
{
	char which[BROKER_WHICH_MAX];

	broker_warn_limited("%s: attach to %s failed with %pe, %s", consumer->name,
			    provider->client->name, ERR_PTR(ret),
			    broker_which(which, &consumer->id, consumer->instance));
}

/*
 * One side has left while the consumer's attach ran: the link is retired as any other,
 * beginning with the state in which no call is inside. Callbacks may enter until stop
 * has returned, as always.
 */
static void undo_attach(struct slot *slot)
{
	slot->left_to_work = true;
	if (broker_slot_is_told(slot) && broker_slot_is_two_way(slot))
		broker_slot_open(slot, END_CALLBACKS);
	broker_slot_give_back(slot);
}

static bool is_ready(const struct slot *slot, const struct module *owner)
{
	return slot->state == SLOT_CURRENT && !broker_module_is_going(owner);
}

/*
 * Both ready hooks are called, the provider's first, unless the link was revoked
 * meanwhile. Each side may have noted something that it could not pass to the other
 * before: the published link is visible before the hook reads such a note.
 */
static void call_ready(struct slot *slot)
{
	struct provider *provider = slot->provider;
	struct consumer *consumer = slot->consumer;

	/* Pairs with the barrier between a client's note and its look at the other end. */
	smp_mb();
	if (provider->desc.ready && is_ready(slot, provider->desc.owner) &&
	    !broker_provider_forsake(provider)) {
		broker_hook_call(slot, HOOK_OF_PROVIDER, "ready");
		provider->desc.ready(provider->key, &slot->peer);
		broker_hook_returned(slot);
	}
	if (consumer->desc.ready && is_ready(slot, consumer->desc.owner)) {
		broker_hook_call(slot, HOOK_OF_CONSUMER, "ready");
		consumer->desc.ready(consumer->key, &slot->link);
		broker_hook_returned(slot);
	}
}

/**
 * broker_link_make() - attach a consumer to a provider
 * @consumer: the consumer, whose hook slot is free
 * @provider: a provider that agrees
 * @slot: a usable slot of the consumer
 *
 * The consumer's previous link is revoked; its steps are taken by the first task that
 * gets to them. Called with the mutex held, which is released for the hooks.
 *
 * Return: false if one of the two sides did not accept the link, or there was no memory.
 */
bool broker_link_make(struct consumer *consumer, struct provider *provider, struct slot *slot)
{
	const void **padded = consumer->padded + (slot == consumer->slots[1]) * consumer->id.ops;
	struct slot *old = consumer->current_slot;
	bool pass = false, welcome = true;
	int ret;

	lockdep_assert_held(&broker_mutex);
	WRITE_ONCE(consumer->hook.task, current);
	consumer->recalled = false;
	ret = broker_slot_begin(slot, provider, broker_provider_table(provider, &consumer->id,
								      consumer->desc.fallback,
								      padded));
	slot->link.replaces = old ? &old->link : NULL;
	if (!ret)
		ret = call_attach(slot, &pass, &welcome);
	welcome = welcome && is_welcome(slot);
	if (ret && welcome && pass)
		broker_consumer_pass(consumer, provider);
	else if (ret && welcome)
		warn_failed(consumer, provider, ret);
	if (ret) {
		broker_slot_end(slot);
	} else if (!welcome) {
		undo_attach(slot);
	} else {
		old = broker_link_publish(consumer, slot);
		call_ready(slot);
		broker_slot_abandon(slot);
		/*
		 * If ready was not called the old one is all that the consumer knows. The
		 * consumer's module may have forgotten to unregister while the provider's
		 * ready hook ran, and be freed: its notifier does not wait for that hook, but
		 * has revoked the old link.
		 */
		if (old && is_ready(old, consumer->desc.owner))
			broker_link_replaced(old);
	}
	slot->link.replaces = NULL;
	WRITE_ONCE(consumer->hook.task, NULL);
	broker_objects_changed();
	wake_up_all(&broker_wait);
	return !ret || !welcome;
}
