// SPDX-License-Identifier: GPL-2.0-only
/*
 * An administrator may prefer and drain providers, and detach and attach consumers.
 */
#include "event.h"
#include "objects/consumer.h"
#include "objects/object.h"
#include "objects/provider.h"
#include "objects/queue.h"
#include "verbs/steer.h"

/* Prefer the provider, which then serves again if it was drained, or drain it. */
static void __provider_steer(struct provider *provider, bool drain)
{
	static u64 preferences;
	bool served = broker_provider_serves(provider);

	lockdep_assert_held(&broker_mutex);
	provider->drained = drain;
	if (!drain) {
		provider->preferred = ++preferences;
		list_del(&provider->interface_node);
		broker_provider_rank(provider, provider->interface);
	}
	broker_consumers_recall(provider->interface, provider);
	broker_registry_changed();
	if (served != broker_provider_serves(provider))
		broker_event_provider(served ? BROKER_CMD_PROVIDER_WENT_NTF :
					BROKER_CMD_PROVIDER_CAME_NTF, provider);
	broker_consumers_kick(provider->interface);
}

static int provider_steer(u64 id, bool drain)
{
	struct provider *provider;
	struct object *object;
	int ret = 0;

	mutex_lock(&broker_mutex);
	object = broker_object_find(&broker_providers, id);
	provider = object ? container_of(object, struct provider, object) : NULL;
	if (!provider)
		ret = -ENOENT;
	else if (provider->state != PROVIDER_LIVE)
		ret = provider->state == PROVIDER_PENDING ? -EBUSY : -ENODEV;
	else
		__provider_steer(provider, drain);
	mutex_unlock(&broker_mutex);
	return ret;
}

/**
 * broker_provider_prefer() - put a provider before all others of its interface
 * @id: of the provider
 *
 * It serves again if it was drained. Movable consumers are moved to it.
 *
 * Return: 0, -ENOENT, -EBUSY if its module's init is running, or -ENODEV if it is
 * leaving.
 */
int broker_provider_prefer(u64 id)
{
	return provider_steer(id, false);
}

/**
 * broker_provider_serve_nobody() - drain a provider that stays registered
 * @id: of the provider
 *
 * No consumer binds to the provider any more. The work items of attached consumers move
 * or detach them; pinned consumers stay.
 *
 * Return: as broker_provider_prefer().
 */
int broker_provider_serve_nobody(u64 id)
{
	return provider_steer(id, true);
}

static void __consumer_steer(struct consumer *consumer, bool detach)
{
	consumer->detached = detach;
	broker_consumer_recall(consumer);
	broker_consumer_queue(consumer);
}

/* Steer a consumer with all its parts. The first part is itself; a part has none. */
static void steer_all(struct consumer *consumer, bool detach)
{
	struct consumer *part;

	lockdep_assert_held(&broker_mutex);
	if (broker_consumer_is_part(consumer))
		__consumer_steer(consumer, detach);
	list_for_each_entry(part, &consumer->parts, part_node)
		__consumer_steer(part, detach);
	broker_objects_changed();
}

static int consumer_steer(u64 id, bool detach)
{
	struct consumer *consumer;
	struct object *object;
	int ret = 0;

	mutex_lock(&broker_mutex);
	object = broker_object_find(&broker_consumers, id);
	consumer = object ? container_of(object, struct consumer, object) : NULL;
	if (!consumer)
		ret = -ENOENT;
	else if (consumer->state == CONSUMER_DYING)
		ret = -ENODEV;
	else
		steer_all(consumer, detach);
	mutex_unlock(&broker_mutex);
	return ret;
}

/**
 * broker_consumer_detach() - detach a revocable consumer from its provider
 * @id: of the consumer
 *
 * The consumer's work item detaches it. It stays detached until broker_consumer_attach(). A
 * consumer with BROKER_EVERY is detached with all its present and future parts; a part may be
 * steered on its own afterwards.
 *
 * Return: 0, -ENOENT, or -ENODEV if it is being unregistered.
 */
int broker_consumer_detach(u64 id)
{
	return consumer_steer(id, true);
}

/* Let a consumer be attached again; returns as broker_consumer_detach(). */
int broker_consumer_attach(u64 id)
{
	return consumer_steer(id, false);
}
