// SPDX-License-Identifier: GPL-2.0-only
/*
 * Where a revocable consumer should be, and how it gets there: to the best
 * provider that agrees, in steps of which each takes its hook slot. Runs in
 * the consumer's work item, and in whoever takes a provider off (R13): before
 * its links are revoked, its movable consumers go over to the next best.
 */
#include <linux/slab.h>

#include "engine/drain.h"
#include "engine/link.h"
#include "engine/load.h"
#include "engine/parts.h"
#include "engine/retire.h"
#include "engine/settle.h"
#include "handshake/handshake.h"
#include "objects/consumer.h"
#include "objects/hook.h"
#include "objects/object.h"
#include "objects/provider.h"
#include "objects/queue.h"
#include "objects/refusal.h"
#include "objects/slot.h"
#include "objects/warn.h"

static int agrees(const struct consumer *consumer, const struct provider *provider,
		  struct broker_reason *reason)
{
	return broker_provider_agrees(provider, consumer->desc.contract, consumer->desc.min_minor,
				      consumer->desc.owner, reason);
}

/*
 * Is the module's exit about to begin, running, or has it returned? It cannot be told
 * which, so nothing is begun for it that nobody waits for: no attach, no modprobe. This
 * is no reason to wait: two modules that use each other may both be unloaded, and one
 * may consume what it provides. Nor is it to undo what was begun before: there
 * the marks alone count, which unregister and the notifier set under the mutex.
 */
static bool is_going(const struct module *module)
{
	return READ_ONCE(module->state) == MODULE_STATE_GOING;
}

/*
 * The provider to be attached to: the present one unless a better one agrees, or
 * NULL. Those up to @failed are passed over.
 */
static struct provider *pick(const struct consumer *consumer, const struct provider *failed)
{
	const struct slot *slot = consumer->current_slot;
	bool passing = failed;
	struct broker_reason reason;
	struct provider *provider;

	list_for_each_entry(provider, &consumer->interface->providers, interface_node) {
		if (passing) {
			passing = provider != failed;
			continue;
		}
		if (!broker_provider_serves(provider) || is_going(provider->desc.owner) ||
		    broker_consumer_has_passed(consumer, provider))
			continue;
		if ((slot && slot->provider == provider) || !agrees(consumer, provider, &reason))
			return provider;
	}
	return NULL;
}

/* Where a link to @provider may be made now, or NULL. */
static struct slot *slot_for(struct consumer *consumer, const struct provider *provider)
{
	struct slot *present = consumer->current_slot;
	struct slot *a = consumer->slots[0], *b = consumer->slots[1];
	bool movable = consumer->desc.flags & BROKER_MOVABLE;

	if (present && !movable)
		return NULL;
	if (present && broker_provider_serves(present->provider) &&
	    !present->provider->client->given_up &&
	    !broker_provider_is_better(provider, present->provider))
		return NULL;
	/* Detach from the old one before attach to the new. */
	if (!movable && (a->state > SLOT_PARKED || b->state > SLOT_PARKED))
		return NULL;
	return broker_slot_is_usable(a) ? a : broker_slot_is_usable(b) ? b : NULL;
}

/* May it keep a link? */
static bool consumer_keeps(const struct consumer *consumer)
{
	return consumer->state == CONSUMER_LIVE && !consumer->detached;
}

/* Is it to get one? */
static bool consumer_wants(const struct consumer *consumer)
{
	return consumer_keeps(consumer) && !is_going(consumer->desc.owner);
}

/* May the link that is being made still be published? */
static bool is_welcome(const struct slot *slot)
{
	return broker_provider_serves(slot->provider) && consumer_keeps(slot->consumer);
}

static int check_key(const void *key, const char *name, const struct broker_identity *id,
		     const char *instance)
{
	char which[BROKER_WHICH_MAX];

	if (key)
		return 0;
	broker_warn_limited("%s: its attach hook has set no priv, %s", name,
			    broker_which(which, id, instance));
	return -EINVAL;
}

