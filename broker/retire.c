// SPDX-License-Identifier: GPL-2.0-only
/*
 * Seeing off links that were switched away: the callbacks leaving and detach, and
 * between them the drain.
 *
 * A retired link belongs to nobody. Whoever needs it gone takes the steps that
 * are left, each claimed under broker_mutex: if only who has retired it might,
 * a detach callback that unregisters another consumer of the leaving provider
 * would wait for its own caller (tests/model, callbacks-owned-sets). Those that
 * nobody waits for are left to the work item of their consumer.
 */
#include "internal.h"

/*
 * A step needs the consumer's callback slot, and only with it is it claimed: the
 * link may have been seen off by others, and another be in its place, by the time
 * the slot is ours. From then on the link is ours until the callback has returned,
 * and keeps the provider's module and its own memory, whoever goes meanwhile.
 */
static void take_step(struct slot *slot, struct consumer *consumer, enum slot_state from,
		      enum slot_state to,
		      void (*callback)(struct broker_consumer *key, struct broker_link *link),
		      void (*done)(struct slot *slot))
{
	bool alive = callback_begin(consumer);
	bool mine;

	mutex_lock(&broker_mutex);
	mine = slot->consumer == consumer && slot->state == from;
	if (mine)
		slot_set(slot, to);
	mutex_unlock(&broker_mutex);
	if (mine && alive && callback)
		callback(consumer->key, &slot->link);
	mutex_lock(&broker_mutex);
	if (mine)
		done(slot);
	if (alive)
		callback_end(consumer);
	mutex_unlock(&broker_mutex);
}

static void call_leaving(struct slot *slot, struct consumer *consumer)
{
	take_step(slot, consumer, SLOT_RETIRED, SLOT_LEAVING, consumer->desc.leaving, slot_drain);
}

static void call_detach(struct slot *slot, struct consumer *consumer)
{
	take_step(slot, consumer, SLOT_DRAINED, SLOT_DETACHING, consumer->desc.detach, slot_end);
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
			slot_passed(slot);
			consumer_ref(consumer);
		}
		mutex_unlock(&broker_mutex);
		if (!consumer)
			return;
		step(slot, consumer);
		consumer_unref(consumer);
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
	slot_passed(slot);
	consumer = slot->consumer;
	consumer_ref(consumer);
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
		call_map_sync(map);
		consumer_unref(consumer);
		mutex_lock(&broker_mutex);
	}
	mutex_unlock(&broker_mutex);
}

/**
 * links_retire() - see all links of a leaving provider off
 * @provider: off its interface, with its links revoked
 *
 * Context: Process context, no lock held. Waits for the calls inside and for
 * callbacks.
 */
void links_retire(struct provider *provider)
{
	take_over(provider);
	sync_links(provider);
	step_links(provider, SLOT_RETIRED, call_leaving);
	drain_wait(&provider->undrained, provider, NULL);
	step_links(provider, SLOT_DRAINED, call_detach);
}

/*
 * Nobody is told that the provider leaves: it has left. Who is being told already
 * may be calling it, and drains its link itself.
 */
static void drain_untold(struct provider *provider)
{
	struct slot *slot;

	mutex_lock(&broker_mutex);
	list_for_each_entry(slot, &provider->slots, provider_node)
		if (slot->state == SLOT_RETIRED)
			slot_drain(slot);
	mutex_unlock(&broker_mutex);
}

/**
 * links_abandon() - wait for calls, and leave the rest to the consumers
 * @provider: its module is gone, its links are revoked
 *
 * Their work items detach them, told that the provider is not alive.
 */
void links_abandon(struct provider *provider)
{
	struct slot *slot, *next;

	drain_untold(provider);
	sync_links(provider);
	drain_wait(&provider->undrained, provider, NULL);
	mutex_lock(&broker_mutex);
	list_for_each_entry_safe(slot, next, &provider->slots, provider_node) {
		if (slot->state != SLOT_DRAINED)
			continue;
		slot->link.ops = NULL;
		slot->provider = NULL;
		slot->left_to_work = true;
		list_del_init(&slot->provider_node);
		consumer_queue(slot->consumer);
	}
	objects_changed();
	wake_up_all(&broker_wait);
	mutex_unlock(&broker_mutex);
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
		call_map_sync(&consumer->calls[i]);
}

/**
 * consumer_retire() - see all links of a consumer off
 * @consumer: being unregistered, its link is revoked
 *
 * Context: As links_retire().
 */
void consumer_retire(struct consumer *consumer)
{
	sync_slot(consumer, 0);
	sync_slot(consumer, 1);
	step_consumer(consumer, SLOT_RETIRED, false, call_leaving);
	drain_wait(&consumer->undrained, NULL, consumer);
	step_consumer(consumer, SLOT_DRAINED, false, call_detach);
}

/**
 * consumer_retire_left() - take the steps that are left to a consumer's work item
 * @consumer: the consumer, referenced
 *
 * Waits for callbacks, but not for calls: once a link is drained the work item is
 * queued again.
 */
void consumer_retire_left(struct consumer *consumer)
{
	step_consumer(consumer, SLOT_RETIRED, true, call_leaving);
	step_consumer(consumer, SLOT_DRAINED, true, call_detach);
}
