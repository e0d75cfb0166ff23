// SPDX-License-Identifier: GPL-2.0-only
/*
 * The drain: wait until no thread is inside a revoked end of a link.
 *
 * One work item looks at all links that are being drained, so that they share each grace
 * period; the tasks that need a link drained wait for its result. It calls no client code
 * and waits for nothing but grace periods, on its own queue: the drain goes on, whatever
 * a hook waits for.
 *
 * If no task waits the drain begins late: a better provider takes over its consumers one
 * by one, and hooks are called for one link after the other, but these links are to be
 * drained together. This file also decides which step is due for a drained link.
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
#include "objects/warn.h"

#define LATE		(HZ / 50 + 1)	/* after the last link that was added */
#define POLL_MAX	(HZ / 10)

static void drain(struct work_struct *work);

static LIST_HEAD(draining);		/* links, by &slot.node; broker_mutex */
static DECLARE_DELAYED_WORK(work, drain);
static struct workqueue_struct *queue;
static unsigned long pause;		/* between two looks; broker_mutex */
static bool hurried;			/* a task waits; broker_mutex */
static unsigned long remind;		/* when to name callers again; broker_mutex */

/*
 * The counters that the drain waits for: those of the revoked ends, and of their requests.
 * Requests that one side has forgotten are not waited for, as the code that completes
 * them may be freed.
 */
static unsigned int waited_for(const struct slot *slot)
{
	unsigned int ends = slot->open & slot->closed;

	return broker_slot_is_told(slot) ? ends | END_REQUESTS(ends) : ends;
}

/*
 * Have all calls through the ends that are revoked returned?
 *
 * The pointer that calls follow, or the key of the provider's end, was switched before.
 * look() sums "left", and compares with "entered" to see whether it is worth the wait;
 * then comes a grace period, and confirm() sums "entered". Equal sums mean that no thread
 * is inside, and that none can enter again. Equal sums over both ends mean that for each
 * end: neither has more "left" in the first sum than "entered" in the second. The same is
 * true of requests: each is counted in inside a call, before that call has left, and
 * nowhere else after it.
 *
 * this_cpu_inc() is an RCU read-side critical section: it is one instruction, or
 * runs with interrupts off. If any part of one precedes the start of a grace
 * period, all that came before it on that CPU is visible when the grace period
 * has ended; if any part follows its end, all that comes after it happens after
 * its start.
 *
 * A thread that saw the old pointer in its second look did so before the switch was
 * visible to it. Its "entered", which comes before that look, therefore precedes the end
 * of the grace period and is in the second sum. This is also true on x86, where the
 * increment may stay in the store buffer until then. A thread that counts in later sees
 * the new pointer in its second look, counts out again and has touched nothing. Such a
 * late pair may fall between any two reads. "left" is therefore summed first, so that
 * each "left" in the first sum has its "entered" in the second.
 *
 * On weakly ordered machines the same grace period ensures that no CPU's "left" is
 * counted without its "entered", which a barrier in look() would not. It also ensures
 * that the accesses of those calls, which come before their "left", happen before it
 * ends, so that the objects they used may be torn down afterwards. On x86 neither could
 * go wrong. tests/model checks all of this, with each part removed.
 *
 * This argument covers one switch. Only confirm() ends a drain, and the link cannot be
 * switched to again before that: no other task may look and confirm at the same time.
 */
static bool look(struct slot *slot)
{
	slot->left = broker_slot_left(slot, waited_for(slot));
	return broker_slot_entered(slot, waited_for(slot)) == slot->left;
}

