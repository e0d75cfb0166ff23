// SPDX-License-Identifier: GPL-2.0-only
/*
 * Settling a revocable consumer: it is attached to the best provider that agrees, in
 * steps each of which takes the consumer's hook slot. Runs in the consumer's work
 * item, and in a task that unregisters a provider (R13): before the provider's links
 * are revoked, its movable consumers move to the next best provider.
 */
#include <linux/slab.h>

#include "engine/attach.h"
#include "engine/link.h"
#include "engine/load.h"
#include "engine/parts.h"
#include "engine/retire.h"
#include "engine/settle.h"
#include "handshake/handshake.h"
#include "objects/consumer.h"
#include "objects/hook.h"
#include "objects/object.h"
#include "objects/provider.h"
#include "objects/queue.h"
#include "objects/refusal.h"
#include "objects/slot.h"
#include "objects/warn.h"

static int agrees(const struct consumer *consumer, const struct provider *provider,
		  struct broker_reason *reason)
{
	return broker_provider_agrees(provider, consumer->desc.contract, consumer->desc.min_minor,
				      consumer->desc.owner, reason);
}

/*
 * The provider that the consumer is to be attached to: the present one unless a better
 * one agrees, or NULL. Providers up to @failed are skipped.
 */
static struct provider *pick(const struct consumer *consumer, const struct provider *failed)
{
	const struct slot *slot = consumer->current_slot;
	bool passing = failed;
	struct broker_reason reason;
	struct provider *provider;

	list_for_each_entry(provider, &consumer->interface->providers, interface_node) {
		if (passing) {
			passing = provider != failed;
			continue;
		}
		if (!broker_provider_serves(provider) ||
		    broker_module_is_going(provider->desc.owner) ||
		    broker_consumer_has_passed(consumer, provider))
			continue;
		if ((slot && slot->provider == provider) || !agrees(consumer, provider, &reason))
			return provider;
	}
	return NULL;
}

/* The slot in which a link to @provider may be made now, or NULL. */
static struct slot *slot_for(struct consumer *consumer, const struct provider *provider)
{
	struct slot *present = consumer->current_slot;
	struct slot *a = consumer->slots[0], *b = consumer->slots[1];
	bool movable = consumer->desc.flags & BROKER_MOVABLE;

	if (present && !movable)
		return NULL;
	if (present && broker_provider_serves(present->provider) &&
	    !present->provider->client->given_up &&
	    !broker_provider_is_better(provider, present->provider))
		return NULL;
	/* Detach from the old provider comes before attach to the new one. */
	if (!movable && (a->state > SLOT_PARKED || b->state > SLOT_PARKED))
		return NULL;
	return broker_slot_is_usable(a) ? a : broker_slot_is_usable(b) ? b : NULL;
}

/* Is the consumer to get a link? */
static bool consumer_wants(const struct consumer *consumer)
{
	return broker_consumer_keeps(consumer) && !broker_module_is_going(consumer->desc.owner);
}

static bool is_provided(struct consumer *consumer, const struct interface *interface)
{
	const struct provider *provider;
	struct broker_reason reason;

	list_for_each_entry(provider, &interface->providers, interface_node) {
		if (agrees(consumer, provider, &reason))
			continue;
		if (provider->state == PROVIDER_LIVE)
			consumer->may_load = false;
		return true;
	}
	return false;
}

/*
 * Is there no provider that agrees, not even a pending one, and was there none yet? If a
 * live one was unregistered, that was done on purpose. A consumer of all instances has what
 * it wants if any instance has a provider.
 */
static bool wants_loading(struct consumer *consumer)
{
	const struct interface *interface;

	if (!consumer_wants(consumer) || consumer->hook.task || !consumer->may_load ||
	    is_provided(consumer, consumer->interface))
		return false;
	if (broker_consumer_wants_all(consumer))
		list_for_each_entry(interface, &consumer->interface->instances, object.node)
			if (is_provided(consumer, interface))
				return false;
	return true;
}

/* Returns true if modprobe(8) was run, or never will be: look again. */
static bool load_provider(struct consumer *consumer)
{
	lockdep_assert_held(&broker_mutex);
	return wants_loading(consumer) && !broker_provider_load(&consumer->id, false);
}

/* Must the link be given up, as an administrator decided or the provider's module exits? */
static bool must_let_go(const struct consumer *consumer)
{
	const struct slot *present = consumer->current_slot;

	return present && (consumer->detached || present->provider->drained ||
			   present->provider->client->given_up);
}

/*
 * Attach to the best provider whose attach does not fail: a broken provider is not to
 * keep the consumer from the others. Returns true if there was one.
 */
static bool attach_to_best(struct consumer *consumer)
{
	struct provider *failed = NULL;
	bool attached = false;

	/* The task that gives the hook slot back queues the consumer again. */
	while (!attached && consumer_wants(consumer) && !consumer->hook.task) {
		struct provider *provider = pick(consumer, failed);
		struct slot *slot = provider ? slot_for(consumer, provider) : NULL;

		if (!slot)
			break;
		attached = broker_link_make(consumer, provider, slot);
		/* It still serves, and will until the next pick(). */
		failed = provider;
	}
	return attached;
}

