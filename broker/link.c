// SPDX-License-Identifier: GPL-2.0-only
/*
 * Links: the memory they are in, and the pointer that callers follow.
 *
 *	FREE --settle--> ATTACHING --attach ok--> CURRENT
 *	RETIRED <--moved, provider or consumer leaves-- CURRENT
 *	RETIRED --leaving--> LEAVING --returned--> DRAINING --nobody inside--> DRAINED
 *	DRAINED --detach--> DETACHING --returned--> FREE
 *	ATTACHING --attach failed--> FREE
 *	ATTACHING --somebody left meanwhile--> DETACHING
 *
 * settle.c has the way to CURRENT, drain.c the one from DRAINING to DRAINED, and
 * retire.c the callbacks on the way to FREE.
 *
 * Two slots serve a consumer, so that it can be attached to a new provider
 * before the old one is drained. Their memory comes from a pool that shrinks
 * only when broker.ko goes, and their counters are never set back: a thread that
 * was preempted between its first look at the pointer and its count may still
 * count in and out long after everybody has left.
 */
#include <linux/atomic.h>
#include <linux/ktime.h>
#include <linux/percpu.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>

#include "internal.h"

#define CALL_CLASSES	512		/* of the 8192 that lockdep has for all */

static LIST_HEAD(pool);			/* slots that serve nobody; broker_mutex */

static atomic_t classes = ATOMIC_INIT(0);

/*
 * Calls are counted and waited for link by link, so to lockdep each link is a lock of
 * its own: from a call through one link another may be waited for. Its class is the
 * consumer's, and not the slot's, which serves others later: what lockdep has learnt of
 * one consumer's locks is not true of the next one's. Links beyond the limit are not
 * checked.
 */
void call_map_init(struct call_map *map)
{
	map->registered = atomic_add_unless(&classes, 1, CALL_CLASSES);
	if (!map->registered) {
		call_map_unchecked(map);
		return;
	}
	lockdep_register_key(&map->key);
	lockdep_set_class_and_name(map, &map->key, "broker_call");
}

/* Without broker_mutex: on a lockdep kernel this waits for a grace period. */
void call_map_exit(struct call_map *map)
{
	if (!map->registered)
		return;
	lockdep_unregister_key(&map->key);
	atomic_dec(&classes);
}

static struct slot *slot_alloc(struct consumer *consumer)
{
	struct slot *slot = kzalloc(sizeof(*slot), GFP_KERNEL);

	if (!slot)
		return NULL;
	slot->link.calls = alloc_percpu(struct broker_calls);
	if (!slot->link.calls) {
		kfree(slot);
		return NULL;
	}
	slot->consumer = consumer;
	return slot;
}

static struct slot *pool_take(struct consumer *consumer)
{
	struct slot *slot;

	mutex_lock(&broker_mutex);
	slot = list_first_entry_or_null(&pool, struct slot, node);
	if (slot) {
		list_del(&slot->node);
		/* A work item of the consumer that had it may still look whose it is. */
		slot->consumer = consumer;
	}
	mutex_unlock(&broker_mutex);
	return slot;
}

/* Gives a slot back to the pool. It is not freed, see above. */
void slot_put(struct slot *slot)
{
	lockdep_assert_held(&broker_mutex);
	slot->consumer = NULL;
	list_add(&slot->node, &pool);
}

/* A slot for a consumer, or NULL if there is no memory. */
struct slot *slot_get(struct consumer *consumer, struct call_map *map)
{
	struct slot *slot = pool_take(consumer) ?: slot_alloc(consumer);

	/* Whoever counts in late does not get as far as to read this. */
	if (slot)
		slot->link.map = &map->dep_map;
	return slot;
}

/* Over all possible CPUs: a counter of one that went offline still counts. */
unsigned long slot_entered(const struct slot *slot)
{
	unsigned long sum = 0;
	int cpu;

	for_each_possible_cpu(cpu)
		sum += READ_ONCE(per_cpu_ptr(slot->link.calls, cpu)->entered);
	return sum;
}

unsigned long slot_left(const struct slot *slot)
{
	unsigned long sum = 0;
	int cpu;

	for_each_possible_cpu(cpu)
		sum += READ_ONCE(per_cpu_ptr(slot->link.calls, cpu)->left);
	return sum;
}

