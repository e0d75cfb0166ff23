// SPDX-License-Identifier: GPL-2.0-only
/*
 * Slots: the memory that links are in.
 *
 * Two slots serve a consumer, so that it can be attached to a new provider before the
 * old one is drained. Their memory comes from a pool that shrinks only when broker.ko
 * goes, and their counters are never set back: a thread that was preempted between its
 * first look at the pointer and its count may still count in and out long after
 * everybody has left.
 */
#include <linux/kmemleak.h>
#include <linux/ktime.h>
#include <linux/percpu.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>

#include "objects/call_map.h"
#include "objects/consumer.h"
#include "objects/object.h"
#include "objects/provider.h"
#include "objects/queue.h"
#include "objects/slot.h"
#include "objects/warn.h"

static LIST_HEAD(pool);			/* slots that serve nobody; broker_mutex */
static const u8 revoked;		/* its address is in place of a key; no client has it */

static struct slot *slot_alloc(struct consumer *consumer, gfp_t gfp)
{
	struct slot *slot = kzalloc(sizeof(*slot), gfp);

	if (!slot)
		return NULL;
	slot->counters = alloc_percpu_gfp(struct link_counters, gfp);
	if (!slot->counters) {
		kfree(slot);
		return NULL;
	}
	slot->link.calls = &slot->counters->calls;
	slot->link.peer = &slot->peer;
	slot->peer.calls = &slot->counters->callbacks;
	slot->link.requests = &slot->counters->requests;
	slot->peer.requests = &slot->counters->peer_requests;
	slot->peer.link = &slot->link;
	slot->link.live = &revoked;
	slot->peer.live = &revoked;
	slot->consumer = consumer;
	return slot;
}

/*
 * May it serve a link? A request that the last one has left behind, as one side forgot
 * to unregister, may end late, or never: not before is the memory used again. No new
 * one is counted there, so equal sums say that all have ended.
 */
static bool is_free(struct slot *slot)
{
	lockdep_assert_held(&broker_mutex);
	if (slot->state == SLOT_PARKED && !broker_slot_inside(slot, END_ALL_REQUESTS))
		broker_slot_set(slot, SLOT_FREE);
	return slot->state == SLOT_FREE;
}

/* The same for a slot that a consumer has, which the caller has a reference to. */
bool broker_slot_is_usable(struct slot *slot)
{
	if (!is_free(slot))
		return false;
	if (slot->parked)
		broker_consumer_unref(slot->parked);
	slot->parked = NULL;
	return true;
}

static struct slot *pool_find(void)
{
	struct slot *slot;

	list_for_each_entry(slot, &pool, node)
		if (is_free(slot))
			return slot;
	return NULL;
}

static struct slot *pool_take(struct consumer *consumer)
{
	struct consumer *parked = NULL;
	struct slot *slot;

	mutex_lock(&broker_mutex);
	slot = pool_find();
	if (slot) {
		list_del(&slot->node);
		/* A work item of the consumer that had it may still look whose it is. */
		slot->consumer = consumer;
		swap(slot->parked, parked);
	}
	mutex_unlock(&broker_mutex);
	if (parked)
		broker_consumer_unref(parked);
	return slot;
}

/* Gives a slot back to the pool. It is not freed, see above. */
void broker_slot_put(struct slot *slot)
{
	lockdep_assert_held(&broker_mutex);
	slot->consumer = NULL;
	list_add(&slot->node, &pool);
}

void broker_slots_put(struct consumer *consumer)
{
	int i;

	lockdep_assert_held(&broker_mutex);
	for (i = 0; i < ARRAY_SIZE(consumer->slots); i++)
		if (consumer->slots[i] && consumer->slots[i]->state <= SLOT_PARKED)
			broker_slot_put(consumer->slots[i]);
}

/* Has it no link, and does no hook run for one? */
bool broker_consumer_is_idle(const struct consumer *consumer)
{
	return consumer->slots[0]->state <= SLOT_PARKED &&
	       consumer->slots[1]->state <= SLOT_PARKED &&
	       !consumer->hook.task;
}

/* A slot for a consumer, or NULL if there is no memory. */
struct slot *broker_slot_get(struct consumer *consumer, struct call_maps *maps, gfp_t gfp)
{
	struct slot *slot = pool_take(consumer) ?: slot_alloc(consumer, gfp);

	/* Whoever counts in late does not get as far as to read this. */
	if (slot) {
		slot->link.map = &maps->calls.dep_map;
		slot->peer.map = &maps->callbacks.dep_map;
	}
	return slot;
}

