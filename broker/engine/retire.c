// SPDX-License-Identifier: GPL-2.0-only
/*
 * Retiring revoked links: a task that needs links to end takes the steps of step.c, and
 * waits for steps that other tasks take and for the drain.
 *
 * A revoked link belongs to no task. Any task that needs the link to end takes the steps
 * that are due, each claimed under broker_mutex. If only the task that revoked the link
 * could take them, a detach hook that unregisters another consumer of the leaving provider
 * would wait for its own caller (tests/model, callbacks-owned-sets). Links that no task
 * waits for are left to the work item of their consumer.
 *
 * A task that waits steps through the phases of a link's life with all its links together,
 * so that they share the grace periods. In each phase it takes every step that is due in
 * this phase or an earlier one, until no link is left in them: a work item may be in the
 * middle of a step, and not go on afterwards.
 */
#include <linux/jiffies.h>
#include <linux/slab.h>

#include "engine/drain.h"
#include "engine/retire.h"
#include "engine/step.h"
#include "engine/sync.h"
#include "objects/consumer.h"
#include "objects/hold.h"
#include "objects/hook.h"
#include "objects/object.h"
#include "objects/provider.h"
#include "objects/slot.h"
#include "objects/warn.h"

/*
 * The links that a task retires: all links of one provider, or those of one consumer with
 * its parts.
 */
struct side {
	struct provider *provider;
	struct consumer *consumer;
	enum slot_state last;		/* of the present phase */
	unsigned long remind;		/* when to print what is waited for */
};

static struct side side_of_provider(struct provider *provider)
{
	return (struct side){
		.provider = provider, .last = SLOT_RELEASING, .remind = jiffies + REMIND_EVERY
	};
}

static struct side side_of_consumer(struct consumer *consumer)
{
	return (struct side){
		.consumer = consumer, .last = SLOT_RELEASING, .remind = jiffies + REMIND_EVERY
	};
}

/* The slots of a dead consumer return to the pool, and other consumers get them. */
static bool is_link_of(const struct slot *slot, const struct consumer *consumer)
{
	return slot->state > SLOT_PARKED && slot->consumer == consumer;
}

/* Is a step due in a state up to @last? If not @due: is the link in such a state at all? */
static bool is_wanted(const struct slot *slot, enum slot_state last, bool due)
{
	return slot->state <= last &&
	       (due ? broker_step_is_due(slot) : slot->state >= SLOT_RETIRED);
}

static struct slot *find_link_of(const struct consumer *consumer, enum slot_state last, bool due)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(consumer->slots); i++)
		if (is_link_of(consumer->slots[i], consumer) &&
		    is_wanted(consumer->slots[i], last, due))
			return consumer->slots[i];
	return NULL;
}

static struct slot *find_link(const struct side *side, enum slot_state last, bool due)
{
	const struct consumer *part;
	struct slot *slot;

	if (side->provider) {
		list_for_each_entry(slot, &side->provider->slots, provider_node)
			if (is_wanted(slot, last, due))
				return slot;
		return NULL;
	}
	list_for_each_entry(part, &side->consumer->parts, part_node) {
		slot = find_link_of(part, last, due);
		if (slot)
			return slot;
	}
	return NULL;
}

/* Take all steps that are due for links in states up to @last. */
static void take_steps(const struct side *side, enum slot_state last)
{
	struct slot *slot;

	lockdep_assert_held(&broker_mutex);
	while ((slot = find_link(side, last, true))) {
		if (side->provider)
			broker_slot_passed(slot);
		else
			broker_consumer_passed(slot->consumer);
		broker_step_take(slot, slot->consumer);
	}
}

static const struct client *client_of(const struct side *side)
{
	return side->provider ? side->provider->client : side->consumer->client;
}

static void name_link(const struct slot *slot, const struct side *side)
{
	char which[BROKER_WHICH_MAX];

	if (broker_slot_name_waited(slot, client_of(side)))
		return;
	if (side->provider)
		broker_warn_limited("%s: waiting for %s to release %s",
				    side->provider->client->name, slot->consumer->name,
				    broker_which(which, &side->provider->id,
						 side->provider->instance));
	else
		broker_warn_limited("%s: waiting for its link to %s to be released",
				    side->consumer->name,
				    broker_which(which, &side->consumer->id,
						 slot->consumer->instance));
}

