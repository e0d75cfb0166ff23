// SPDX-License-Identifier: GPL-2.0-only
/*
 * Seeing off links that were switched away: the callbacks leaving and detach, and
 * between them the drain.
 *
 * A retired link belongs to no task. Any task that needs it gone takes the steps that
 * are left, each claimed under broker_mutex: if only the task that retired it could, a
 * detach callback that unregisters another consumer of the leaving provider
 * would wait for its own caller (tests/model, callbacks-owned-sets). Those that
 * nobody waits for are left to the work item of their consumer.
 */
#include "engine/drain.h"
#include "engine/retire.h"
#include "objects/call_map.h"
#include "objects/callback.h"
#include "objects/consumer.h"
#include "objects/hold.h"
#include "objects/object.h"
#include "objects/provider.h"
#include "objects/slot.h"

/*
 * A step needs the consumer's callback slot, and only with it is it claimed: the
 * link may have been seen off by others, and another be in its place, by the time
 * the slot is ours. From then on the link is ours until the callback has returned,
 * and keeps the provider's module and its own memory, whoever goes meanwhile.
 */
static void take_step(struct slot *slot, struct consumer *consumer, enum slot_state from,
		      void (*step)(struct slot *slot))
{
	mutex_lock(&broker_mutex);
	broker_callback_begin(consumer);
	if (slot->consumer == consumer && slot->state == from)
		step(slot);
	broker_callback_end(consumer);
	mutex_unlock(&broker_mutex);
}

/* A link is retired only while neither side is withdrawn: broker_slot_drain_untold(). */
static void link_leave(struct slot *slot)
{
	struct consumer *consumer = slot->consumer;

	broker_slot_set(slot, SLOT_LEAVING);
	mutex_unlock(&broker_mutex);
	consumer->desc.leaving(consumer->key, &slot->link);
	mutex_lock(&broker_mutex);
	broker_slot_drain(slot);
}

/**
 * broker_link_detach() - call the consumer's detach callback
 * @slot: of the link, in which nobody is inside
 *
 * Called with the consumer's callback slot and the mutex, which is let go of for the
 * callback. The critical section that begins the callback looks which side is withdrawn:
 * a withdrawn consumer is not called, and the table of a withdrawn provider is taken off
 * the link. No other code can see that, for there is no call inside, and no other
 * callback of this consumer runs. If the provider is withdrawn later, the callback is
 * waited for, since the link still names the provider.
 */
void broker_link_detach(struct slot *slot)
{
	struct consumer *consumer = slot->consumer;

	lockdep_assert_held(&broker_mutex);
	broker_slot_set(slot, SLOT_DETACHING);
	if (!slot->provider)
		slot->link.ops = NULL;
	if (broker_consumer_is_withdrawn(consumer) || !consumer->desc.detach)
		return;
	mutex_unlock(&broker_mutex);
	consumer->desc.detach(consumer->key, &slot->link);
	mutex_lock(&broker_mutex);
}

static void link_end(struct slot *slot)
{
	broker_link_detach(slot);
	broker_slot_end(slot);
}

static void call_leaving(struct slot *slot, struct consumer *consumer)
{
	take_step(slot, consumer, SLOT_RETIRED, link_leave);
}

static void call_detach(struct slot *slot, struct consumer *consumer)
{
	take_step(slot, consumer, SLOT_DRAINED, link_end);
}

static struct slot *find_link(const struct provider *provider, enum slot_state state)
{
	struct slot *slot;

	list_for_each_entry(slot, &provider->slots, provider_node)
		if (slot->state == state)
			return slot;
	return NULL;
}

/* Take a step for each link of a provider that is in a state. */
static void step_links(const struct provider *provider, enum slot_state state,
		       void (*step)(struct slot *slot, struct consumer *consumer))
{
	struct consumer *consumer;
	struct slot *slot;

	for (;;) {
		mutex_lock(&broker_mutex);
		slot = find_link(provider, state);
		consumer = slot ? slot->consumer : NULL;
		if (slot) {
			broker_slot_passed(slot);
			broker_consumer_ref(consumer);
		}
		mutex_unlock(&broker_mutex);
		if (!consumer)
			return;
		step(slot, consumer);
		broker_consumer_unref(consumer);
	}
}

