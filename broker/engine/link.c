// SPDX-License-Identifier: GPL-2.0-only
/*
 * Publishing and revoking links: the pointer that callers follow. The life of a link:
 *
 *	FREE		settle.c picks a provider
 *	ATTACHING	provider.attach, consumer.attach		attach.c
 *	CURRENT		published; provider.ready, consumer.ready	link.c, attach.c
 *	RETIRED		calls are revoked: moved, or one side leaves	link.c
 *	LEAVING		consumer.leaving				step.c
 *	DRAINING	until no call is inside				drain.c
 *	QUIET STOPPING	consumer.stop					step.c
 *	PEER_RETIRED	callbacks are revoked				drain.c
 *	PEER_LEAVING	provider.leaving				step.c
 *	PEER_DRAINING	until no callback is inside			drain.c
 *	DRAINED DETACHING	consumer.detach				step.c
 *	DETACHED RELEASING	provider.detach				step.c
 *	FREE
 *
 * States whose hook is not given are skipped. Those of callbacks are skipped if the
 * interface is one-way or the link was never published.
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

/* The link was replaced by another, or one of its sides is leaving: revoke it. */
void broker_link_replaced(struct slot *old)
{
	lockdep_assert_held(&broker_mutex);
	if (old->state != SLOT_CURRENT)
		return;
	old->left_to_work = true;
	broker_slot_retire(old);
}

/*
 * The switch. A thread that sees the link also sees what the attach hooks wrote.
 * Callbacks are opened first, in one critical section with the last check of both sides:
 * a call that is inside finds its callbacks in place until they are revoked.
 *
 * A consumer that keeps the links itself stores the new link in its ready hook: until that
 * hook has returned, the consumer's calls go through the old link.
 *
 * Return: the consumer's previous link, which broker_link_replaced() revokes after the
 * ready hooks; or NULL.
 */
struct slot *broker_link_publish(struct consumer *consumer, struct slot *slot)
{
	struct slot *old = consumer->current_slot;
	bool keyed = broker_consumer_wants_all(consumer);

	broker_slot_set(slot, SLOT_CURRENT);
	consumer->current_slot = slot;
	broker_slot_open(slot, END_CALLS | (broker_slot_is_two_way(slot) ? END_CALLBACKS : 0));
	if (!keyed)
		/* Pairs with smp_load_acquire() in broker_enter(). */
		smp_store_release(&consumer->key->link, &slot->link);
	if (old && !keyed)
		broker_link_replaced(old);
	broker_event_consumer(old ? BROKER_CMD_CONSUMER_MOVED_NTF :
				    BROKER_CMD_CONSUMER_ATTACHED_NTF, consumer, slot);
	return keyed ? old : NULL;
}

static void revoke_current(struct consumer *consumer)
{
	struct slot *old = consumer->current_slot;

	consumer->current_slot = NULL;
	consumer->refused = 0;		/* refusals by other providers matter again */
	if (!broker_consumer_wants_all(consumer))
		/* Pairs with smp_load_acquire() in broker_enter(). */
		smp_store_release(&consumer->key->link, NULL);
	broker_slot_retire(old);
	broker_event_consumer(BROKER_CMD_CONSUMER_DETACHED_NTF, consumer, old);
}

static void revoke(struct slot *slot)
{
	if (slot == slot->consumer->current_slot)
		revoke_current(slot->consumer);
	else
		broker_link_replaced(slot);
}

/* No new call goes through a link of the consumer. The caller has the links retired. */
void broker_link_revoke(struct consumer *consumer)
{
	int i;

	lockdep_assert_held(&broker_mutex);
	for (i = 0; i < ARRAY_SIZE(consumer->slots); i++)
		if (consumer->slots[i]->consumer == consumer &&
		    consumer->slots[i]->state == SLOT_CURRENT)
			revoke(consumer->slots[i]);
}

/* The same for the current link, which the consumer's work item retires. */
void broker_link_give_up(struct consumer *consumer)
{
	consumer->current_slot->left_to_work = true;
	revoke_current(consumer);
}

/* No new call goes through a link to the provider. */
void broker_provider_revoke(struct provider *provider)
{
	struct slot *slot;

	lockdep_assert_held(&broker_mutex);
	list_for_each_entry(slot, &provider->slots, provider_node) {
		if (slot->state != SLOT_CURRENT)
			continue;
		revoke(slot);
		broker_consumer_queue(slot->consumer);
	}
}

/* May the consumer move to another provider before its link is revoked? */
static bool may_move(const struct slot *slot)
{
	return (slot->consumer->desc.flags & BROKER_MOVABLE) &&
	       !list_is_singular(&slot->provider->interface->providers);
}

/*
 * The same for a provider that is still on its interface, ahead of its turn: the work
 * items of the consumers retire the links, or move the consumers that can be moved.
 */
void broker_provider_give_up(struct provider *provider)
{
	struct slot *slot;

	lockdep_assert_held(&broker_mutex);
	list_for_each_entry(slot, &provider->slots, provider_node) {
		if (slot->state == SLOT_CURRENT && !may_move(slot)) {
			slot->left_to_work = true;
			revoke(slot);
		}
		broker_consumer_queue(slot->consumer);
	}
}

/* After this the consumer is not settled any more, and not found on its interface. */
void broker_consumer_withdraw(struct consumer *consumer, enum consumer_state state)
{
	consumer->state = state;
	broker_objects_changed();
	list_del(&consumer->interface_node);
	broker_interface_put(consumer->interface);
	consumer->interface = NULL;
	broker_link_revoke(consumer);
}
