// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reporting to lockdep what is about to be waited for: calls, callbacks and hooks of links.
 */
#include "engine/sync.h"
#include "objects/call_map.h"
#include "objects/consumer.h"
#include "objects/object.h"
#include "objects/provider.h"
#include "objects/slot.h"

static struct slot *next_unsynced(struct provider *provider)
{
	struct slot *slot;

	list_for_each_entry(slot, &provider->slots, provider_node)
		if (slot->unsynced)
			return slot;
	return NULL;
}

/* The maps are part of the consumer, and stay as long as there is a reference to it. */
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

/**
 * broker_links_sync() - report to lockdep that a provider's links are about to be waited for
 * @provider: the leaving provider
 *
 * For lockdep this is where calls, callbacks and hooks are waited for. It prints a report
 * if one of them leads here through one of the links, or if a lock that is held here is
 * taken in one of them. Calls through other links may lead here. Called without the mutex,
 * which calls may take.
 */
void broker_links_sync(struct provider *provider)
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

/* The same for the links of a consumer that is not live: its set of parts is fixed. */
void broker_consumer_sync(struct consumer *consumer)
{
	struct consumer *part;

	list_for_each_entry(part, &consumer->parts, part_node) {
		sync_slot(part, 0);
		sync_slot(part, 1);
		broker_call_map_sync(&part->hooks);
	}
}