/* May calls be inside that were not waited for yet? */
static bool is_undrained(const struct slot *slot)
{
	return slot->state == SLOT_RETIRED || slot->state == SLOT_LEAVING ||
	       slot->state == SLOT_DRAINING;
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

/* The map is the consumer's, and stays as long as a reference to that. */
static struct consumer *sync_next(struct provider *provider, struct call_map **map)
{
	struct slot *slot = next_unsynced(provider);
	struct consumer *consumer;

	if (!slot)
		return NULL;
	slot->unsynced = false;
	broker_slot_passed(slot);
	consumer = slot->consumer;
	broker_consumer_ref(consumer);
	*map = &consumer->calls[slot == consumer->slots[1]];
	return consumer;
}

/*
 * For lockdep this is where calls are waited for: a call that leads here through one of
 * the links is reported, and so is a lock that is held here and taken in a call. Calls
 * through other links may lead here. Without the mutex, which calls may take.
 */
static void sync_links(struct provider *provider)
{
	struct consumer *consumer;
	struct call_map *map;
	struct slot *slot;

	if (!IS_ENABLED(CONFIG_LOCKDEP))
		return;
	mutex_lock(&broker_mutex);
	list_for_each_entry(slot, &provider->slots, provider_node)
		slot->unsynced = is_undrained(slot);
	while ((consumer = sync_next(provider, &map))) {
		mutex_unlock(&broker_mutex);
		broker_call_map_sync(map);
		broker_consumer_unref(consumer);
		mutex_lock(&broker_mutex);
	}
	mutex_unlock(&broker_mutex);
}

/**
 * broker_links_retire() - see all links of a leaving provider off
 * @provider: off its interface, with its links revoked
 *
 * Context: Process context, no lock held. Waits for the calls inside and for
 * callbacks.
 */
void broker_links_retire(struct provider *provider)
{
	take_over(provider);
	sync_links(provider);
	step_links(provider, SLOT_RETIRED, call_leaving);
	broker_drain_wait(&provider->undrained, provider, NULL);
	step_links(provider, SLOT_DRAINED, call_detach);
}

/**
 * broker_links_abandon() - leave the links of a withdrawn provider to the consumers
 * @provider: off its interface, with its links revoked
 *
 * Nobody is told that the provider leaves: it has left. The consumers detach, told
 * that the provider is not alive: from what is drained now, and from others once they
 * are. While attach, leaving or detach is running, and was begun before this, the link
 * keeps the provider.
 */
void broker_links_abandon(struct provider *provider)
{
	struct slot *slot, *next;

	lockdep_assert_held(&broker_mutex);
	list_for_each_entry_safe(slot, next, &provider->slots, provider_node) {
		broker_slot_drain_untold(slot);
		if (slot->state == SLOT_DRAINED)
			broker_slot_abandon(slot);
	}
}

/* Wait until nobody is inside a link of a withdrawn provider. */
void broker_links_wait(struct provider *provider)
{
	sync_links(provider);
	broker_drain_wait(&provider->undrained, provider, NULL);
}

/* Take a step for each link of a consumer that is in a state, its own or all. */
static void step_consumer(struct consumer *consumer, enum slot_state state, bool work,
			  void (*step)(struct slot *slot, struct consumer *consumer))
{
	int i;

	for (i = 0; i < ARRAY_SIZE(consumer->slots); i++) {
		struct slot *slot = consumer->slots[i];
		bool wanted;

		mutex_lock(&broker_mutex);
		/* A dead one's slots go back to the pool, and get to others. */
		wanted = slot->consumer == consumer && slot->state == state &&
			 (slot->left_to_work || !work);
		mutex_unlock(&broker_mutex);
		if (wanted)
			step(slot, consumer);
	}
}

/* As sync_links(). */
static void sync_slot(struct consumer *consumer, int i)
{
	const struct slot *slot = consumer->slots[i];
	bool wanted;

	mutex_lock(&broker_mutex);
	wanted = slot->consumer == consumer && is_undrained(slot);
	mutex_unlock(&broker_mutex);
	if (wanted)
		broker_call_map_sync(&consumer->calls[i]);
}

/**
 * broker_consumer_retire() - see all links of a consumer off
 * @consumer: being unregistered, its link is revoked
 *
 * Context: As broker_links_retire().
 */
void broker_consumer_retire(struct consumer *consumer)
{
	sync_slot(consumer, 0);
	sync_slot(consumer, 1);
	step_consumer(consumer, SLOT_RETIRED, false, call_leaving);
	broker_drain_wait(&consumer->undrained, NULL, consumer);
	step_consumer(consumer, SLOT_DRAINED, false, call_detach);
}

/**
 * broker_consumer_retire_left() - take the steps that are left to a consumer's work item
 * @consumer: the consumer, referenced
 *
 * Waits for callbacks, but not for calls: once a link is drained the work item is
 * queued again.
 */
void broker_consumer_retire_left(struct consumer *consumer)
{
	step_consumer(consumer, SLOT_RETIRED, true, call_leaving);
	step_consumer(consumer, SLOT_DRAINED, true, call_detach);
}

/* Those who have let go of their calls but not of the link are in a callback. */
static void name_users(const struct provider *provider)
{
	const struct hold *hold;
	const struct slot *slot;

	mutex_lock(&broker_mutex);
	list_for_each_entry(hold, &provider->holds, provider_node)
		pr_warn("%s: waits for %s to put %.*s %u\n", provider->client->name,
			hold->pin->consumer->name, (int)provider->id.name_len,
			provider->id.name, provider->id.major);
	list_for_each_entry(slot, &provider->slots, provider_node)
		pr_warn("%s: waits for %s to let go of %.*s %u\n", provider->client->name,
			slot->consumer->name, (int)provider->id.name_len,
			provider->id.name, provider->id.major);
	mutex_unlock(&broker_mutex);
}

bool broker_provider_is_unused(const struct provider *provider)
{
	return list_empty_careful(&provider->holds) && list_empty_careful(&provider->slots);
}

/*
 * Waits for the last user of a provider that is leaving, and frees it. The lists
 * are empty before that one has let go of the mutex, so it is waited for too.
 */
void broker_provider_drain(struct provider *provider)
{
	while (!wait_event_timeout(broker_wait, broker_provider_is_unused(provider), REMIND_EVERY))
		name_users(provider);
	mutex_lock(&broker_mutex);
	broker_provider_remove(provider);
	mutex_unlock(&broker_mutex);
	kfree(provider);
}
