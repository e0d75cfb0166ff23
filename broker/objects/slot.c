// SPDX-License-Identifier: GPL-2.0-only
/*
 * Slots: the memory that links are in.
 *
 * Each consumer has two slots, so that it can be attached to a new provider before its
 * link to the old one is drained. Their memory comes from a pool that shrinks only when
 * broker.ko is unloaded, and their counters are never reset: a thread that was
 * preempted between its first look at the pointer and its count may still count in and
 * out long after all calls have returned.
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

static LIST_HEAD(pool);			/* slots that no consumer has; broker_mutex */
static const u8 revoked;		/* its address stands in for a key; no client has it */

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
 * May the slot be used for a link? A request that the previous link has left behind, as
 * one side forgot to unregister, may end late, or never: the memory is not used again
 * before that. No new request is counted there, so equal sums mean that all have ended.
 */
static bool is_free(struct slot *slot)
{
	lockdep_assert_held(&broker_mutex);
	if (slot->state == SLOT_PARKED && !broker_slot_inside(slot, END_ALL_REQUESTS))
		broker_slot_set(slot, SLOT_FREE);
	return slot->state == SLOT_FREE;
}

/* The same for a slot of a consumer, to which the caller has a reference. */
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
		/* A work item of the previous consumer may still read this. */
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

/* Does the consumer have no link, and does no hook run for one? */
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

	/* A call that counts in late is turned away before it reads this. */
	if (slot) {
		slot->link.map = &maps->calls.dep_map;
		slot->peer.map = &maps->callbacks.dep_map;
	}
	return slot;
}

/* Sums over all possible CPUs: the counter of a CPU that went offline still counts. */
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

/* Number of calls inside; some of those that enter or leave meanwhile may count. */
unsigned long broker_slot_inside(const struct slot *slot, unsigned int ends)
{
	unsigned long left = broker_slot_left(slot, ends);

	return broker_slot_entered(slot, ends) - left;
}

/*
 * For tools. "left" is read first, so that no call seems to have left before it entered;
 * on weakly ordered machines it may all the same, and counts as entered then.
 */
static void show(const struct slot *slot, enum end end, unsigned long before,
		 unsigned long *entered, unsigned long *left)
{
	*left = broker_slot_left(slot, end) - before;
	*entered = broker_slot_entered(slot, end) - before;
	if ((long)(*entered - *left) < 0)
		*entered = *left;
}

void broker_slot_calls(const struct slot *slot, unsigned long *entered, unsigned long *left)
{
	show(slot, END_CALLS, slot->before, entered, left);
}

void broker_slot_callbacks(const struct slot *slot, unsigned long *entered, unsigned long *left)
{
	show(slot, END_CALLBACKS, slot->before_back, entered, left);
}

/* Does the provider's contract have callbacks? An older consumer may have none of them. */
bool broker_slot_is_two_way(const struct slot *slot)
{
	return slot->provider && slot->provider->id.callbacks;
}

/*
 * Are the hooks of both sides called for a step? A withdrawn side is not called. The
 * hooks of the other side, which may call it, are not called either, except for detach.
 */
bool broker_slot_is_told(const struct slot *slot)
{
	return slot->provider && !broker_provider_is_withdrawn(slot->provider) &&
	       !broker_consumer_is_withdrawn(slot->consumer);
}

void broker_slot_set(struct slot *slot, enum slot_state state)
{
	lockdep_assert_held(&broker_mutex);
	slot->state = state;
	broker_objects_changed();
}

/*
 * The consumer's callbacks as the provider's contract has them: those that an older
 * consumer does not have are NULL. Memory is allocated without I/O, which may be that
 * of the consumer's device.
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
 * From now on the slot refers to the provider, which waits for it when it leaves. That
 * is also so on -ENOMEM: broker_slot_end() follows.
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
 * From now on calls may be inside. The key of each end is stored, that of callbacks
 * first, so that callbacks are in place for a call. The pointer that the calls of a
 * consumer of one instance follow is in engine/link.c.
 */
void broker_slot_open(struct slot *slot, unsigned int ends)
{
	lockdep_assert_held(&broker_mutex);
	slot->open |= ends;
	if (ends & END_CALLBACKS)
		/* Pairs with smp_load_acquire() in __broker_enter_end(). */
		smp_store_release(&slot->peer.live, slot->peer.priv);
	if ((ends & END_CALLS) && broker_consumer_wants_all(slot->consumer))
		/* Pairs with the same. */
		smp_store_release(&slot->link.live, slot->link.priv);
}

/* No key lets a call in any more. */
void broker_slot_close(struct slot *slot, unsigned int ends)
{
	lockdep_assert_held(&broker_mutex);
	slot->closed |= ends;
	if (ends & END_CALLS)
		/* Pairs with smp_load_acquire() in __broker_enter_end(). */
		smp_store_release(&slot->link.live, &revoked);
	if (ends & END_CALLBACKS)
		/* Pairs with the same. */
		smp_store_release(&slot->peer.live, &revoked);
}

/*
 * No call is inside a link to a withdrawn provider, and no hook that may call the
 * provider runs for the link: the provider's module need not wait for it. Only the
 * consumer's detach hook is left, which finds that the provider is not alive.
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
 * Abandon the link if that is so. When it is drained a ready hook may still run for it,
 * or the leaving hook of a provider that was withdrawn meanwhile: the task that runs the
 * hook calls this again afterwards.
 */
void broker_slot_abandon(struct slot *slot)
{
	lockdep_assert_held(&broker_mutex);
	if ((slot->state == SLOT_DRAINED || slot->state == SLOT_DETACHED) && slot->provider &&
	    broker_provider_is_withdrawn(slot->provider) && slot->consumer->hook.slot != slot)
		abandon(slot);
}

/*
 * One side has forgotten to unregister, and the other has left its own requests open.
 * The link keeps its reference to the consumer, which has the lockdep maps. The
 * consumer's module may already be freed, and with it the name of the interface.
 */
static void park(struct slot *slot)
{
	unsigned long requests = broker_slot_inside(slot, END_ALL_REQUESTS);

	broker_warn_limited("%s: the memory of a link is kept, for %lu request%s that did not end",
			    slot->consumer->name, requests, plural(requests));
	broker_slot_set(slot, SLOT_PARKED);
	slot->parked = slot->consumer;
}

/*
 * No call is inside and nothing is open: the slot is the consumer's again. The caller
 * has its own reference to the consumer.
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
 * The next search among the provider's links begins behind this one, so that all
 * searches together take n steps. A reader without the mutex may briefly see an empty
 * list. Only a task that retires the provider's links searches it, and that task waits
 * for them afterwards.
 */
void broker_slot_passed(struct slot *slot)
{
	struct list_head *links = &slot->provider->slots;

	lockdep_assert_held(&broker_mutex);
	list_rotate_to_front(&slot->provider_node, links);
	list_rotate_left(links);
}

/*
 * No client is left. A module that resolved the broker by symbol_get() may still be
 * loaded and have a thread between its look and its count: the grace period of
 * RCU-tasks, which trampolines use, waits until each task has slept or left the kernel.
 */
void broker_slots_exit(void)
{
	struct slot *slot, *next;

	synchronize_rcu();
	synchronize_rcu_tasks();
	list_for_each_entry_safe(slot, next, &pool, node) {
		if (broker_slot_inside(slot, END_ALL_REQUESTS)) {
			kmemleak_not_leak(slot);	/* never freed */
			continue;
		}
		if (slot->parked)
			broker_consumer_unref(slot->parked);
		free_percpu(slot->counters);
		kfree(slot);
	}
}
