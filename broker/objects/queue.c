// SPDX-License-Identifier: GPL-2.0-only
/*
 * The queue of the consumers' work items. They run concurrently, as many as the kernel
 * lets one queue run, since a hook may wait for the hook of another consumer. When all
 * running items wait, no other consumer is settled; then the modules whose hooks are
 * running are named. Only a few parts of one consumer are queued at a time, so that a
 * thousand instances do not keep other consumers waiting. No task depends on a queued
 * work item to get its turn: a task that waits for a link takes the link's steps
 * itself.
 */
#include <linux/jiffies.h>
#include <linux/workqueue.h>

#include "objects/client.h"
#include "objects/consumer.h"
#include "objects/interface.h"
#include "objects/object.h"
#include "objects/queue.h"

#define PARTS_RUNNING	8

static void watch(struct work_struct *unused);

static struct workqueue_struct *queue;
static DECLARE_DELAYED_WORK(watch_work, watch);

static bool is_pending(const struct consumer *consumer)
{
	return work_pending(&consumer->work) || !list_empty(&consumer->backlog_node);
}

static bool is_to_wait(const struct consumer *consumer)
{
	return broker_consumer_is_part(consumer) && consumer->whole->running >= PARTS_RUNNING;
}

/* The work item takes over the caller's reference. */
static void queue_now(struct consumer *consumer)
{
	consumer->whole->running += broker_consumer_is_part(consumer);
	queue_work(queue, &consumer->work);
}

/* Have the consumer settled. Allocates nothing, so that the notifier may call it. */
void broker_consumer_queue(struct consumer *consumer)
{
	lockdep_assert_held(&broker_mutex);
	if (consumer->state == CONSUMER_PENDING)
		return;
	if (is_pending(consumer))
		return;
	consumer->queued = jiffies;
	broker_consumer_ref(consumer);
	if (is_to_wait(consumer))
		list_add_tail(&consumer->backlog_node, &consumer->whole->backlog);
	else
		queue_now(consumer);
	schedule_delayed_work(&watch_work, REMIND_EVERY);
}

/* Have the missing parts of a consumer made; only one with BROKER_EVERY has any. */
void broker_parts_queue(struct consumer *whole)
{
	lockdep_assert_held(&broker_mutex);
	if (!broker_consumer_wants_all(whole) || broker_consumer_is_part(whole) ||
	    whole->state != CONSUMER_LIVE)
		return;
	broker_consumer_ref(whole);
	if (!queue_work(queue, &whole->parts_work))
		broker_consumer_unref(whole);
}

/* The work item of a consumer is about to end: that of another part may be queued. */
void broker_consumer_settled(struct consumer *consumer)
{
	struct consumer *whole = consumer->whole;
	struct consumer *next;

	lockdep_assert_held(&broker_mutex);
	if (!broker_consumer_is_part(consumer))
		return;
	whole->running--;
	next = list_first_entry_or_null(&whole->backlog, struct consumer, backlog_node);
	if (!next)
		return;
	list_del_init(&next->backlog_node);
	queue_now(next);
}

/* A work item that is queued while it runs waits for itself, not for the queue. */
static bool is_queued(struct consumer *consumer)
{
	unsigned int busy = work_busy(&consumer->work);

	return busy == WORK_BUSY_PENDING || (!busy && !list_empty(&consumer->backlog_node));
}

static void name_hooks(const struct client *client)
{
	const struct consumer *consumer;
	unsigned int hooks = 0;

	list_for_each_entry(consumer, &client->consumers, client_node)
		if (consumer->hook.task)
			hooks++;
	if (hooks)
		pr_warn("%s: %u of its hooks are running while other consumers wait to be settled\n",
			client->name, hooks);
}

static void name_blockers(void)
{
	const struct consumer *consumer;

	list_for_each_entry(consumer, &broker_consumers, object.node)
		if (list_is_first(&consumer->client_node, &consumer->client->consumers))
			name_hooks(consumer->client);
}

static void watch(struct work_struct *unused)
{
	bool queued = false, starved = false;
	struct consumer *consumer;

	mutex_lock(&broker_mutex);
	list_for_each_entry(consumer, &broker_consumers, object.node) {
		if (!is_queued(consumer))
			continue;
		queued = true;
		if (time_after_eq(jiffies, consumer->queued + REMIND_EVERY))
			starved = true;
	}
	if (starved)
		name_blockers();
	mutex_unlock(&broker_mutex);
	if (queued)
		schedule_delayed_work(&watch_work, REMIND_EVERY);
}

int broker_queue_init(void)
{
	queue = alloc_workqueue("broker", WQ_UNBOUND, WQ_UNBOUND_MAX_ACTIVE);
	return queue ? 0 : -ENOMEM;
}

/* Waits for the links that work items still have to retire. */
void broker_queue_exit(void)
{
	destroy_workqueue(queue);
	cancel_delayed_work_sync(&watch_work);
}

/* The providers of an interface have changed. */
void broker_consumers_kick(struct interface *interface)
{
	struct consumer *consumer;

	lockdep_assert_held(&broker_mutex);
	list_for_each_entry(consumer, &interface->consumers, interface_node)
		broker_consumer_queue(consumer);
}

/* An instance with a name has a new provider. */
void broker_consumers_kick_every(struct interface *unnamed)
{
	struct consumer *consumer;

	lockdep_assert_held(&broker_mutex);
	list_for_each_entry(consumer, &unnamed->consumers, interface_node)
		broker_parts_queue(consumer);
}

/* A provider is leaving: it may have been in the way of consumers that have no link. */
void broker_consumers_kick_unattached(struct interface *interface)
{
	struct consumer *consumer;

	lockdep_assert_held(&broker_mutex);
	list_for_each_entry(consumer, &interface->consumers, interface_node)
		if (!consumer->current_slot)
			broker_consumer_queue(consumer);
}