/* Those who wait for a state look without the mutex, and are woken. */
void slot_set(struct slot *slot, enum slot_state state)
{
	lockdep_assert_held(&broker_mutex);
	WRITE_ONCE(slot->state, state);
	objects_changed();
}

/* From now on the slot names the provider, which waits for it when it leaves. */
void slot_begin(struct slot *slot, struct provider *provider, const void *ops)
{
	slot_set(slot, SLOT_ATTACHING);
	slot->since = ktime_get_ns();
	slot->tried = false;
	slot->left_to_work = false;
	slot->unsynced = false;
	slot->before = slot_left(slot);
	slot->provider = provider;
	slot->link.ops = ops;
	slot->link.priv = NULL;
	list_add_tail(&slot->provider_node, &provider->slots);
	consumer_ref(slot->consumer);
}

/*
 * Nobody is inside a link to a withdrawn provider, and none of its callbacks runs that
 * may call the provider: the provider's module need not wait for it. What is left is
 * the consumer's detach, told that the provider is not alive.
 */
void slot_abandon(struct slot *slot)
{
	lockdep_assert_held(&broker_mutex);
	slot->provider = NULL;
	slot->left_to_work = true;
	list_del_init(&slot->provider_node);
	consumer_queue(slot->consumer);
	objects_changed();
	wake_up_all(&broker_wait);
}

/*
 * Nobody is inside and nothing is open: the slot is the consumer's again. The caller
 * has a reference of its own to the consumer.
 */
void slot_end(struct slot *slot)
{
	struct consumer *consumer = slot->consumer;

	slot_set(slot, SLOT_FREE);
	slot->provider = NULL;
	list_del_init(&slot->provider_node);
	if (consumer->state == CONSUMER_DEAD)
		slot_put(slot);
	wake_up_all(&broker_wait);
	consumer_unref(consumer);
}

/*
 * The next search among its provider's links begins behind it, so that all take n
 * steps. For a moment the list may look empty to who has not got the mutex: but
 * only who sees the provider off searches, and waits for that afterwards.
 */
void slot_passed(struct slot *slot)
{
	struct list_head *links = &slot->provider->slots;

	lockdep_assert_held(&broker_mutex);
	list_rotate_to_front(&slot->provider_node, links);
	list_rotate_left(links);
}

/* The switch. What attach wrote is seen by whoever sees the link. */
void link_publish(struct consumer *consumer, struct slot *slot)
{
	struct slot *old = consumer->current_slot;

	slot_set(slot, SLOT_CURRENT);
	consumer->current_slot = slot;
	/* Pairs with smp_load_acquire() in broker_enter(). */
	smp_store_release(&consumer->key->link, &slot->link);
	if (old) {
		old->left_to_work = true;
		slot_retire(old);
	}
	event_consumer(old ? BROKER_CMD_CONSUMER_MOVED_NTF : BROKER_CMD_CONSUMER_ATTACHED_NTF,
		       consumer, slot);
}

/* No new call goes through the present link. The caller sees that it is retired. */
void link_revoke(struct consumer *consumer)
{
	struct slot *old = consumer->current_slot;

	lockdep_assert_held(&broker_mutex);
	if (!old)
		return;
	consumer->current_slot = NULL;
	consumer->refused = 0;		/* why nobody else serves it is of interest again */
	/* Pairs with smp_load_acquire() in broker_enter(). */
	smp_store_release(&consumer->key->link, NULL);
	slot_retire(old);
	event_consumer(BROKER_CMD_CONSUMER_DETACHED_NTF, consumer, old);
}

/* The same, and the consumer's work item retires it. */
void link_give_up(struct consumer *consumer)
{
	consumer->current_slot->left_to_work = true;
	link_revoke(consumer);
}

/* For tools: "left" first, so that nobody seems to have left who has not entered. */
void slot_calls(const struct slot *slot, unsigned long *entered, unsigned long *left)
{
	*left = slot_left(slot) - slot->before;
	*entered = slot_entered(slot) - slot->before;
}

/*
 * All clients are gone. One that resolves the broker by symbol_get() may be
 * loaded still and have a thread between its look and its count: a trampoline's
 * grace period waits until each task has slept or left the kernel.
 */
void slots_exit(void)
{
	struct slot *slot, *next;

	synchronize_rcu();
	synchronize_rcu_tasks();
	list_for_each_entry_safe(slot, next, &pool, node) {
		free_percpu(slot->link.calls);
		kfree(slot);
	}
}
