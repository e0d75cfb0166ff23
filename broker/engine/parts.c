// SPDX-License-Identifier: GPL-2.0-only
/*
 * A consumer with BROKER_EVERY gets a part for each instance that has a provider, and
 * loses the part when the instance's last provider has left and the part's links have
 * ended. Parts are made by the second work item of the whole, and each part is dropped by
 * its own work item.
 */
#include "engine/link.h"
#include "engine/parts.h"
#include "objects/consumer.h"
#include "objects/interface.h"
#include "objects/object.h"
#include "objects/queue.h"
#include "objects/slot.h"

#define MEMORY_PAUSE	(HZ / 10)	/* until per-CPU memory may have been added */

static void again(struct work_struct *unused);
static void make(struct work_struct *work);

static DECLARE_DELAYED_WORK(again_work, again);

/**
 * broker_consumer_new() - allocate a consumer with its slots
 * @ops: operations in its table
 * @settle: the function of its work item
 * @gfp: how to allocate
 *
 * Return: a whole, for broker_consumer_publish() or broker_consumer_discard(); NULL if
 * there is no memory.
 */
struct consumer *broker_consumer_new(unsigned int ops, work_func_t settle, gfp_t gfp)
{
	struct consumer *consumer = broker_consumer_alloc(ops, gfp);

	if (!consumer)
		return NULL;
	INIT_WORK(&consumer->work, settle);
	INIT_WORK(&consumer->parts_work, make);
	consumer->slots[0] = broker_slot_get(consumer, &consumer->maps[0], gfp);
	consumer->slots[1] = broker_slot_get(consumer, &consumer->maps[1], gfp);
	if (consumer->slots[0] && consumer->slots[1])
		return consumer;
	broker_consumer_discard(consumer);
	return NULL;
}

/* Free a consumer that was never published. Called without the mutex. */
void broker_consumer_discard(struct consumer *consumer)
{
	mutex_lock(&broker_mutex);
	broker_slots_put(consumer);
	mutex_unlock(&broker_mutex);
	broker_consumer_unref(consumer);
}

static bool has_part(const struct interface *interface, const struct consumer *whole)
{
	const struct consumer *consumer;

	list_for_each_entry(consumer, &interface->consumers, interface_node)
		if (consumer->whole == whole)
			return true;
	return false;
}

static struct interface *next_of(struct interface *interface)
{
	return list_is_last(&interface->object.node, &interface->unnamed->instances) ?
	       NULL : list_next_entry(interface, object.node);
}

/*
 * The first instance that was added since the latest part was made, or NULL. It is next
 * to the instance of that part, so that a thousand instances that are added at once take
 * a thousand steps. It is searched for only if that instance was dropped, or added again.
 */
static struct interface *first_unseen(const struct consumer *whole)
{
	const struct consumer *latest = whole->latest;
	struct interface *interface, *first = NULL;

	if (latest && latest->interface->object.id == whole->seen)
		return next_of(latest->interface);
	list_for_each_entry_reverse(interface, &whole->interface->instances, object.node) {
		if (interface->object.id <= whole->seen)
			break;
		first = interface;
	}
	return first;
}

/*
 * The first instance without a part. An instance gets a new id whenever its first
 * provider is registered, so one that is skipped because it has no provider, or has a
 * part, now is not skipped permanently.
 */
static struct interface *next_without(struct consumer *whole)
{
	struct interface *interface;

	lockdep_assert_held(&broker_mutex);
	interface = whole->state == CONSUMER_LIVE ? first_unseen(whole) : NULL;
	while (interface && (list_empty(&interface->providers) || has_part(interface, whole))) {
		whole->seen = interface->object.id;
		interface = next_of(interface);
	}
	return interface;
}

static bool is_wanted(struct consumer *whole)
{
	bool wanted;

	mutex_lock(&broker_mutex);
	wanted = next_without(whole);
	mutex_unlock(&broker_mutex);
	return wanted;
}

/* Returns false if no part is wanted any more. */
static bool add_part(struct consumer *whole, struct consumer *part)
{
	struct interface *interface;

	mutex_lock(&broker_mutex);
	interface = next_without(whole);
	if (interface) {
		whole->seen = interface->object.id;
		whole->latest = part;
		broker_consumer_part(part, whole);
		broker_consumer_publish(part, interface);
		broker_consumer_queue(part);
	}
	mutex_unlock(&broker_mutex);
	return interface;
}

/*
 * Memory is allocated without I/O, which may be that of the consumer's device. Per-CPU
 * memory may run short that way, and the kernel adds more soon after: then the allocation
 * is tried again.
 */
static void make(struct work_struct *work)
{
	struct consumer *whole = container_of(work, struct consumer, parts_work);

	while (is_wanted(whole)) {
		struct consumer *part = broker_consumer_new(whole->id.ops, whole->work.func,
							    GFP_NOIO | __GFP_NOWARN);

		if (!part) {
			schedule_delayed_work(&again_work, MEMORY_PAUSE);
			break;
		}
		if (!add_part(whole, part))
			broker_consumer_discard(part);
	}
	broker_consumer_unref(whole);
}

/* The consumers that were short of memory are among those that are queued. */
static void again(struct work_struct *unused)
{
	struct consumer *consumer;

	mutex_lock(&broker_mutex);
	list_for_each_entry(consumer, &broker_consumers, object.node)
		broker_parts_queue(consumer);
	mutex_unlock(&broker_mutex);
}

/* No consumer is left, so the work item queues none. */
void broker_parts_exit(void)
{
	cancel_delayed_work_sync(&again_work);
}

/**
 * broker_part_drop() - drop a part whose instance has no provider any more
 * @part: a consumer; not changed if it is not a part, or not to be dropped
 *
 * A part is queued when its last link ends, and when the instance's last provider leaves.
 *
 * Return: true if it was dropped: the caller puts the reference of its registration,
 * without the mutex.
 */
bool broker_part_drop(struct consumer *part)
{
	lockdep_assert_held(&broker_mutex);
	if (!broker_consumer_is_part(part) || part->state != CONSUMER_LIVE ||
	    !list_empty(&part->interface->providers) || !broker_consumer_is_idle(part))
		return false;
	if (part->whole->latest == part)
		part->whole->latest = NULL;
	broker_consumer_withdraw(part, CONSUMER_DEAD);
	broker_slots_put(part);
	broker_consumer_remove(part);
	return true;
}