/* One step towards where the consumer should be. Returns true if there may be more. */
static bool settle_step(struct consumer *consumer)
{
	lockdep_assert_held(&broker_mutex);
	if (attach_to_best(consumer))
		return true;
	if (consumer->state != CONSUMER_LIVE || consumer->hook.task || !must_let_go(consumer))
		return false;
	broker_link_give_up(consumer);
	return true;
}

/*
 * One step of moving a consumer away from its link to a leaving provider. If a hook
 * is running, the consumer may already be moving to the other provider.
 */
static void move_away(struct consumer *consumer, struct slot *slot)
{
	struct provider *provider = slot->provider;

	if (consumer->hook.task) {
		broker_hook_wait(consumer);
		return;
	}
	slot->tried = true;
	/* The provider that it should have moved to may also have left meanwhile. */
	if (settle_step(consumer) && slot->provider == provider)
		slot->tried = false;
}

static bool is_to_be_moved(const struct slot *slot)
{
	return slot->state == SLOT_CURRENT && !slot->tried &&
	       (slot->consumer->desc.flags & BROKER_MOVABLE);
}

static struct slot *next_to_be_moved(const struct provider *provider)
{
	struct slot *slot;

	list_for_each_entry(slot, &provider->slots, provider_node)
		if (is_to_be_moved(slot))
			return slot;
	return NULL;
}

/**
 * broker_consumers_move() - move consumers to other providers before a provider leaves
 * @provider: the provider, unpublished; its links are still published
 *
 * Runs attach hooks in the caller's context, those of the consumers and of the providers
 * that they move to, one after the other, so that all links are drained together. A
 * consumer that cannot be moved stays.
 */
void broker_consumers_move(struct provider *provider)
{
	struct slot *slot;

	lockdep_assert_held(&broker_mutex);
	/* The mutex may have been released each time. */
	while ((slot = next_to_be_moved(provider))) {
		struct consumer *consumer = slot->consumer;

		broker_slot_passed(slot);
		broker_consumer_ref(consumer);
		move_away(consumer, slot);
		/*
		 * Its work item may have run meanwhile, and found the hook slot taken by
		 * this task. It needs the mutex, so our reference is not the last.
		 */
		broker_consumer_queue(consumer);
		broker_consumer_unref(consumer);
	}
}

/*
 * The oldest of the providers that rank before the present one, do not agree, and whose
 * refusal was not reported yet; or NULL. Stores why it does not agree in @reason.
 */
static struct provider *next_refusal(const struct consumer *consumer,
				     struct broker_reason *reason)
{
	const struct slot *slot = consumer->current_slot;
	struct provider *provider, *oldest = NULL;
	int ret;

	list_for_each_entry(provider, &consumer->interface->providers, interface_node) {
		if (slot && slot->provider == provider)
			break;
		if (!broker_provider_serves(provider) || provider->object.id <= consumer->refused ||
		    (oldest && oldest->object.id < provider->object.id))
			continue;
		ret = agrees(consumer, provider, reason);
		if (ret && ret != BROKER_OTHER_MAJOR)
			oldest = provider;
	}
	if (oldest)
		agrees(consumer, oldest, reason);
	return oldest;
}

static bool note_refusal(struct consumer *consumer, struct refusal *refusal)
{
	const struct provider *provider;

	lockdep_assert_held(&broker_mutex);
	provider = consumer_wants(consumer) ? next_refusal(consumer, &refusal->reason) : NULL;
	if (!provider)
		return false;
	consumer->refused = provider->object.id;
	broker_refusal_of(refusal, &consumer->id, consumer->instance);
	strscpy(refusal->consumer, consumer->name, sizeof(refusal->consumer));
	strscpy(refusal->provider, provider->client->name, sizeof(refusal->provider));
	return true;
}

/*
 * Report why one more provider does not agree. Without memory for the report, that is
 * left to the next time; memory is allocated without I/O, which may be that of the
 * consumer's device.
 */
static bool tell_refusal(struct consumer *consumer)
{
	struct refusal *refusal = kzalloc(sizeof(*refusal), GFP_NOIO);
	bool noted;

	if (!refusal)
		return false;
	mutex_lock(&broker_mutex);
	noted = note_refusal(consumer, refusal);
	mutex_unlock(&broker_mutex);
	if (noted)
		broker_refusal_report(refusal);
	else
		kfree(refusal);
	return noted;
}

/* The consumer's work item. */
void broker_consumer_settle(struct work_struct *work)
{
	struct consumer *consumer = container_of(work, struct consumer, work);
	bool more, dropped;

	broker_consumer_retire_left(consumer);
	do {
		mutex_lock(&broker_mutex);
		more = settle_step(consumer) || load_provider(consumer);
		mutex_unlock(&broker_mutex);
		broker_consumer_retire_left(consumer);
	} while (more);
	while (tell_refusal(consumer))
		;
	mutex_lock(&broker_mutex);
	dropped = broker_part_drop(consumer);
	broker_consumer_settled(consumer);
	mutex_unlock(&broker_mutex);
	if (dropped)
		broker_consumer_unref(consumer);
	broker_consumer_unref(consumer);
}
