// SPDX-License-Identifier: GPL-2.0-only
/*
 * Links, from the moment they are switched away until their memory may serve
 * another provider.
 *
 *	FREE --settle--> ATTACHING --attach ok--> CURRENT
 *	RETIRED <--moved, provider or consumer leaves-- CURRENT
 *	RETIRED --leaving, drain--> DETACHING --detach--> FREE
 *	ATTACHING --attach failed, or somebody left meanwhile--> FREE
 *
 * A retired link belongs to nobody. Whoever needs it gone takes the steps that
 * are left, each claimed under broker_mutex: if only who has retired it might,
 * a detach callback that unregisters another consumer of the leaving provider
 * would wait for its own caller (tests/model, callbacks-owned-sets).
 *
 * Two slots serve a consumer, so that it can be attached to a new provider
 * before the old one is drained. Their memory comes from a pool that shrinks
 * only when broker.ko goes, and their counters are never set back: a thread that
 * was preempted between its first look at the pointer and its count may still
 * count in and out long after everybody has left.
 */
#include <linux/ktime.h>
#include <linux/percpu.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/slab.h>

#include "internal.h"

#define POLL_MAX	(HZ / 10)

static LIST_HEAD(pool);			/* slots that serve nobody; broker_mutex */

static struct slot *slot_alloc(void)
{
	struct slot *slot = kzalloc(sizeof(*slot), GFP_KERNEL);

	if (!slot)
		return NULL;
	slot->link.calls = alloc_percpu(struct broker_calls);
	if (!slot->link.calls) {
		kfree(slot);
		return NULL;
	}
	return slot;
}

static struct slot *pool_take(void)
{
	struct slot *slot;

	mutex_lock(&broker_mutex);
	slot = list_first_entry_or_null(&pool, struct slot, node);
	if (slot)
		list_del(&slot->node);
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
struct slot *slot_get(struct consumer *consumer)
{
	struct slot *slot = pool_take() ?: slot_alloc();