static void name_holders(const struct provider *provider)
{
	char which[BROKER_WHICH_MAX];
	const struct hold *hold;

	list_for_each_entry(hold, &provider->holds, provider_node)
		pr_warn("%s: waiting for %s to put %s\n", provider->client->name,
			hold->pin->consumer->name,
			broker_which(which, &provider->id, provider->instance));
}

static void name_links(const struct side *side)
{
	const struct consumer *part;
	const struct slot *slot;
	int i;

	lockdep_assert_held(&broker_mutex);
	if (side->provider) {
		name_holders(side->provider);
		list_for_each_entry(slot, &side->provider->slots, provider_node)
			if (slot->state <= side->last)
				name_link(slot, side);
		return;
	}
	list_for_each_entry(part, &side->consumer->parts, part_node)
		for (i = 0; i < ARRAY_SIZE(part->slots); i++)
			if (is_link_of(part->slots[i], part) && part->slots[i]->state <= side->last)
				name_link(part->slots[i], side);
}

static bool is_draining(const struct slot *slot)
{
	return slot->state == SLOT_DRAINING || slot->state == SLOT_PEER_DRAINING;
}

static bool is_hurried(struct slot *slot)
{
	bool hurried = slot->hurried || !is_draining(slot);

	if (!hurried)
		slot->hurried = true;
	return hurried;
}

/* Only once per drain, so that changes elsewhere do not make the drain look all the time. */
static void hurry(const struct side *side)
{
	const struct consumer *part;
	bool hurried = true;
	struct slot *slot;
	int i;

	if (side->provider)
		list_for_each_entry(slot, &side->provider->slots, provider_node)
			hurried &= is_hurried(slot);
	else
		list_for_each_entry(part, &side->consumer->parts, part_node)
			for (i = 0; i < ARRAY_SIZE(part->slots); i++)
				hurried &= !is_link_of(part->slots[i], part) ||
					   is_hurried(part->slots[i]);
	if (!hurried)
		broker_drain_hurry();
}

/*
 * Wait until any state has changed. Releases the mutex meanwhile. Unrelated changes do not
 * delay the next line about what is waited for.
 */
static void wait_for_change(struct side *side)
{
	u64 seen = broker_objects_generation();
	long left = side->remind - jiffies;

	lockdep_assert_held(&broker_mutex);
	hurry(side);
	mutex_unlock(&broker_mutex);
	if (left > 0)
		wait_event_timeout(broker_wait, broker_objects_have_changed(seen), left);
	mutex_lock(&broker_mutex);
	if (time_before(jiffies, side->remind))
		return;
	name_links(side);
	side->remind = jiffies + REMIND_EVERY;
}

/* Take steps and wait until none of the links is in a state up to @last. */
static void finish_phase(struct side *side, enum slot_state last)
{
	lockdep_assert_held(&broker_mutex);
	side->last = last;
	for (;;) {
		take_steps(side, last);
		if (!find_link(side, last, false))
			return;
		wait_for_change(side);
	}
}

/* Drains share grace periods because a phase begins when the one before has ended. */
static void retire(struct side *side)
{
	static const enum slot_state phases[] = {
		SLOT_LEAVING, SLOT_DRAINING, SLOT_STOPPING, SLOT_PEER_LEAVING,
		SLOT_PEER_DRAINING, SLOT_DETACHING, SLOT_RELEASING,
	};
	unsigned int i;

	mutex_lock(&broker_mutex);
	for (i = 0; i < ARRAY_SIZE(phases); i++)
		finish_phase(side, phases[i]);
	mutex_unlock(&broker_mutex);
}

/* From now on the calling task takes the steps that were left to work items. */
static void take_over(struct provider *provider)
{
	struct slot *slot;

	mutex_lock(&broker_mutex);
	list_for_each_entry(slot, &provider->slots, provider_node)
		slot->left_to_work = false;
	mutex_unlock(&broker_mutex);
}

