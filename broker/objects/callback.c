// SPDX-License-Identifier: GPL-2.0-only
/*
 * The right to run a callback of a consumer, its callback slot. A task that runs one has
 * the slot, so that callbacks of a consumer never overlap, and holds no other slot but
 * those of the consumers whose callbacks it is called from. Nothing is waited for with
 * broker_mutex held. Whoever gives a slot back queues the consumer again, unless it
 * looks again itself.
 */
#include <linux/wait.h>

#include "objects/callback.h"
#include "objects/consumer.h"
#include "objects/object.h"
#include "objects/queue.h"
#include "objects/slot.h"

/* Which one it is, says the state of the link that it is for. */
static const char *callback_name(const struct consumer *consumer)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(consumer->slots); i++) {
		const struct slot *slot = consumer->slots[i];

		if (slot->consumer != consumer)
			continue;
		switch (slot->state) {
		case SLOT_ATTACHING:
			return "attach";
		case SLOT_LEAVING:
			return "leaving";
		case SLOT_DETACHING:
			return "detach";
		default:
			break;
		}
	}
	return "last";
}

/* Wait until a callback of the consumer has returned. Lets go of the mutex meanwhile. */
void broker_callback_wait(struct consumer *consumer)
{
	bool ended;

	lockdep_assert_held(&broker_mutex);
	do {
		mutex_unlock(&broker_mutex);
		ended = wait_event_timeout(broker_wait, !READ_ONCE(consumer->callback),
					   REMIND_EVERY);
		mutex_lock(&broker_mutex);
		if (!ended && consumer->callback)
			pr_warn("%s: waiting for its %s callback to return\n", consumer->name,
				callback_name(consumer));
	} while (!ended);
}

/**
 * broker_callback_begin() - take the right to run a callback of a consumer
 * @consumer: the consumer, referenced
 *
 * That of a withdrawn one, too: none of its callbacks is begun, but one that was begun
 * before may be running, and finds its link as it was.
 */
void broker_callback_begin(struct consumer *consumer)
{
	while (consumer->callback)
		broker_callback_wait(consumer);
	WRITE_ONCE(consumer->callback, current);
}

/* Give it back. */
void broker_callback_end(struct consumer *consumer)
{
	lockdep_assert_held(&broker_mutex);
	WRITE_ONCE(consumer->callback, NULL);
	broker_consumer_queue(consumer);
	wake_up_all(&broker_wait);
}