	if (slot)
		slot->consumer = consumer;
	return slot;
}

/* Over all possible CPUs: a counter of one that went offline still counts. */
static unsigned long sum_entered(const struct slot *slot)
{
	unsigned long sum = 0;
	int cpu;

	for_each_possible_cpu(cpu)
		sum += READ_ONCE(per_cpu_ptr(slot->link.calls, cpu)->entered);
	return sum;
}

static unsigned long sum_left(const struct slot *slot)
{
	unsigned long sum = 0;
	int cpu;

	for_each_possible_cpu(cpu)
		sum += READ_ONCE(per_cpu_ptr(slot->link.calls, cpu)->left);
	return sum;
}

/* From now on the slot names the provider, which waits for it when it leaves. */
void slot_begin(struct slot *slot, struct provider *provider, const void *ops)
{
	lockdep_assert_held(&broker_mutex);
	slot->state = SLOT_ATTACHING;
	slot->since = ktime_get_ns();
	slot->serial++;
	slot->tried = false;
	slot->told = false;
	slot->drained = false;
	slot->quiet = false;
	slot->left_to_work = false;
	slot->before = sum_left(slot);
	slot->provider = provider;
	slot->link.ops = ops;
	slot->link.priv = NULL;
	slot->link.map = &provider->map;
	list_add_tail(&slot->provider_node, &provider->slots);
	objects_changed();
	consumer_ref(slot->consumer);
}

/* Nobody is inside and nothing is open: the slot is the consumer's again. */
void slot_end(struct slot *slot)
{
	struct consumer *consumer = slot->consumer;

	lockdep_assert_held(&broker_mutex);
	WRITE_ONCE(slot->state, SLOT_FREE);
	slot->provider = NULL;
	list_del_init(&slot->provider_node);
	objects_changed();
	if (consumer->state == CONSUMER_DEAD)
		slot_put(slot);
	wake_up_all(&broker_wait);
	consumer_unref(consumer);
}

/* The switch. What attach wrote is seen by whoever sees the link. */
void link_publish(struct consumer *consumer, struct slot *slot)
{
	struct slot *old = consumer->current_slot;

	lockdep_assert_held(&broker_mutex);
	if (old) {
		old->state = SLOT_RETIRED;
		old->left_to_work = true;
	}
	slot->state = SLOT_CURRENT;
	consumer->current_slot = slot;
	objects_changed();
	/* Pairs with smp_load_acquire() in broker_enter(). */
	smp_store_release(&consumer->key->link, &slot->link);
	event_consumer(old ? BROKER_CMD_CONSUMER_MOVED_NTF : BROKER_CMD_CONSUMER_ATTACHED_NTF,
		       consumer);
}

/* No new call goes through the present link. The caller sees that it is retired. */
void link_revoke(struct consumer *consumer)
{
	lockdep_assert_held(&broker_mutex);
	if (!consumer->current_slot)
		return;
	consumer->current_slot->state = SLOT_RETIRED;
	consumer->current_slot = NULL;
	objects_changed();
	/* Pairs with smp_load_acquire() in broker_enter(). */
	smp_store_release(&consumer->key->link, NULL);
	event_consumer(BROKER_CMD_CONSUMER_DETACHED_NTF, consumer);
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
	*left = sum_left(slot) - slot->before;
	*entered = sum_entered(slot) - slot->before;
}

static bool is_draining(const struct slot *slot)
{
	return slot->state == SLOT_RETIRED && !slot->drained;
}

/*
 * Have all calls through the link returned?
 *
 * The pointer was switched before. look() sums "left", and compares with
 * "entered" to see whether it is worth the wait; then the caller waits for a
 * grace period, and confirm() sums "entered". Equal sums mean that nobody is
 * inside, and that nobody can be again:
 *
 * this_cpu_inc() is an RCU read-side critical section: it is one instruction, or
 * runs with interrupts off. If any part of one precedes the start of a grace
 * period, all that came before it on that CPU is visible when the grace period
 * has ended; if any part follows its end, all that comes after it happens after
 * its start.
 *
 * Whoever saw the old pointer in his second look did so before the switch was
 * visible to him, so his "entered", which comes before that look, precedes the
 * end of the grace period and is in the second sum. On x86 too, where the
 * increment may sit in the store buffer until then. Who counts in later sees the
 * new pointer in his second look, counts out again and has touched nothing. Such
 * a late pair may fall between any two reads: therefore "left" is summed first,
 * so that each "left" in the one sum has its "entered" in the other.
 *
 * On weakly ordered machines the same grace period sees to it that no CPU's
 * "left" is counted without its "entered", where a barrier of ours would not; and
 * that all that those calls did, which comes before their "left", happens before
 * it ends, so that what follows may tear down what they used. On x86 neither
 * could go wrong. tests/model checks all of this, with each part removed.
 *
 * All of this is about one switch: if the slot has been switched to and away
 * from again between the two, somebody may just have counted in, unseen, and the
 * look is void. Its serial tells.
 */
static bool look(const struct slot *slot, unsigned long *left)
{
	*left = sum_left(slot);
	return sum_entered(slot) == *left;
}

static bool confirm(const struct slot *slot, unsigned long left)
{
	return sum_entered(slot) == left;
}

/* Is leaving still to be called for it? */
static bool is_untold(const struct slot *slot)
{
	return is_draining(slot) && !slot->told && slot->consumer->desc.leaving;
}

static void name_callers(const struct slot *slot)
{
	const struct provider *provider = slot->provider;

	lockdep_assert_held(&broker_mutex);
	pr_warn("%s: waits for %lu calls of %s through %.*s %u%s\n",
		provider->client->name, sum_entered(slot) - sum_left(slot), slot->consumer->name,
		(int)provider->id.name_len, provider->id.name, provider->id.major,
		consumer_on_stack(slot->consumer) ?
		", and may itself be inside one of them" : "");
}

/* How long a drain sleeps between two looks, and when it says for whom. */
struct patience {
	unsigned long remind;
	long delay;
};

static void patience_init(struct patience *patience)
{
	patience->remind = jiffies + REMIND_EVERY;
	patience->delay = 1;
}

/* True if it is time to say for whom. */
static bool patience_sleep(struct patience *patience)
{
	schedule_timeout_uninterruptible(patience->delay);
	patience->delay = min_t(long, 2 * patience->delay, POLL_MAX);
	if (time_before(jiffies, patience->remind))
		return false;
	patience->remind = jiffies + REMIND_EVERY;
	return true;
}

/* A look at all links of a leaving provider: how many still drain, seem quiet? */
static unsigned int look_at_provider(struct provider *provider, bool say, unsigned int *quiet)
{
	unsigned int draining = 0;
	struct slot *slot;

	mutex_lock(&broker_mutex);
	list_for_each_entry(slot, &provider->slots, provider_node) {
		if (!is_draining(slot))
			continue;
		draining++;
		slot->quiet = look(slot, &slot->left);
		*quiet += slot->quiet;
		if (say && !slot->quiet)
			name_callers(slot);
	}
	mutex_unlock(&broker_mutex);
	return draining;
}

static void confirm_provider(struct provider *provider)
{
	struct slot *slot;

	mutex_lock(&broker_mutex);
	list_for_each_entry(slot, &provider->slots, provider_node)
		if (is_draining(slot) && slot->quiet && confirm(slot, slot->left))
			slot->drained = true;
	mutex_unlock(&broker_mutex);
}

/**
 * links_drain() - wait until nobody is inside any link of a leaving provider
 * @provider: off its interface, with its links revoked
 *
 * All links share each grace period; if there is none, there is none. For
 * lockdep this is where calls are waited for: a call that leads here through a
 * link of the same provider is reported, and so is a lock that is held here and
 * taken in a call.
 */
void links_drain(struct provider *provider)
{
	struct patience patience;
	bool say = false;

	call_map_sync(&provider->map);
	for (patience_init(&patience);; say = patience_sleep(&patience)) {
		unsigned int quiet = 0;

		if (!look_at_provider(provider, say, &quiet))
			return;
		if (!quiet)
			continue;
		synchronize_rcu();
		confirm_provider(provider);
		/* Most often that was all; if not, there is somebody to wait for. */
		if (!look_at_provider(provider, false, &quiet))
			return;
	}
}

/*
 * Steps of retiring a link. Both need the consumer's callback slot, and only with
 * it is a step claimed: the link may have been seen off by others, and another be
 * in its place, by the time it is ours.
 */
static void call_leaving(struct slot *slot, struct consumer *consumer)
{
	bool alive = callback_begin(consumer);
	bool mine;

	mutex_lock(&broker_mutex);
	mine = slot->consumer == consumer && is_untold(slot);
	if (mine)
		slot->told = true;
	mutex_unlock(&broker_mutex);
	if (mine && alive)
		consumer->desc.leaving(consumer->key, &slot->link);
	if (alive)
		callback_end(consumer);
}

static void call_detach(struct slot *slot, struct consumer *consumer)
{
	bool alive = callback_begin(consumer);
	bool mine;

	mutex_lock(&broker_mutex);
	mine = slot->consumer == consumer && slot->state == SLOT_RETIRED && slot->drained;
	if (mine)
		slot->state = SLOT_DETACHING;
	mutex_unlock(&broker_mutex);
	if (mine && alive && consumer->desc.detach)
		consumer->desc.detach(consumer->key, &slot->link);
	mutex_lock(&broker_mutex);
	if (mine)
		slot_end(slot);
	if (alive)
		__callback_end(consumer);
	mutex_unlock(&broker_mutex);
}

static struct slot *next_untold(struct provider *provider)
{
	struct slot *slot;