/**
 * broker_links_retire() - retire all links of a leaving provider
 * @provider: off its interface, with its links revoked
 *
 * Context: Process context, no lock held. Waits for calls and callbacks inside, and for
 * hooks.
 */
void broker_links_retire(struct provider *provider)
{
	struct side side = side_of_provider(provider);

	take_over(provider);
	broker_links_sync(provider);
	retire(&side);
}

/* Wait until no thread is inside a link of a withdrawn provider. */
void broker_links_wait(struct provider *provider)
{
	struct side side = side_of_provider(provider);

	broker_links_sync(provider);
	mutex_lock(&broker_mutex);
	while (provider->undrained)
		wait_for_change(&side);
	mutex_unlock(&broker_mutex);
}

static bool runs_hook(const struct consumer *consumer)
{
	return consumer->hook.slot && consumer->hook.side == HOOK_OF_CONSUMER;
}

/* Does a task seem to be in the consumer's module, for which a drain would have to wait? */
bool broker_consumer_is_busy(const struct consumer *consumer)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(consumer->slots); i++) {
		const struct slot *slot = consumer->slots[i];

		if (slot->consumer == consumer && broker_slot_inside(slot, slot->open))
			return true;
	}
	return runs_hook(consumer);
}

/*
 * Wait until no thread is inside a link of a withdrawn consumer, and no hook runs in its
 * module. Releases the mutex meanwhile.
 */
void broker_consumer_wait(struct consumer *consumer)
{
	struct side side = side_of_consumer(consumer);

	lockdep_assert_held(&broker_mutex);
	while (consumer->undrained || runs_hook(consumer))
		wait_for_change(&side);
}

static bool is_idle(const struct consumer *consumer)
{
	const struct consumer *part;

	list_for_each_entry(part, &consumer->parts, part_node)
		if (!broker_consumer_is_idle(part))
			return false;
	return true;
}

/**
 * broker_consumer_retire() - retire all links of a consumer and its parts
 * @consumer: being unregistered, its links are revoked
 *
 * A link that was being made is undone, and a hook that runs is finished, by the task
 * that does it.
 *
 * Context: As broker_links_retire().
 */
void broker_consumer_retire(struct consumer *consumer)
{
	struct side side = side_of_consumer(consumer);

	broker_consumer_sync(consumer);
	retire(&side);
	mutex_lock(&broker_mutex);
	while (!is_idle(consumer)) {
		wait_for_change(&side);
		take_steps(&side, SLOT_RELEASING);
	}
	mutex_unlock(&broker_mutex);
}

/**
 * broker_consumer_retire_left() - take the steps that are left to a consumer's work item
 * @consumer: the consumer, referenced
 *
 * Waits for hooks, but not for calls and callbacks: once a link is drained the work item
 * is queued again.
 */
void broker_consumer_retire_left(struct consumer *consumer)
{
	struct slot *slot;
	int i;

	mutex_lock(&broker_mutex);
	for (i = 0; i < ARRAY_SIZE(consumer->slots); i++) {
		slot = consumer->slots[i];
		while (is_link_of(slot, consumer) && slot->left_to_work &&
		       is_wanted(slot, SLOT_RELEASING, true))
			broker_step_take(slot, consumer);
	}
	mutex_unlock(&broker_mutex);
}

bool broker_provider_is_unused(const struct provider *provider)
{
	return list_empty_careful(&provider->holds) && list_empty_careful(&provider->slots);
}

/*
 * Waits for the last user of a provider that is leaving, and frees the provider. A link
 * that was being made is undone by the task that makes it; a link of a withdrawn provider
 * is abandoned. The lists are empty before the last user has released the mutex, so the
 * mutex is taken before the provider is freed.
 */
void broker_provider_drain(struct provider *provider)
{
	struct side side = side_of_provider(provider);

	mutex_lock(&broker_mutex);
	while (!broker_provider_is_unused(provider)) {
		if (!broker_provider_is_withdrawn(provider))
			take_steps(&side, SLOT_RELEASING);
		if (!broker_provider_is_unused(provider))
			wait_for_change(&side);
	}
	broker_provider_remove(provider);
	mutex_unlock(&broker_mutex);
	kfree(provider);
}
