// SPDX-License-Identifier: GPL-2.0-only
/*
 * The pointer that callers follow: links are published and revoked.
 *
 *	FREE --settle--> ATTACHING --attach ok--> CURRENT
 *	RETIRED <--moved, provider or consumer leaves-- CURRENT
 *	RETIRED --leaving--> LEAVING --returned--> DRAINING --nobody inside--> DRAINED
 *	DRAINED --detach--> DETACHING --returned--> FREE
 *	ATTACHING --attach failed, or somebody left meanwhile--> FREE
 *
 * settle.c has the way to CURRENT, drain.c the one from DRAINING to DRAINED, and retire.c
 * the callbacks on the way to FREE.
 */
#include "engine/drain.h"
#include "engine/link.h"
#include "event.h"
#include "objects/consumer.h"
#include "objects/interface.h"
#include "objects/object.h"
#include "objects/provider.h"
#include "objects/queue.h"
#include "objects/slot.h"

/* The switch. What attach wrote is seen by whoever sees the link. */
void broker_link_publish(struct consumer *consumer, struct slot *slot)
{
	struct slot *old = consumer->current_slot;

	broker_slot_set(slot, SLOT_CURRENT);
	consumer->current_slot = slot;
	/* Pairs with smp_load_acquire() in broker_enter(). */
	smp_store_release(&consumer->key->link, &slot->link);
	if (old) {
		old->left_to_work = true;
		broker_slot_retire(old);
	}
	broker_event_consumer(old ? BROKER_CMD_CONSUMER_MOVED_NTF :
				    BROKER_CMD_CONSUMER_ATTACHED_NTF, consumer, slot);
}

/* No new call goes through the present link. The caller sees that it is retired. */
void broker_link_revoke(struct consumer *consumer)
{
	struct slot *old = consumer->current_slot;

	lockdep_assert_held(&broker_mutex);
	if (!old)
		return;
	consumer->current_slot = NULL;
	consumer->refused = 0;		/* why nobody else serves it is of interest again */
	/* Pairs with smp_load_acquire() in broker_enter(). */
	smp_store_release(&consumer->key->link, NULL);
	broker_slot_retire(old);
	broker_event_consumer(BROKER_CMD_CONSUMER_DETACHED_NTF, consumer, old);
}

/* The same, and the consumer's work item retires it. */
void broker_link_give_up(struct consumer *consumer)
{
	consumer->current_slot->left_to_work = true;
	broker_link_revoke(consumer);
}

/* No new call goes through a link to it. */
void broker_provider_revoke(struct provider *provider)
{
	struct slot *slot;

	lockdep_assert_held(&broker_mutex);
	list_for_each_entry(slot, &provider->slots, provider_node) {
		if (slot->state != SLOT_CURRENT)
			continue;
		broker_link_revoke(slot->consumer);
		broker_consumer_queue(slot->consumer);
	}
}

/* Nobody settles it any more, and nobody finds it on its interface. */
void broker_consumer_withdraw(struct consumer *consumer, enum consumer_state state)
{
	consumer->state = state;
	broker_objects_changed();
	list_del(&consumer->interface_node);
	broker_interface_put(consumer->interface);
	consumer->interface = NULL;
	broker_link_revoke(consumer);
}