	list_for_each_entry(slot, &provider->slots, provider_node)
		if (is_untold(slot))
			return slot;
	return NULL;
}

static struct slot *next_drained(struct provider *provider)
{
	struct slot *slot;

	list_for_each_entry(slot, &provider->slots, provider_node)
		if (slot->state == SLOT_RETIRED && slot->drained)
			return slot;
	return NULL;
}

/* Call a step for each link that @next finds. */
static void walk_links(struct provider *provider,
		       struct slot *(*next)(struct provider *provider),
		       void (*step)(struct slot *slot, struct consumer *consumer))
{
	struct consumer *consumer;
	struct slot *slot;

	for (;;) {
		mutex_lock(&broker_mutex);
		slot = next(provider);
		consumer = slot ? slot->consumer : NULL;
		if (consumer)
			consumer_ref(consumer);
		mutex_unlock(&broker_mutex);
		if (!consumer)
			return;
		step(slot, consumer);
		consumer_unref(consumer);
	}
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
	walk_links(provider, next_untold, call_leaving);
	links_drain(provider);
	walk_links(provider, next_drained, call_detach);
}

/**
 * links_abandon() - leave the rest of drained links to their consumers
 * @provider: its module is gone
 *
 * Their work items detach them, told that the provider is not alive.
 */
void links_abandon(struct provider *provider)
{
	struct slot *slot, *next;

	mutex_lock(&broker_mutex);
	list_for_each_entry_safe(slot, next, &provider->slots, provider_node) {
		if (slot->state != SLOT_RETIRED || !slot->drained)
			continue;
		slot->link.ops = NULL;
		slot->provider = NULL;
		slot->left_to_work = true;
		list_del_init(&slot->provider_node);
		consumer_queue(slot->consumer);
	}
	wake_up_all(&broker_wait);
	mutex_unlock(&broker_mutex);
}

/* Which of the consumer's slots are to be drained? Its own, for they are pooled. */
static bool is_own(const struct consumer *consumer, const struct slot *slot, bool work)
{
	return slot->consumer == consumer && slot->state == SLOT_RETIRED &&
	       (slot->left_to_work || !work);
}

/* Wait for the calls through one link, unless somebody else has seen it off. */
static void drain_slot(struct slot *slot, struct consumer *consumer)
{
	struct patience patience;
	bool say = false;

	for (patience_init(&patience);; say = patience_sleep(&patience)) {
		bool draining, quiet = false;
		unsigned long left, serial;

		mutex_lock(&broker_mutex);
		draining = slot->consumer == consumer && is_draining(slot);
		serial = slot->serial;
		if (draining)
			quiet = look(slot, &left);
		if (draining && say && !quiet)
			name_callers(slot);
		mutex_unlock(&broker_mutex);
		if (!draining)
			return;
		if (!quiet)
			continue;
		synchronize_rcu();
		mutex_lock(&broker_mutex);
		if (slot->serial == serial && is_draining(slot) && confirm(slot, left))
			slot->drained = true;
		mutex_unlock(&broker_mutex);
	}
}

/* For lockdep, as in links_drain(); the provider may leave meanwhile. */
static void sync_slot(struct slot *slot, struct consumer *consumer)
{
	struct provider *provider = NULL;

	mutex_lock(&broker_mutex);
	if (slot->consumer == consumer && is_draining(slot)) {
		provider = slot->provider;
		refcount_inc(&provider->refs);
	}
	mutex_unlock(&broker_mutex);
	if (!provider)
		return;
	call_map_sync(&provider->map);
	provider_unref(provider);
}

static bool needs_telling(struct slot *slot, struct consumer *consumer)
{
	bool untold;

	mutex_lock(&broker_mutex);
	untold = slot->consumer == consumer && is_untold(slot);
	mutex_unlock(&broker_mutex);
	return untold;
}

/**
 * consumer_retire() - see the retired links of a consumer off
 * @consumer: the consumer, referenced
 * @work: only those that are left to its work item
 *
 * Context: As links_retire().
 */
void consumer_retire(struct consumer *consumer, bool work)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(consumer->slots); i++) {
		struct slot *slot = consumer->slots[i];
		bool own;

		mutex_lock(&broker_mutex);
		own = is_own(consumer, slot, work);
		mutex_unlock(&broker_mutex);
		if (!own)
			continue;
		if (needs_telling(slot, consumer))
			call_leaving(slot, consumer);
		sync_slot(slot, consumer);
		drain_slot(slot, consumer);
		call_detach(slot, consumer);
	}
}

/*
 * All clients are gone. One that resolves the broker by symbol_get() may be
 * loaded still and have a thread between its look and its count: a trampoline's
 * grace period waits until each task has slept or left the kernel.
 */
void links_exit(void)
{
	struct slot *slot, *next;

	synchronize_rcu();
	synchronize_rcu_tasks();
	list_for_each_entry_safe(slot, next, &pool, node) {
		free_percpu(slot->link.calls);
		kfree(slot);
	}
}