/* Over all possible CPUs: a counter of one that went offline still counts. */
unsigned long broker_slot_entered(const struct slot *slot, unsigned int ends)
{
	unsigned long sum = 0;
	int cpu;

	for_each_possible_cpu(cpu) {
		const struct link_counters *c = per_cpu_ptr(slot->counters, cpu);

		sum += ends & END_CALLS ? READ_ONCE(c->calls.entered) : 0;
		sum += ends & END_CALLBACKS ? READ_ONCE(c->callbacks.entered) : 0;
		sum += ends & END_REQUESTS(END_CALLS) ? READ_ONCE(c->requests.entered) : 0;
		sum += ends & END_REQUESTS(END_CALLBACKS) ?
		       READ_ONCE(c->peer_requests.entered) : 0;
	}
	return sum;
}

unsigned long broker_slot_left(const struct slot *slot, unsigned int ends)
{
	unsigned long sum = 0;
	int cpu;

	for_each_possible_cpu(cpu) {
		const struct link_counters *c = per_cpu_ptr(slot->counters, cpu);

		sum += ends & END_CALLS ? READ_ONCE(c->calls.left) : 0;
		sum += ends & END_CALLBACKS ? READ_ONCE(c->callbacks.left) : 0;
		sum += ends & END_REQUESTS(END_CALLS) ? READ_ONCE(c->requests.left) : 0;
		sum += ends & END_REQUESTS(END_CALLBACKS) ? READ_ONCE(c->peer_requests.left) : 0;
	}
	return sum;
}

/* How many are inside; of those that come and go at the moment some may count. */
unsigned long broker_slot_inside(const struct slot *slot, unsigned int ends)
{
	unsigned long left = broker_slot_left(slot, ends);

	return broker_slot_entered(slot, ends) - left;
}

/* For tools: "left" first, so that no call seems to have left that has not entered. */
void broker_slot_calls(const struct slot *slot, unsigned long *entered, unsigned long *left)
{
	*left = broker_slot_left(slot, END_CALLS) - slot->before;
	*entered = broker_slot_entered(slot, END_CALLS) - slot->before;
}

void broker_slot_callbacks(const struct slot *slot, unsigned long *entered, unsigned long *left)
{
	*left = broker_slot_left(slot, END_CALLBACKS) - slot->before_back;
	*entered = broker_slot_entered(slot, END_CALLBACKS) - slot->before_back;
}

/* Does the provider know of callbacks? An older consumer may offer none of them. */
bool broker_slot_is_two_way(const struct slot *slot)
{
	return slot->provider && slot->provider->id.callbacks;
}

/*
 * Is a step told to both sides? A withdrawn one is not called, nor is the other by hooks
 * that may call it, but for detach.
 */
bool broker_slot_is_told(const struct slot *slot)
{
	return slot->provider && !broker_provider_is_withdrawn(slot->provider) &&
	       !broker_consumer_is_withdrawn(slot->consumer);
}

/* Those who wait for a state look without the mutex, and are woken. */
void broker_slot_set(struct slot *slot, enum slot_state state)
{
	lockdep_assert_held(&broker_mutex);
	WRITE_ONCE(slot->state, state);
	broker_objects_changed();
}

/*
 * The consumer's callbacks as the provider knows them: those that an older consumer does
 * not have are NULL. Memory without I/O, which may be that of the consumer's device.
 */
static int set_callbacks(struct slot *slot)
{
	const struct consumer *consumer = slot->consumer;
	unsigned int have = consumer->id.callbacks, want = slot->provider->id.callbacks;

	slot->peer.ops = consumer->desc.callbacks;
	if (have >= want)
		return 0;
	slot->padded = kcalloc(want, sizeof(*slot->padded), GFP_NOIO | __GFP_NOWARN);
	if (!slot->padded)
		return -ENOMEM;
	if (have)
		memcpy(slot->padded, consumer->desc.callbacks, have * sizeof(*slot->padded));
	slot->peer.ops = slot->padded;
	return 0;
}

/*
 * From now on the slot names the provider, which waits for it when it leaves. On
 * -ENOMEM too: broker_slot_end() follows.
 */
int broker_slot_begin(struct slot *slot, struct provider *provider, const void *ops)
{
	broker_slot_set(slot, SLOT_ATTACHING);
	slot->since = ktime_get_ns();
	slot->tried = false;
	slot->left_to_work = false;
	slot->unsynced = false;
	slot->stopped = false;
	slot->open = 0;
	slot->closed = 0;
	slot->before = broker_slot_left(slot, END_CALLS);
	slot->before_back = broker_slot_left(slot, END_CALLBACKS);
	slot->provider = provider;
	slot->link.ops = ops;
	slot->link.priv = NULL;
	slot->link.instance = slot->consumer->instance;
	slot->link.replaces = NULL;
	slot->peer.priv = NULL;
	list_add_tail(&slot->provider_node, &provider->slots);
	broker_consumer_ref(slot->consumer);
	return set_callbacks(slot);
}

