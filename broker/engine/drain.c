// SPDX-License-Identifier: GPL-2.0-only
/*
 * The drain: until nobody is inside a link that was switched away.
 *
 * One work item looks at all of them, whoever needs them gone, so that they share
 * each grace period; the others wait for what it finds. It calls nobody and waits
 * for nothing but grace periods, on a queue of its own: whatever a callback waits
 * for, the drain goes on.
 *
 * Where nobody waits it begins late. A better provider takes over one consumer
 * after the other, and they are to be drained together.
 */
#include <linux/jiffies.h>
#include <linux/minmax.h>
#include <linux/rcupdate.h>
#include <linux/stacktrace.h>
#include <linux/wait.h>
#include <linux/workqueue.h>

#include "engine/drain.h"
#include "objects/client.h"
#include "objects/consumer.h"
#include "objects/object.h"
#include "objects/provider.h"
#include "objects/queue.h"
#include "objects/slot.h"

#define LATE		(HZ / 50 + 1)	/* while a thousand consumers are moved */
#define POLL_MAX	(HZ / 10)

static void drain(struct work_struct *work);

static LIST_HEAD(draining);		/* links, by &slot.node; broker_mutex */
static DECLARE_DELAYED_WORK(work, drain);
static struct workqueue_struct *queue;
static unsigned long pause;		/* between two looks; broker_mutex */
static unsigned long remind;		/* when to name callers again; broker_mutex */

/*
 * Have all calls through the link returned?
 *
 * The pointer was switched before. look() sums "left", and compares with
 * "entered" to see whether it is worth the wait; then comes a grace period, and
 * confirm() sums "entered". Equal sums mean that nobody is inside, and that
 * nobody can be again:
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
 * All of this is about one switch. Only confirm() ends a drain, and the link
 * cannot be switched to again before: nobody else may look and confirm beside it.
 */
static bool look(struct slot *slot)
{
	slot->left = broker_slot_left(slot);
	return broker_slot_entered(slot) == slot->left;
}

static bool confirm(const struct slot *slot)
{
	return broker_slot_entered(slot) == slot->left;
}

/* Does the waiting task's own stack lead through the text of a module? A hint. */
static bool on_stack(const struct client *client)
{
	unsigned long entries[32];
	unsigned int n = stack_trace_save(entries, ARRAY_SIZE(entries), 0);

	while (n--)
		if (within_module(entries[n], client->module))
			return true;
	return false;
}

/*
 * @other: the side that does not wait, or NULL. The one that does is always on the
 * stack, so that there is no hint if both are of one module.
 */
static void name_callers(const struct slot *slot, const struct client *other)
{
	const struct provider *provider = slot->provider;
	unsigned long left = broker_slot_left(slot);
	unsigned long inside = broker_slot_entered(slot) - left;

	lockdep_assert_held(&broker_mutex);
	if (inside)
		pr_warn("%s: waits for %lu calls of %s through %.*s %u%s\n",
			provider->client->name, inside, slot->consumer->name,
			(int)provider->id.name_len, provider->id.name, provider->id.major,
			other && slot->consumer->client != provider->client && on_stack(other) ?
			", and may itself be inside one of them" : "");
}

/* From retired to draining; it will be %SLOT_DRAINED. */
void broker_slot_drain(struct slot *slot)
{
	lockdep_assert_held(&broker_mutex);
	broker_slot_set(slot, SLOT_DRAINING);
	slot->quiet = false;
	if (list_empty(&draining)) {
		pause = 1;
		remind = jiffies + REMIND_EVERY;
	}
	list_add_tail(&slot->node, &draining);
	queue_delayed_work(queue, &work, LATE);
}

/* Who waits looks without the mutex, and is woken. */
static void count(const struct slot *slot, int change)
{
	WRITE_ONCE(slot->provider->undrained, slot->provider->undrained + change);
	WRITE_ONCE(slot->consumer->undrained, slot->consumer->undrained + change);
}

/*
 * Its link was switched away. If the consumer wants to hear of it, that comes first,
 * but not if one side is withdrawn.
 */
void broker_slot_retire(struct slot *slot)
{
	broker_slot_set(slot, SLOT_RETIRED);
	count(slot, 1);
	if (!slot->consumer->desc.leaving || broker_consumer_is_withdrawn(slot->consumer) ||
	    broker_provider_is_withdrawn(slot->provider))
		broker_slot_drain(slot);
}