static int attach_provider(struct slot *slot)
{
	struct provider *provider = slot->provider;
	int ret;

	if (!provider->desc.attach)
		return 0;
	if (broker_provider_forsake(provider))
		return -ECANCELED;
	broker_hook_call(slot, HOOK_OF_PROVIDER, "attach");
	ret = provider->desc.attach(provider->key, &slot->peer);
	broker_hook_returned(slot);
	return ret ?: check_key(slot->peer.priv, provider->client->name, &provider->id,
				provider->instance);
}

static int attach_consumer(struct slot *slot)
{
	struct consumer *consumer = slot->consumer;
	int ret;

	if (!consumer->desc.attach)
		return 0;
	broker_hook_call(slot, HOOK_OF_CONSUMER, "attach");
	ret = consumer->desc.attach(consumer->key, &slot->link);
	broker_hook_returned(slot);
	if (ret || !broker_consumer_wants_all(consumer))
		return ret;
	return check_key(slot->link.priv, consumer->name, &consumer->id, consumer->instance);
}

/*
 * Calls both attach hooks, the provider's first. If one side has left before the
 * consumer's, or that fails, what the provider has made is undone by its detach hook.
 * One that returns -ENODEV has said that the other side is not for it; in a consumer of
 * 1.0 that is an errno like others. A side that has made nothing, by which its detach
 * hook could find what is kept for the link, is not called again.
 */
static int call_attach(struct slot *slot, bool *pass, bool *welcome)
{
	const struct consumer *consumer = slot->consumer;
	int ret = attach_provider(slot);

	*pass = ret == -ENODEV;
	if (ret)
		return ret;
	*welcome = is_welcome(slot);
	ret = *welcome ? attach_consumer(slot) : -ECANCELED;
	*pass = ret == -ENODEV &&
		consumer->desc.size >= offsetofend(struct broker_consumer, callbacks);
	if (ret)
		broker_link_release(slot);
	return ret;
}

static void warn_failed(const struct consumer *consumer, const struct provider *provider, int ret)
{
	char which[BROKER_WHICH_MAX];

	broker_warn_limited("%s: attach to %s failed with %pe, %s", consumer->name,
			    provider->client->name, ERR_PTR(ret),
			    broker_which(which, &consumer->id, consumer->instance));
}

/*
 * Somebody left while the consumer's attach ran: the link goes the way of all links,
 * from where no call is inside. Callbacks come until stop has returned, as ever.
 */
static void undo_attach(struct slot *slot)
{
	slot->left_to_work = true;
	if (broker_slot_is_told(slot) && broker_slot_is_two_way(slot))
		broker_slot_open(slot, END_CALLBACKS);
	broker_slot_give_back(slot);
}

static bool is_ready(const struct slot *slot, const struct module *owner)
{
	return slot->state == SLOT_CURRENT && !is_going(owner);
}

/*
 * Both sides are told, the provider first, unless the link was revoked meanwhile. Each
 * may have noted something that it could not tell the other before: what was published
 * is seen before such a note is read.
 */
static void call_ready(struct slot *slot)
{
	struct provider *provider = slot->provider;
	struct consumer *consumer = slot->consumer;

	/* Pairs with the barrier between a client's note and its look at the other end. */
	smp_mb();
	if (provider->desc.ready && is_ready(slot, provider->desc.owner) &&
	    !broker_provider_forsake(provider)) {
		broker_hook_call(slot, HOOK_OF_PROVIDER, "ready");
		provider->desc.ready(provider->key, &slot->peer);
		broker_hook_returned(slot);
	}
	if (consumer->desc.ready && is_ready(slot, consumer->desc.owner)) {
		broker_hook_call(slot, HOOK_OF_CONSUMER, "ready");
		consumer->desc.ready(consumer->key, &slot->link);
		broker_hook_returned(slot);
	}
}

/*
 * The consumer is attached to @provider, in @slot; the link it had is retired by
 * whoever gets to it first. Called with the mutex held, which is let go of for the
 * hooks. Returns false if one of the two did not want it.
 */
