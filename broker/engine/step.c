// SPDX-License-Identifier: GPL-2.0-only
/*
 * The steps that retire a revoked link: the hooks of both sides, each in the state in
 * which it is due.
 */
#include "engine/drain.h"
#include "engine/step.h"
#include "engine/withdraw.h"
#include "objects/consumer.h"
#include "objects/hook.h"
#include "objects/object.h"
#include "objects/provider.h"
#include "objects/slot.h"

/*
 * Each step is called with the consumer's hook slot and the mutex, which is released
 * for the hook. A link for which leaving or stop is due has no withdrawn side: see
 * broker_slot_withdraw().
 */
static void link_leave(struct slot *slot)
{
	struct consumer *consumer = slot->consumer;

	broker_slot_set(slot, SLOT_LEAVING);
	broker_hook_call(slot, HOOK_OF_CONSUMER, "leaving");
	consumer->desc.leaving(consumer->key, &slot->link);
	broker_hook_returned(slot);
	broker_slot_drain(slot);
}

static void link_stop(struct slot *slot)
{
	struct consumer *consumer = slot->consumer;

	broker_slot_set(slot, SLOT_STOPPING);
	broker_hook_call(slot, HOOK_OF_CONSUMER, "stop");
	consumer->desc.stop(consumer->key, &slot->link);
	broker_hook_returned(slot);
	broker_slot_advance(slot);
}

static void peer_leave(struct slot *slot)
{
	struct provider *provider = slot->provider;

	if (broker_provider_forsake(provider))
		return;
	broker_slot_set(slot, SLOT_PEER_LEAVING);
	broker_hook_call(slot, HOOK_OF_PROVIDER, "leaving");
	provider->desc.leaving(provider->key, &slot->peer);
	broker_hook_returned(slot);
	if (slot->state == SLOT_PEER_LEAVING)
		broker_slot_drain(slot);
	else
		broker_slot_abandon(slot);	/* one side was withdrawn meanwhile */
}

/**
 * broker_link_release() - call the provider's detach hook
 * @slot: of the link; the consumer is detached, or its attach has failed
 *
 * Called with the consumer's hook slot and the mutex, which is released for the hook.
 * A withdrawn provider is not called. A provider that is withdrawn later waits for the
 * hook, since the link still refers to it.
 */
void broker_link_release(struct slot *slot)
{
	struct provider *provider = slot->provider;

	lockdep_assert_held(&broker_mutex);
	slot->peer.ops = NULL;
	if (!provider || broker_provider_is_withdrawn(provider) || !provider->desc.detach ||
	    broker_provider_forsake(provider))
		return;
	broker_slot_set(slot, SLOT_RELEASING);
	broker_hook_call(slot, HOOK_OF_PROVIDER, "detach");
	provider->desc.detach(provider->key, &slot->peer);
	broker_hook_returned(slot);
}

/*
 * The critical section that begins the hook checks which side is withdrawn: a withdrawn
 * consumer is not called, and the table of a withdrawn provider is removed from the link.
 * No other code can see that, since no call is inside and no other hook of this consumer
 * runs. If the provider is withdrawn later, it waits for the hook.
 */
static void link_detach(struct slot *slot)
{
	struct consumer *consumer = slot->consumer;

	broker_slot_set(slot, SLOT_DETACHING);
	if (!slot->provider)
		slot->link.ops = NULL;
	if (!broker_consumer_is_withdrawn(consumer) && consumer->desc.detach) {
		broker_hook_call(slot, HOOK_OF_CONSUMER, "detach");
		consumer->desc.detach(consumer->key, &slot->link);
		broker_hook_returned(slot);
	}
	if (slot->provider && slot->provider->desc.detach &&
	    !broker_provider_is_withdrawn(slot->provider))
		broker_slot_set(slot, SLOT_DETACHED);
	else
		broker_slot_end(slot);
}

static void peer_detach(struct slot *slot)
{
	broker_link_release(slot);
	broker_slot_end(slot);
}

static const struct step {
	enum slot_state due;
	void (*take)(struct slot *slot);
} steps[] = {
	{ SLOT_RETIRED, link_leave },
	{ SLOT_QUIET, link_stop },
	{ SLOT_PEER_RETIRED, peer_leave },
	{ SLOT_DRAINED, link_detach },
	{ SLOT_DETACHED, peer_detach },
};

static const struct step *step_of(const struct slot *slot)
{
	const struct step *step;

	for (step = steps; step < steps + ARRAY_SIZE(steps); step++)
		if (step->due == slot->state)
			return step;
	return NULL;
}

/* Is a step due? */
bool broker_step_is_due(const struct slot *slot)
{
	return step_of(slot);
}

/**
 * broker_step_take() - take the step that is due for a link, if one still is
 * @slot: of the link
 * @consumer: the consumer that had the slot when the caller looked
 *
 * A step needs the consumer's hook slot, and is claimed only with it: by the time this
 * task has the hook slot, other tasks may have retired the link, and another link may be
 * in its place. From then on the link belongs to this task until the hook has returned,
 * and keeps the provider's module and its own memory, whichever side leaves meanwhile.
 * Called with the mutex, which is released.
 */
void broker_step_take(struct slot *slot, struct consumer *consumer)
{
	const struct step *step;

	lockdep_assert_held(&broker_mutex);
	broker_consumer_ref(consumer);
	broker_hook_begin(consumer);
	step = slot->consumer == consumer ? step_of(slot) : NULL;
	if (step)
		step->take(slot);
	broker_hook_end(consumer);
	mutex_unlock(&broker_mutex);
	/* The last reference is put without the mutex. */
	broker_consumer_unref(consumer);
	mutex_lock(&broker_mutex);
}