/*
 * One side is withdrawn: nobody is told any more. So neither side of a link that is
 * retired is withdrawn. A leaving callback that is running may call the provider, and
 * drains its link itself.
 */
void broker_slot_drain_untold(struct slot *slot)
{
	if (slot->state == SLOT_RETIRED)
		broker_slot_drain(slot);
}

static void slot_drained(struct slot *slot)
{
	broker_slot_set(slot, SLOT_DRAINED);
	list_del(&slot->node);
	count(slot, -1);
	if (broker_provider_is_withdrawn(slot->provider))
		broker_slot_abandon(slot);
	else if (slot->left_to_work)
		broker_consumer_queue(slot->consumer);
}

/* Do any seem quiet? Those that nobody waits for but us are named by us. */
static bool look_at_all(void)
{
	bool quiet = false, say = time_after(jiffies, remind);
	struct slot *slot;

	lockdep_assert_held(&broker_mutex);
	list_for_each_entry(slot, &draining, node) {
		slot->quiet = look(slot);
		quiet |= slot->quiet;
		if (say && slot->left_to_work)
			name_callers(slot, NULL);
	}
	if (say)
		remind = jiffies + REMIND_EVERY;
	return quiet;
}

static void confirm_all(void)
{
	struct slot *slot, *next;

	lockdep_assert_held(&broker_mutex);
	list_for_each_entry_safe(slot, next, &draining, node)
		if (slot->quiet && confirm(slot))
			slot_drained(slot);
	wake_up_all(&broker_wait);
}

/* Most often there is one turn; if not, there is somebody to wait for. */
static void drain(struct work_struct *unused)
{
	bool quiet;

	mutex_lock(&broker_mutex);
	quiet = look_at_all();
	mutex_unlock(&broker_mutex);
	if (quiet)
		synchronize_rcu();
	mutex_lock(&broker_mutex);
	if (quiet)
		confirm_all();
	if (!list_empty(&draining))
		queue_delayed_work(queue, &work, pause);
	pause = min_t(unsigned long, 2 * pause, POLL_MAX);
	mutex_unlock(&broker_mutex);
}

/* What it is that keeps a link from being drained. */
static void name_undrained(const struct slot *slot, const struct client *other)
{
	if (slot->state == SLOT_DRAINING)
		name_callers(slot, other);
	else if (slot->state == SLOT_LEAVING)
		pr_warn("%s: waiting for its leaving callback to return\n", slot->consumer->name);
}

static const struct client *provider_of(const struct slot *slot)
{
	return slot->provider ? slot->provider->client : NULL;
}

static void name_waited_for(const struct provider *provider, const struct consumer *consumer)
{
	const struct slot *slot;
	int i;

	mutex_lock(&broker_mutex);
	if (provider)
		list_for_each_entry(slot, &provider->slots, provider_node)
			name_undrained(slot, slot->consumer->client);
	else
		for (i = 0; i < ARRAY_SIZE(consumer->slots); i++)
			name_undrained(consumer->slots[i], provider_of(consumer->slots[i]));
	mutex_unlock(&broker_mutex);
}

/**
 * broker_drain_wait() - wait until nobody is inside any link of a provider or consumer
 * @undrained: the count of it
 * @provider: the one, or NULL
 * @consumer: the other, or NULL
 *
 * If there is no link there is no grace period.
 */
void broker_drain_wait(const unsigned int *undrained, const struct provider *provider,
		       const struct consumer *consumer)
{
	mutex_lock(&broker_mutex);
	pause = 1;
	if (*undrained)
		mod_delayed_work(queue, &work, 0);
	mutex_unlock(&broker_mutex);
	while (!wait_event_timeout(broker_wait, !READ_ONCE(*undrained), REMIND_EVERY))
		name_waited_for(provider, consumer);
}

/* So that a drain needs no memory for a thread. */
int broker_drain_init(void)
{
	queue = alloc_workqueue("broker_drain", WQ_UNBOUND | WQ_MEM_RECLAIM, 1);
	return queue ? 0 : -ENOMEM;
}

/* Nothing is left to drain; the last turn may not have ended. */
void broker_drain_exit(void)
{
	cancel_delayed_work_sync(&work);
	destroy_workqueue(queue);
}