static bool attach(struct consumer *consumer, struct provider *provider, struct slot *slot)
{
	const void **padded = consumer->padded + (slot == consumer->slots[1]) * consumer->id.ops;
	struct slot *old = consumer->current_slot;
	bool pass = false, welcome = true;
	int ret;

	lockdep_assert_held(&broker_mutex);
	WRITE_ONCE(consumer->hook.task, current);
	consumer->recalled = false;
	ret = broker_slot_begin(slot, provider, broker_provider_table(provider, &consumer->id,
								      consumer->desc.fallback,
								      padded));
	slot->link.replaces = old ? &old->link : NULL;
	if (!ret)
		ret = call_attach(slot, &pass, &welcome);
	welcome = welcome && is_welcome(slot);
	if (ret && welcome && pass)
		broker_consumer_pass(consumer, provider);
	else if (ret && welcome)
		warn_failed(consumer, provider, ret);
	if (ret) {
		broker_slot_end(slot);
	} else if (!welcome) {
		undo_attach(slot);
	} else {
		old = broker_link_publish(consumer, slot);
		call_ready(slot);
		broker_slot_abandon(slot);
		/* If ready was not called the old one is all that the consumer knows. */
		if (old && !is_going(consumer->desc.owner))
			broker_link_replaced(old);
	}
	slot->link.replaces = NULL;
	WRITE_ONCE(consumer->hook.task, NULL);
	broker_objects_changed();
	wake_up_all(&broker_wait);
	return !ret || !welcome;
}

static bool is_provided(struct consumer *consumer, const struct interface *interface)
{
	const struct provider *provider;
	struct broker_reason reason;

	list_for_each_entry(provider, &interface->providers, interface_node) {
		if (agrees(consumer, provider, &reason))
			continue;
		if (provider->state == PROVIDER_LIVE)
			consumer->may_load = false;
		return true;
	}
	return false;
}

/*
 * Is there none that agrees, not even a pending one, and was there none yet? If one
 * has gone that was live, that was somebody's will. One that wants all instances has what
 * it wants if there is any.
 */
static bool wants_loading(struct consumer *consumer)
{
	const struct interface *interface;

	if (!consumer_wants(consumer) || consumer->hook.task || !consumer->may_load ||
	    is_provided(consumer, consumer->interface))
		return false;
	if (broker_consumer_wants_all(consumer))
		list_for_each_entry(interface, &consumer->interface->instances, object.node)
			if (is_provided(consumer, interface))
				return false;
	return true;
}

/* Returns true if modprobe(8) was run: look again. */
static bool load_provider(struct consumer *consumer)
{
	lockdep_assert_held(&broker_mutex);
	return wants_loading(consumer) && !broker_provider_load(&consumer->id, false);
}

/* Is the link that it has one that it must not have, by hand, or as its provider leaves? */
static bool must_let_go(const struct consumer *consumer)
{
	const struct slot *present = consumer->current_slot;

	return present && (consumer->detached || present->provider->drained ||
			   present->provider->client->given_up);
}

/*
 * To the best provider whose attach does not fail: one that is broken is not to
 * keep the consumer from the others. Returns true if there was one.
 */
static bool attach_to_best(struct consumer *consumer)
{
	struct provider *failed = NULL;
	bool attached = false;

	/* Whoever gives the hook slot back queues us again. */
	while (!attached && consumer_wants(consumer) && !consumer->hook.task) {
		struct provider *provider = pick(consumer, failed);
		struct slot *slot = provider ? slot_for(consumer, provider) : NULL;

		if (!slot)
			break;
		attached = attach(consumer, provider, slot);
		/* It serves still, and until we pick again. */
		failed = provider;
	}
	return attached;
}

/* One step towards where the consumer should be. Returns true if there may be more. */
static bool settle_step(struct consumer *consumer)
{
	lockdep_assert_held(&broker_mutex);
	if (attach_to_best(consumer))
		return true;
	if (consumer->state != CONSUMER_LIVE || consumer->hook.task || !must_let_go(consumer))
		return false;
	broker_link_give_up(consumer);
	return true;
}

/*
 * One step of moving a consumer off a link to a provider that leaves. If a
 * hook is running the consumer may just be on its way to the other provider.
 */
static void move_away(struct consumer *consumer, struct slot *slot)
{
	struct provider *provider = slot->provider;

	if (consumer->hook.task) {
		broker_hook_wait(consumer);
		return;
	}
	slot->tried = true;
	/* Who it should have moved to may have left meanwhile, too. */
	if (settle_step(consumer) && slot->provider == provider)
		slot->tried = false;
}