/*
 * Somebody may be inside from now on. The key of an end is handed out, callbacks' first,
 * so that they are in place for a call; the pointer that calls of a consumer of one
 * instance follow is in engine/link.c.
 */
void broker_slot_open(struct slot *slot, unsigned int ends)
{
	lockdep_assert_held(&broker_mutex);
	slot->open |= ends;
	if (ends & END_CALLBACKS)
		/* Pairs with smp_load_acquire() in __broker_enter_end(). */
		smp_store_release(&slot->peer.live, slot->peer.priv);
	if ((ends & END_CALLS) && broker_consumer_wants_all(slot->consumer))
		/* The same. */
		smp_store_release(&slot->link.live, slot->link.priv);
}

/* No key enters any more. */
void broker_slot_close(struct slot *slot, unsigned int ends)
{
	lockdep_assert_held(&broker_mutex);
	slot->closed |= ends;
	if (ends & END_CALLS)
		/* Pairs with smp_load_acquire() in __broker_enter_end(). */
		smp_store_release(&slot->link.live, &revoked);
	if (ends & END_CALLBACKS)
		/* The same. */
		smp_store_release(&slot->peer.live, &revoked);
}

/*
 * Nobody is inside a link to a withdrawn provider, and no hook runs for it that may call
 * the provider: the provider's module need not wait for it. What is left is the
 * consumer's detach, told that the provider is not alive.
 */
static void abandon(struct slot *slot)
{
	slot->provider = NULL;
	slot->left_to_work = true;
	list_del_init(&slot->provider_node);
	broker_consumer_queue(slot->consumer);
	broker_objects_changed();
	wake_up_all(&broker_wait);
}

/*
 * Abandon the link if that is so. Its ready hooks are the only ones that may still run
 * when it is drained: whoever runs them looks again afterwards.
 */
void broker_slot_abandon(struct slot *slot)
{
	lockdep_assert_held(&broker_mutex);
	if ((slot->state == SLOT_DRAINED || slot->state == SLOT_DETACHED) && slot->provider &&
	    broker_provider_is_withdrawn(slot->provider) && slot->consumer->hook.slot != slot)
		abandon(slot);
}

/*
 * One side has forgotten to unregister, and the other has left requests of its own open.
 * The reference that the link has to the consumer stays: lockdep's maps are there. Of the
 * consumer's module nothing may be left, and so of the name of the interface.
 */
static void park(struct slot *slot)
{
	unsigned long requests = broker_slot_inside(slot, END_ALL_REQUESTS);

	pr_warn("%s: the memory of a link is kept, for %lu request%s that did not end\n",
		slot->consumer->name, requests, plural(requests));
	broker_slot_set(slot, SLOT_PARKED);
	slot->parked = slot->consumer;
}

/*
 * Nobody is inside and nothing is open: the slot is the consumer's again. The caller
 * has a reference of its own to the consumer.
 */
void broker_slot_end(struct slot *slot)
{
	struct consumer *consumer = slot->consumer;
	bool parked = broker_slot_inside(slot, END_ALL_REQUESTS);

	if (parked)
		park(slot);
	else
		broker_slot_set(slot, SLOT_FREE);
	slot->provider = NULL;
	slot->link.ops = NULL;
	slot->peer.ops = NULL;
	kfree(slot->padded);
	slot->padded = NULL;
	list_del_init(&slot->provider_node);
	if (consumer->state == CONSUMER_DEAD)
		broker_slot_put(slot);
	wake_up_all(&broker_wait);
	if (!parked)
		broker_consumer_unref(consumer);
}

/*
 * The next search among its provider's links begins behind it, so that all take n
 * steps. For a moment the list may look empty to who has not got the mutex: but
 * only who sees the provider off searches, and waits for that afterwards.
 */
void broker_slot_passed(struct slot *slot)
{
	struct list_head *links = &slot->provider->slots;

	lockdep_assert_held(&broker_mutex);
	list_rotate_to_front(&slot->provider_node, links);
	list_rotate_left(links);
}

/*
 * All clients are gone. One that resolves the broker by symbol_get() may be
 * loaded still and have a thread between its look and its count: a trampoline's
 * grace period waits until each task has slept or left the kernel.
 */
void broker_slots_exit(void)
{
	struct slot *slot, *next;

	synchronize_rcu();
	synchronize_rcu_tasks();
	list_for_each_entry_safe(slot, next, &pool, node) {
		if (broker_slot_inside(slot, END_ALL_REQUESTS)) {
			kmemleak_not_leak(slot);	/* kept for good */
			continue;
		}
		if (slot->parked)
			broker_consumer_unref(slot->parked);
		free_percpu(slot->counters);
		kfree(slot);
	}
}
