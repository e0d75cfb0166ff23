// SPDX-License-Identifier: GPL-2.0-only
/*
 * Seeing off links that were revoked: the hooks on their way out, and between them the
 * drain.
 *
 * A revoked link belongs to no task. Any task that needs it gone takes the steps that
 * are due, each claimed under broker_mutex: if only the task that revoked it could, a
 * detach hook that unregisters another consumer of the leaving provider would wait for
 * its own caller (tests/model, callbacks-owned-sets). Those that nobody waits for are
 * left to the work item of their consumer.
 *
 * A task that waits goes through the phases of a link's life with all of its links
 * together, so that they share the grace periods, and takes every step that is due in
 * the phase or before it until no link is there any more: a work item may be in the
 * middle of a step, and not go on afterwards.
 */
#include <linux/jiffies.h>
#include <linux/slab.h>

#include "engine/drain.h"
#include "engine/link.h"
#include "engine/retire.h"
#include "objects/call_map.h"
#include "objects/consumer.h"
#include "objects/hold.h"
#include "objects/hook.h"
#include "objects/object.h"
#include "objects/provider.h"
#include "objects/slot.h"
#include "objects/warn.h"

/*
 * Each step is called with the consumer's hook slot and the mutex, which is let go of
 * for the hook. A link for which leaving or stop is due has no withdrawn side:
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
 * broker_links_abandon() - leave the links of a withdrawn provider to the consumers
 * @provider: off its interface, with its links revoked
 *
 * Nobody is told that the provider leaves: it has left. The consumers detach, told
 * that the provider is not alive: from what is drained now, and from others once they
 * are. While a hook is running that was begun before this, the link keeps the provider.
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
 * @provider: that is about to be called, or found by its descriptor
 *
 * Its module is there still, so nothing is waited for. What the module has is not told
 * of it; the links are abandoned as those of a provider whose module has forgotten it.
 * The object stays until the module goes.
 *
 * Return: false if the descriptor is as it was, and nothing was done.
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

/**
 * broker_link_release() - call the provider's detach hook
 * @slot: of the link; the consumer is detached, or its attach has failed
 *
 * Called with the consumer's hook slot and the mutex, which is let go of for the hook.
 * A withdrawn provider is not called. One that is withdrawn later waits for the hook,
 * since the link still names the provider.
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
 * The critical section that begins the hook looks which side is withdrawn: a withdrawn
 * consumer is not called, and the table of a withdrawn provider is taken off the link.
 * No other code can see that, for there is no call inside, and no other hook of this
 * consumer runs. If the provider is withdrawn later, it waits for the hook.
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

/*
 * A step needs the consumer's hook slot, and only with it is it claimed: the link may
 * have been seen off by others, and another be in its place, by the time the slot is
 * ours. From then on the link is ours until the hook has returned, and keeps the
 * provider's module and its own memory, whoever goes meanwhile.
 */
static void take_step(struct slot *slot, struct consumer *consumer)
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
	/* The last reference without the mutex. */
	broker_consumer_unref(consumer);
	mutex_lock(&broker_mutex);
}

/*
 * Whose links are to go, all of one provider or those of one consumer with its parts, and
 * for how long.
 */