static bool is_to_be_moved(const struct slot *slot)
{
	return slot->state == SLOT_CURRENT && !slot->tried &&
	       (slot->consumer->desc.flags & BROKER_MOVABLE);
}

static struct slot *next_to_be_moved(const struct provider *provider)
{
	struct slot *slot;

	list_for_each_entry(slot, &provider->slots, provider_node)
		if (is_to_be_moved(slot))
			return slot;
	return NULL;
}

/**
 * broker_consumers_move() - let consumers go over to others before a provider leaves
 * @provider: off its interface, its links still published
 *
 * Runs attach hooks in the caller's context, theirs and those of the providers they go
 * to, one after the other, so that all are drained together. Who cannot be moved stays.
 */
void broker_consumers_move(struct provider *provider)
{
	struct slot *slot;

	lockdep_assert_held(&broker_mutex);
	/* The mutex may have been let go of each time. */
	while ((slot = next_to_be_moved(provider))) {
		struct consumer *consumer = slot->consumer;

		broker_slot_passed(slot);
		broker_consumer_ref(consumer);
		move_away(consumer, slot);
		/*
		 * Its work item may have come by, and found it in our hook. It
		 * needs the mutex, so our reference is not the last.
		 */
		broker_consumer_queue(consumer);
		broker_consumer_unref(consumer);
	}
}

/*
 * The oldest of those that it would rather have than the present one, that do not
 * agree, and of which that was not told yet; or NULL. Leaves why in @reason.
 */
static struct provider *next_refusal(const struct consumer *consumer,
				     struct broker_reason *reason)
{
	const struct slot *slot = consumer->current_slot;
	struct provider *provider, *oldest = NULL;
	int ret;

	list_for_each_entry(provider, &consumer->interface->providers, interface_node) {
		if (slot && slot->provider == provider)
			break;
		if (!broker_provider_serves(provider) || provider->object.id <= consumer->refused ||
		    (oldest && oldest->object.id < provider->object.id))
			continue;
		ret = agrees(consumer, provider, reason);
		if (ret && ret != BROKER_OTHER_MAJOR)
			oldest = provider;
	}
	if (oldest)
		agrees(consumer, oldest, reason);
	return oldest;
}

static bool note_refusal(struct consumer *consumer, struct refusal *refusal)
{
	const struct provider *provider;

	lockdep_assert_held(&broker_mutex);
	provider = consumer_wants(consumer) ? next_refusal(consumer, &refusal->reason) : NULL;
	if (!provider)
		return false;
	consumer->refused = provider->object.id;
	broker_refusal_of(refusal, &consumer->id, consumer->instance);
	strscpy(refusal->consumer, consumer->name, sizeof(refusal->consumer));
	strscpy(refusal->provider, provider->client->name, sizeof(refusal->provider));
	return true;
}

/*
 * Say why one more provider does not agree. Without memory for it the next time;
 * memory is had without I/O, which may be that of the consumer's device.
 */
static bool tell_refusal(struct consumer *consumer)
{
	struct refusal *refusal = kzalloc(sizeof(*refusal), GFP_NOIO);
	bool noted;

	if (!refusal)
		return false;
	mutex_lock(&broker_mutex);
	noted = note_refusal(consumer, refusal);
	mutex_unlock(&broker_mutex);
	if (noted)
		broker_refusal_report(refusal);
	else
		kfree(refusal);
	return noted;
}

/* The consumer's work item. */
void broker_consumer_settle(struct work_struct *work)
{
	struct consumer *consumer = container_of(work, struct consumer, work);
	bool more, dropped;

	broker_consumer_retire_left(consumer);
	do {
		mutex_lock(&broker_mutex);
		more = settle_step(consumer) || load_provider(consumer);
		mutex_unlock(&broker_mutex);
		broker_consumer_retire_left(consumer);
	} while (more);
	while (tell_refusal(consumer))
		;
	mutex_lock(&broker_mutex);
	dropped = broker_part_drop(consumer);
	broker_consumer_settled(consumer);
	mutex_unlock(&broker_mutex);
	if (dropped)
		broker_consumer_unref(consumer);
	broker_consumer_unref(consumer);
}
