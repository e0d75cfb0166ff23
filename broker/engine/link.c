// SPDX-License-Identifier: GPL-2.0-only
/*
 * The pointer that callers follow: links are published and revoked. The life of a link:
 *
 *	FREE		settle.c picks a provider
 *	ATTACHING	provider.attach, consumer.attach		settle.c
 *	CURRENT		published; provider.ready, consumer.ready	link.c, settle.c
 *	RETIRED		calls are revoked: moved, or one side leaves	link.c
 *	LEAVING		consumer.leaving				retire.c
 *	DRAINING	until no call is inside				drain.c
 *	QUIET STOPPING	consumer.stop					retire.c
 *	PEER_RETIRED	callbacks are revoked				drain.c
 *	PEER_LEAVING	provider.leaving				retire.c
 *	PEER_DRAINING	until no callback is inside			drain.c
 *	DRAINED DETACHING	consumer.detach				retire.c
 *	DETACHED RELEASING	provider.detach				retire.c
 *	FREE
 *
 * States whose hook is not given are passed over, those of callbacks if the interface is
 * one-way or the link was never published.
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

/*
 * The switch. What the attach hooks wrote is seen by whoever sees the link. Callbacks
 * first, and in one critical section with the last look at both sides: whoever is
 * inside a call finds its callbacks in place until they are revoked.
 */
void broker_link_publish(struct consumer *consumer, struct slot *slot)
{
	struct slot *old = consumer->current_slot;

	broker_slot_set(slot, SLOT_CURRENT);
	consumer->current_slot = slot;
	broker_slot_open(slot, END_CALLS | (broker_slot_is_two_way(slot) ? END_CALLBACKS : 0));
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