struct side {
	struct provider *provider;
	struct consumer *consumer;
	enum slot_state last;		/* of the present phase */
	unsigned long remind;		/* when to say what is waited for */
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

/* A dead consumer's slots go back to the pool, and get to others. */
static bool is_link_of(const struct slot *slot, const struct consumer *consumer)
{
	return slot->state > SLOT_PARKED && slot->consumer == consumer;
}

/* Is a step due in a state up to @last or, if not @due, is it in one of these at all? */
static bool is_wanted(const struct slot *slot, enum slot_state last, bool due)
{
	return slot->state <= last && (due ? !!step_of(slot) : slot->state >= SLOT_RETIRED);
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
		take_step(slot, slot->consumer);
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
		pr_warn("%s: waits for %s to let go of %s\n", side->provider->client->name,
			slot->consumer->name,
			broker_which(which, &side->provider->id, side->provider->instance));
	else
		pr_warn("%s: waits for its link to %s to be let go of\n", side->consumer->name,
			broker_which(which, &side->consumer->id, slot->consumer->instance));
}

static void name_holders(const struct provider *provider)
{
	char which[BROKER_WHICH_MAX];
	const struct hold *hold;

	list_for_each_entry(hold, &provider->holds, provider_node)
		pr_warn("%s: waits for %s to put %s\n", provider->client->name,
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

/* Once for each drain, so that changes elsewhere do not make it look all the time. */
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
 * Wait until any state has changed. Lets go of the mutex meanwhile. Changes that are no
 * concern of ours do not put off the next line about what is waited for.
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

/* Until none of the links is in a state up to @last. */
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

/* The drains share their grace periods because no phase is begun before the one before. */
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

/* Those that were left to work items are ours from now on. */
static void take_over(struct provider *provider)
{
	struct slot *slot;

	mutex_lock(&broker_mutex);
	list_for_each_entry(slot, &provider->slots, provider_node)
		slot->left_to_work = false;
	mutex_unlock(&broker_mutex);
}

static struct slot *next_unsynced(struct provider *provider)
{
	struct slot *slot;

	list_for_each_entry(slot, &provider->slots, provider_node)
		if (slot->unsynced)
			return slot;
	return NULL;
}

/* The maps are the consumer's, and stay as long as a reference to that. */
static struct consumer *sync_next(struct provider *provider, struct call_maps **maps)
{
	struct slot *slot = next_unsynced(provider);
	struct consumer *consumer;

	if (!slot)
		return NULL;
	slot->unsynced = false;
	broker_slot_passed(slot);
	consumer = slot->consumer;
	broker_consumer_ref(consumer);
	*maps = &consumer->maps[slot == consumer->slots[1]];
	return consumer;
}

/*
 * For lockdep this is where calls, callbacks and hooks are waited for: one that leads
 * here through one of the links is reported, and so is a lock that is held here and
 * taken in one. Calls through other links may lead here. Without the mutex, which calls
 * may take.
 */
static void sync_links(struct provider *provider)
{
	struct consumer *consumer;
	struct call_maps *maps;
	struct slot *slot;

	if (!IS_ENABLED(CONFIG_LOCKDEP))
		return;
	mutex_lock(&broker_mutex);
	list_for_each_entry(slot, &provider->slots, provider_node)
		slot->unsynced = true;
	while ((consumer = sync_next(provider, &maps))) {
		mutex_unlock(&broker_mutex);
		broker_call_maps_sync(maps);
		broker_call_map_sync(&consumer->hooks);
		broker_consumer_unref(consumer);
		mutex_lock(&broker_mutex);
	}
	mutex_unlock(&broker_mutex);
}

/**
 * broker_links_retire() - see all links of a leaving provider off
 * @provider: off its interface, with its links revoked
 *
 * Context: Process context, no lock held. Waits for calls and callbacks inside, and for
 * hooks.
 */
void broker_links_retire(struct provider *provider)
{
	struct side side = side_of_provider(provider);

	take_over(provider);
	sync_links(provider);
	retire(&side);
}

/* Wait until nobody is inside a link of a withdrawn provider. */
void broker_links_wait(struct provider *provider)
{
	struct side side = side_of_provider(provider);

	sync_links(provider);
	mutex_lock(&broker_mutex);
	while (provider->undrained)
		wait_for_change(&side);
	mutex_unlock(&broker_mutex);
}

static bool runs_hook(const struct consumer *consumer)
{
	return consumer->hook.slot && consumer->hook.side == HOOK_OF_CONSUMER;
}

/* Is a task seen in its module, which a drain would have to wait for? */
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
 * Wait until nobody is inside a link of a withdrawn consumer, and no hook runs in its
 * module. Lets go of the mutex meanwhile.
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

/* As sync_links(). */
static void sync_slot(struct consumer *consumer, int i)
{
	const struct slot *slot = consumer->slots[i];
	bool wanted;

	mutex_lock(&broker_mutex);
	wanted = slot->consumer == consumer && slot->open;
	mutex_unlock(&broker_mutex);
	if (wanted)
		broker_call_maps_sync(&consumer->maps[i]);
}

/**
 * broker_consumer_retire() - see all links of a consumer and its parts off
 * @consumer: being unregistered, its links are revoked
 *
 * A link that was being made is undone, a hook finished by whoever does it.
 *
 * Context: As broker_links_retire().
 */
void broker_consumer_retire(struct consumer *consumer)
{
	struct side side = side_of_consumer(consumer);
	struct consumer *part;

	/* Parts neither come nor go: it is not live. */
	list_for_each_entry(part, &consumer->parts, part_node) {
		sync_slot(part, 0);
		sync_slot(part, 1);
		broker_call_map_sync(&part->hooks);
	}
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
			take_step(slot, consumer);
	}
	mutex_unlock(&broker_mutex);
}

bool broker_provider_is_unused(const struct provider *provider)
{
	return list_empty_careful(&provider->holds) && list_empty_careful(&provider->slots);
}

/*
 * Waits for the last user of a provider that is leaving, and frees it. A link that was
 * being made is undone by whoever makes it; that of a withdrawn provider is abandoned.
 * The lists are empty before the last user has let go of the mutex, so it is waited for
 * too.
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
