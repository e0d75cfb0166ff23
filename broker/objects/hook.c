// SPDX-License-Identifier: GPL-2.0-only
/*
 * The right to run hooks for the links of a consumer: its own and those of the
 * providers at the other ends. A task that runs a hook has the consumer's hook slot, so
 * that neither the hooks of a consumer nor those for one link ever overlap. It has no
 * other hook slots but those of the consumers whose hooks it is called from. No task
 * waits with broker_mutex held. A task that gives a hook slot back queues the consumer
 * again, unless it looks again itself.
 */
#include <linux/lockdep.h>
#include <linux/sched.h>
#include <linux/wait.h>

#include "event.h"
#include "objects/consumer.h"
#include "objects/hook.h"
#include "objects/object.h"
#include "objects/provider.h"
#include "objects/queue.h"
#include "objects/slot.h"

/* Prints which hook is waited for. Returns false if no hook runs. */
bool broker_hook_name_waited(const struct consumer *consumer)
{
	const struct hook_slot *hook = &consumer->hook;

	lockdep_assert_held(&broker_mutex);
	if (!hook->slot)
		return false;
	if (hook->side == HOOK_OF_PROVIDER)
		pr_warn("%s: waiting for its %s hook for %s to return\n",
			hook->slot->provider->client->name, hook->name, consumer->name);
	else
		pr_warn("%s: waiting for its %s hook to return\n", consumer->name, hook->name);
	return true;
}

/* Wait until the hook slot of the consumer is free. Releases the mutex meanwhile. */
void broker_hook_wait(struct consumer *consumer)
{
	bool ended;

	lockdep_assert_held(&broker_mutex);
	do {
		mutex_unlock(&broker_mutex);
		ended = wait_event_timeout(broker_wait, !READ_ONCE(consumer->hook.task),
					   REMIND_EVERY);
		mutex_lock(&broker_mutex);
		if (!ended)
			broker_hook_name_waited(consumer);
	} while (!ended);
}

/**
 * broker_hook_begin() - take the hook slot of a consumer
 * @consumer: the consumer, referenced
 *
 * The hook slot of a withdrawn consumer is also taken: none of its hooks is begun any
 * more, but one that was begun before may be running, and must find its link unchanged.
 */
void broker_hook_begin(struct consumer *consumer)
{
	while (consumer->hook.task)
		broker_hook_wait(consumer);
	WRITE_ONCE(consumer->hook.task, current);
}

/* Give the hook slot back. */
void broker_hook_end(struct consumer *consumer)
{
	lockdep_assert_held(&broker_mutex);
	WRITE_ONCE(consumer->hook.task, NULL);
	broker_objects_changed();
	broker_consumer_queue(consumer);
	wake_up_all(&broker_wait);
}

/*
 * A hook is about to be called, with the consumer's hook slot. Releases the mutex. For
 * lockdep, a lock is held while the hook runs, and is taken for a moment where the hook
 * may be waited for.
 */
void broker_hook_call(const struct slot *slot, enum hook_side side, const char *name)
{
	struct consumer *consumer = slot->consumer;

	lockdep_assert_held(&broker_mutex);
	consumer->hook.slot = slot;
	consumer->hook.side = side;
	consumer->hook.name = name;
	broker_event_hook(slot, false);
	mutex_unlock(&broker_mutex);
	lock_map_acquire_read(&consumer->hooks.dep_map);
}

/* The hook has returned. Takes the mutex. */
void broker_hook_returned(const struct slot *slot)
{
	struct consumer *consumer = slot->consumer;

	lock_map_release(&consumer->hooks.dep_map);
	mutex_lock(&broker_mutex);
	broker_event_hook(slot, true);
	consumer->hook.slot = NULL;
	broker_objects_changed();
	wake_up_all(&broker_wait);
}
