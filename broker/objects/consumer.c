// SPDX-License-Identifier: GPL-2.0-only
/*
 * Revocable consumers, found by their descriptors. From registration on, each is
 * settled by its own work item whenever something changes that could concern it: see
 * queue.c and engine/settle.c.
 *
 * A consumer with BROKER_EVERY is settled for each instance separately: it consists of
 * a whole, which was registered and is for the instance without a name, and a part for
 * each of the other instances. A part has a link, a hook slot and a work item like any
 * consumer, and the descriptor of the whole.
 */
#include <linux/hashtable.h>
#include <linux/slab.h>

#include "objects/call_map.h"
#include "objects/client.h"
#include "objects/consumer.h"
#include "objects/interface.h"
#include "objects/object.h"
#include "objects/provider.h"

LIST_HEAD(broker_consumers);
static DEFINE_HASHTABLE(consumers, 8);		/* by the client's descriptor */

/* Allocates a whole, with room for copies of a table of @ops operations. */
struct consumer *broker_consumer_alloc(unsigned int ops, gfp_t gfp)
{
	struct consumer *consumer = kzalloc(struct_size(consumer, padded, 2 * ops), gfp);

	if (!consumer)
		return NULL;
	refcount_set(&consumer->refs, 1);
	consumer->whole = consumer;
	INIT_LIST_HEAD(&consumer->parts);
	list_add(&consumer->part_node, &consumer->parts);
	INIT_LIST_HEAD(&consumer->backlog);
	INIT_LIST_HEAD(&consumer->backlog_node);
	broker_call_maps_init(&consumer->maps[0]);
	broker_call_maps_init(&consumer->maps[1]);
	broker_call_map_init(&consumer->hooks, "broker_hook");
	xa_init(&consumer->passed);
	return consumer;
}

void broker_consumer_ref(struct consumer *consumer)
{
	refcount_inc(&consumer->refs);
}

/* The last reference is put without broker_mutex, as broker_call_map_exit() requires. */
void broker_consumer_unref(struct consumer *consumer)
{
	if (!refcount_dec_and_test(&consumer->refs))
		return;
	if (broker_consumer_is_part(consumer))
		broker_consumer_unref(consumer->whole);
	broker_call_maps_exit(&consumer->maps[0]);
	broker_call_maps_exit(&consumer->maps[1]);
	broker_call_map_exit(&consumer->hooks);
	xa_destroy(&consumer->passed);
	kfree(consumer);
}

/* May the consumer keep a link, by its state and by the administrator's choice? */
bool broker_consumer_keeps(const struct consumer *consumer)
{
	return consumer->state == CONSUMER_LIVE && !consumer->detached;
}

/* Is the consumer removed, or its module withdrawn? Then none of its hooks is begun. */
bool broker_consumer_is_withdrawn(const struct consumer *consumer)
{
	return !consumer->client || consumer->client->withdrawn;
}

/*
 * One side's attach hook has returned -ENODEV: the other side is not for it. That is
 * remembered for the pair, as long as the provider is registered and keeps its rank,
 * unless an administrator has intervened since the hooks were begun. If there is no
 * memory for it the hooks are called again.
 */
void broker_consumer_pass(struct consumer *consumer, const struct provider *provider)
{
	lockdep_assert_held(&broker_mutex);
	if (consumer->recalled)
		return;
	xa_store(&consumer->passed, provider->object.id, xa_mk_value(0), GFP_NOIO | __GFP_NOWARN);
}

bool broker_consumer_has_passed(const struct consumer *consumer, const struct provider *provider)
{
	return xa_load((struct xarray *)&consumer->passed, provider->object.id);
}

/* Forget that for all consumers of the provider: its rank changes, or it is leaving. */
void broker_consumers_recall(struct interface *interface, const struct provider *provider)
{
	struct consumer *consumer;

	lockdep_assert_held(&broker_mutex);
	list_for_each_entry(consumer, &interface->consumers, interface_node) {
		xa_erase(&consumer->passed, provider->object.id);
		consumer->recalled = true;
	}
}

/* Forget that for all providers of a consumer. */
void broker_consumer_recall(struct consumer *consumer)
{
	lockdep_assert_held(&broker_mutex);
	xa_destroy(&consumer->passed);
	consumer->recalled = true;
}

/* Does the consumer have a link for each instance, whose calls use a key? */
bool broker_consumer_wants_all(const struct consumer *consumer)
{
	return consumer->desc.flags & BROKER_EVERY;
}

bool broker_consumer_is_part(const struct consumer *consumer)
{
	return consumer->whole != consumer;
}

/* A consumer that was allocated as a whole becomes a part of another. */
void broker_consumer_part(struct consumer *part, struct consumer *whole)
{
	lockdep_assert_held(&broker_mutex);
	part->whole = whole;
	broker_consumer_ref(whole);
	list_move_tail(&part->part_node, &whole->parts);
	part->client = broker_client_find(whole->desc.owner);
	part->client->refs++;
	memcpy(part->name, whole->name, sizeof(part->name));
	part->key = whole->key;
	part->desc = whole->desc;
	part->id = whole->id;
	part->state = whole->state;
	part->detached = whole->detached;
}

/* From now on the consumer is retired on its own. */
void broker_consumer_separate(struct consumer *consumer)
{
	lockdep_assert_held(&broker_mutex);
	list_move(&consumer->part_node, &consumer->parts);
}

/* The next search among the parts begins behind this one, as in broker_slot_passed(). */
void broker_consumer_passed(struct consumer *part)
{
	struct list_head *parts = &part->whole->parts;

	lockdep_assert_held(&broker_mutex);
	list_rotate_to_front(&part->part_node, parts);
	list_rotate_left(parts);
}

struct consumer *broker_consumer_find(const struct broker_consumer *key)
{
	struct consumer *consumer;

	lockdep_assert_held(&broker_mutex);
	hash_for_each_possible(consumers, consumer, node, (unsigned long)key)
		if (consumer->key == key)
			return consumer;
	return NULL;
}

void broker_consumer_publish(struct consumer *consumer, struct interface *interface)
{
	lockdep_assert_held(&broker_mutex);
	consumer->interface = interface;
	strscpy(consumer->instance, interface->instance, sizeof(consumer->instance));
	list_add_tail(&consumer->interface_node, &interface->consumers);
	list_add_tail(&consumer->client_node, &consumer->client->consumers);
	if (!broker_consumer_is_part(consumer))
		hash_add(consumers, &consumer->node, (unsigned long)consumer->key);
	broker_object_add(&consumer->object, &broker_consumers);
}

/*
 * Removes the consumer from all tables and lists: its module may be unloaded. Its
 * memory stays while a work item has a reference to it.
 */
void broker_consumer_remove(struct consumer *consumer)
{
	lockdep_assert_held(&broker_mutex);
	hash_del(&consumer->node);
	broker_object_del(&consumer->object);
	list_del(&consumer->client_node);
	list_del_init(&consumer->part_node);
	broker_client_put(consumer->client);
	consumer->client = NULL;
	wake_up_all(&broker_wait);
}