static bool confirm(const struct slot *slot)
{
	return broker_slot_entered(slot, waited_for(slot)) == slot->left;
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

/* Calls come from the consumer, callbacks from the provider. */
static void name_callers(const struct slot *slot, unsigned int end, const struct client *waiting)
{
	const struct client *consumer = slot->consumer->client, *provider = slot->provider->client;
	const char *to = end == END_CALLS ? provider->name : slot->consumer->name;
	const char *from = end == END_CALLS ? slot->consumer->name : provider->name;
	const char *what = end == END_CALLS ? "call" : "callback";
	unsigned long inside = broker_slot_inside(slot, end);
	unsigned long requests = broker_slot_inside(slot, waited_for(slot) & END_REQUESTS(end));
	/* The side that waits is always on the stack: no hint if both are of one module. */
	const struct client *other = waiting == provider ? consumer : provider;
	char counted[72], which[BROKER_WHICH_MAX];
	int len = 0;

	if (inside)
		len = scnprintf(counted, sizeof(counted), "%lu %s%s%s", inside, what,
				plural(inside), requests ? " and " : "");
	if (requests)
		scnprintf(counted + len, sizeof(counted) - len, "%lu request%s", requests,
			  plural(requests));
	if (inside || requests)
		broker_warn_limited("%s: waiting for %s of %s through %s%s", to, counted, from,
				    broker_which(which, &slot->provider->id,
						 slot->provider->instance),
				    inside && waiting && other && consumer != provider &&
				    on_stack(other) ?
				    ", and may itself be inside one of them" : "");
}

/**
 * broker_slot_name_waited() - print what a link is waiting for
 * @slot: the link
 * @waiting: the side that waits, for a hint whether the task waits for itself; or NULL
 *
 * Return: false if nothing was printed.
 */
bool broker_slot_name_waited(const struct slot *slot, const struct client *waiting)
{
	unsigned int inside = slot->open & slot->closed;

	lockdep_assert_held(&broker_mutex);
	if (slot->state == SLOT_DRAINING || slot->state == SLOT_PEER_DRAINING) {
		if (inside & END_CALLS)
			name_callers(slot, END_CALLS, waiting);
		if (inside & END_CALLBACKS)
			name_callers(slot, END_CALLBACKS, waiting);
		return true;
	}
	return broker_hook_name_waited(slot->consumer);
}

/* Drains the ends that are revoked; broker_slot_advance() follows. */
void broker_slot_drain(struct slot *slot)
{
	lockdep_assert_held(&broker_mutex);
	broker_slot_set(slot, slot->open & slot->closed & END_CALLS ? SLOT_DRAINING :
								      SLOT_PEER_DRAINING);
	slot->quiet = false;
	slot->hurried = false;
	if (list_empty(&draining)) {
		pause = 1;
		remind = jiffies + REMIND_EVERY;
		hurried = false;
	}
	list_add_tail(&slot->node, &draining);
	if (!hurried)
		mod_delayed_work(queue, &work, LATE);
}

static void count(const struct slot *slot, int change)
{
	slot->provider->undrained += change;
	slot->consumer->undrained += change;
}

/* A step is due. It is left to the consumer's work item if no task takes it. */
static void is_due(struct slot *slot, enum slot_state state)
{
	broker_slot_set(slot, state);
	if (slot->left_to_work)
		broker_consumer_queue(slot->consumer);
}

static void slot_drained(struct slot *slot)
{
	is_due(slot, SLOT_DRAINED);
	count(slot, -1);
	broker_slot_abandon(slot);
}

/**
 * broker_slot_advance() - begin the next phase of a link that has no call inside
 * @slot: the link; its attach, stop or drain has just ended
 *
 * The phases are consumer.stop, if the hooks of both sides are called; then callbacks are
 * revoked, in the critical section that ends stop, and drained; then detach.
 */
void broker_slot_advance(struct slot *slot)
{
	bool stop = !slot->stopped && slot->consumer->desc.stop && broker_slot_is_told(slot);

	lockdep_assert_held(&broker_mutex);
	slot->stopped = true;
	if (stop) {
		is_due(slot, SLOT_QUIET);
	} else if (!(slot->open & END_CALLBACKS)) {
		slot_drained(slot);
	} else {
		broker_slot_close(slot, END_CALLBACKS);
		if (slot->provider->desc.leaving && broker_slot_is_told(slot))
			is_due(slot, SLOT_PEER_RETIRED);
		else
			broker_slot_drain(slot);
	}
}

/*
 * Revoke the calls of a link. If the consumer has a leaving hook it is called before the
 * drain. If one side is withdrawn no hook is called, and both ends are drained together.
 */
void broker_slot_retire(struct slot *slot)
{
	bool told = broker_slot_is_told(slot);

	broker_slot_close(slot, told ? END_CALLS : END_CALLS | END_CALLBACKS);
	count(slot, 1);
	if (told && slot->consumer->desc.leaving)
		is_due(slot, SLOT_RETIRED);
	else
		broker_slot_drain(slot);
}

/*
 * One side of the link is withdrawn, and the link is revoked: revoke callbacks also, and
 * call no more hooks but detach. A link for which leaving or stop is due therefore has no
 * withdrawn side. The task that runs a hook goes on with the link when the hook has
 * returned, except for the provider's leaving hook: a consumer's module does not wait for
 * a hook of another module that cannot call it. A provider waits for its own hooks, as
 * the link refers to it.
 */
void broker_slot_withdraw(struct slot *slot)
{
	lockdep_assert_held(&broker_mutex);
	if (slot->open & END_CALLBACKS)
		broker_slot_close(slot, END_CALLBACKS);
	switch (slot->state) {
	case SLOT_DRAINING:
	case SLOT_PEER_DRAINING:
		/* Both ends are drained now, without requests: the last look is obsolete. */
		slot->quiet = false;
		break;
	case SLOT_RETIRED:
	case SLOT_PEER_RETIRED:
	case SLOT_PEER_LEAVING:
		broker_slot_drain(slot);
		break;
	case SLOT_QUIET:
		broker_slot_advance(slot);
		break;
	default:
		break;
	}
}

/* Revoke a link that was never published, so that no call is inside. */
void broker_slot_give_back(struct slot *slot)
{
	count(slot, 1);
	broker_slot_advance(slot);
}

/* No thread is inside the revoked ends, and none can enter again. */
static void drained(struct slot *slot)
{
	list_del(&slot->node);
	slot->open &= ~slot->closed;
	broker_slot_advance(slot);
}

/* Does any link seem quiet? Prints those that no task but the drain waits for. */
static bool look_at_all(void)
{
	bool quiet = false, say = time_after(jiffies, remind);
	struct slot *slot;

	lockdep_assert_held(&broker_mutex);
	list_for_each_entry(slot, &draining, node) {
		slot->quiet = look(slot);
		quiet |= slot->quiet;
		if (say && slot->left_to_work)
			broker_slot_name_waited(slot, NULL);
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
			drained(slot);
	wake_up_all(&broker_wait);
}

/* Usually one turn is enough, unless a thread stays inside. */
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
	else
		hurried = false;
	pause = min_t(unsigned long, 2 * pause, POLL_MAX);
	mutex_unlock(&broker_mutex);
}

/* A task waits: look now, and do not delay the links added until all are drained. */
void broker_drain_hurry(void)
{
	lockdep_assert_held(&broker_mutex);
	pause = 1;
	if (list_empty(&draining))
		return;
	hurried = true;
	mod_delayed_work(queue, &work, 0);
}

/* WQ_MEM_RECLAIM, so that a drain needs no memory for a thread. */
int broker_drain_init(void)
{
	queue = alloc_workqueue("broker_drain", WQ_UNBOUND | WQ_MEM_RECLAIM, 1);
	return queue ? 0 : -ENOMEM;
}

/* No link is left to drain, but the last turn may still be running. */
void broker_drain_exit(void)
{
	cancel_delayed_work_sync(&work);
	destroy_workqueue(queue);
}
