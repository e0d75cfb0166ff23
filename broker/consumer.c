// SPDX-License-Identifier: GPL-2.0-only
/*
 * Revocable consumers: registered, and from then on settled by a work item of
 * their own whenever something changes that could concern them (settle.c). The
 * queue is unbound, and flushed only when the broker goes: a callback may load a
 * module, or unregister something that waits for another consumer's callback.
 *
 * Whoever runs a callback of a consumer has its callback slot, so that they
 * never overlap, and holds no other but those whose callbacks it is called from.
 * Nothing is waited for with broker_mutex held. Who gives a slot back queues the
 * consumer again, unless it looks again itself.
 */
#include <linux/hashtable.h>
#include <linux/slab.h>

#include "internal.h"

LIST_HEAD(all_consumers);
static DEFINE_HASHTABLE(consumers, 8);		/* by the client's descriptor */

void consumer_ref(struct consumer *consumer)
{
	refcount_inc(&consumer->refs);
}

/* The last one without broker_mutex, as call_map_exit(). */
void consumer_unref(struct consumer *consumer)
{
	if (!refcount_dec_and_test(&consumer->refs))
		return;
	call_map_exit(&consumer->calls[0]);
	call_map_exit(&consumer->calls[1]);
	kfree(consumer);
}

/* Has its module been taken off it? Then no callback of it is begun. */
bool consumer_is_withdrawn(const struct consumer *consumer)
{
	return !consumer->client || consumer->client->withdrawn;
}

/* What an interface provides has changed. */
void consumers_kick(struct interface *interface)
{
	struct consumer *consumer;

	lockdep_assert_held(&broker_mutex);
	list_for_each_entry(consumer, &interface->consumers, interface_node)
		consumer_queue(consumer);
}

/* One has gone: it may have been in the way of those who have no link. */
void consumers_kick_unattached(struct interface *interface)
{
	struct consumer *consumer;

	lockdep_assert_held(&broker_mutex);
	list_for_each_entry(consumer, &interface->consumers, interface_node)
		if (!consumer->current_slot)
			consumer_queue(consumer);
}

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
void callback_wait(struct consumer *consumer)
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
 * callback_begin() - take the right to run a callback of a consumer
 * @consumer: the consumer, referenced
 *
 * That of a withdrawn one, too: none of its callbacks is begun, but one that was begun
 * before may be running, and finds its link as it was.
 */
void callback_begin(struct consumer *consumer)
{
	while (consumer->callback)
		callback_wait(consumer);
	WRITE_ONCE(consumer->callback, current);
}

/* Give it back. */
void callback_end(struct consumer *consumer)
{
	lockdep_assert_held(&broker_mutex);
	WRITE_ONCE(consumer->callback, NULL);
	consumer_queue(consumer);
	wake_up_all(&broker_wait);
}

static struct consumer *consumer_find(const struct broker_consumer *key)
{
	struct consumer *consumer;

	lockdep_assert_held(&broker_mutex);
	hash_for_each_possible(consumers, consumer, node, (unsigned long)key)
		if (consumer->key == key)
			return consumer;
	return NULL;
}

static void consumer_publish(struct consumer *consumer, struct interface *interface)
{
	lockdep_assert_held(&broker_mutex);
	consumer->interface = interface;
	list_add_tail(&consumer->interface_node, &interface->consumers);
	list_add_tail(&consumer->client_node, &consumer->client->consumers);
	hash_add(consumers, &consumer->node, (unsigned long)consumer->key);
	object_add(&consumer->object, &all_consumers);
}

/* What a registration needs, allocated before anything is changed. */
struct registration {
	struct consumer *consumer;
	struct interface *interface;	/* a spare, */
	struct client *client;		/* and another */
};

static struct consumer *consumer_alloc(unsigned int ops)
{
	struct consumer *consumer = kzalloc(struct_size(consumer, padded, 2 * ops), GFP_KERNEL);

	if (!consumer)
		return NULL;
	refcount_set(&consumer->refs, 1);
	INIT_WORK(&consumer->work, consumer_settle);
	call_map_init(&consumer->calls[0]);
	call_map_init(&consumer->calls[1]);
	return consumer;
}

static int registration_alloc(struct registration *r, const struct broker_consumer *desc,
			      unsigned int ops)
{
	struct consumer *consumer = consumer_alloc(ops);

	r->consumer = consumer;
	r->interface = kzalloc(sizeof(*r->interface), GFP_KERNEL);
	r->client = client_alloc(desc->owner, GFP_KERNEL);
	if (!r->interface || !r->client || !consumer)
		return -ENOMEM;
	consumer->slots[0] = slot_get(consumer, &consumer->calls[0]);
	consumer->slots[1] = slot_get(consumer, &consumer->calls[1]);
	return consumer->slots[0] && consumer->slots[1] ? 0 : -ENOMEM;
}

static void slots_put(struct consumer *consumer)
{
	int i;

	lockdep_assert_held(&broker_mutex);
	for (i = 0; i < ARRAY_SIZE(consumer->slots); i++)
		if (consumer->slots[i] && consumer->slots[i]->state == SLOT_FREE)
			slot_put(consumer->slots[i]);
}

static void registration_free(struct registration *r)
{
	if (r->consumer) {
		mutex_lock(&broker_mutex);
		slots_put(r->consumer);
		mutex_unlock(&broker_mutex);
		consumer_unref(r->consumer);
	}
	kfree(r->interface);
	kfree(r->client);
}

/* As provider_insert(), and for the same reason in one critical section. */
static int consumer_insert(struct registration *r, struct broker_consumer *key,
			   const struct broker_consumer *desc, const struct broker_identity *id,
			   struct broker_reason *reason)
{
	struct consumer *consumer = r->consumer;
	struct interface *interface;

	lockdep_assert_held(&broker_mutex);
	if (consumer_find(key))
		return broker_reason(reason, BROKER_DUPLICATE, NULL, NULL,
				     "it is registered already");
	if (desc->owner->state == MODULE_STATE_GOING)
		return broker_reason(reason, BROKER_GONE, NULL, NULL,
				     "the module is being unloaded");
	interface = interface_get(id, &r->interface);
	if (IS_ERR(interface))
		return PTR_ERR(interface);
	r->consumer = NULL;
	WRITE_ONCE(key->link, NULL);	/* somebody may be calling already */
	consumer->key = key;
	consumer->desc = *desc;
	consumer->id = *id;
	consumer->may_load = desc->flags & BROKER_AUTOLOAD;
	consumer->client = client_get(desc->owner, &r->client);
	client_name(consumer->name, desc->owner);
	consumer->state = desc->owner->state == MODULE_STATE_LIVE ? CONSUMER_LIVE :
								    CONSUMER_PENDING;
	consumer_publish(consumer, interface);
	consumer_queue(consumer);
	return BROKER_AGREED;
}

static int consumer_try_register(struct broker_consumer *key, struct refusal *refusal)
{
	struct broker_reason *reason = &refusal->reason;
	struct registration r = {};
	struct broker_identity id = {};
	struct broker_consumer desc;
	int ret;

	ret = validate_consumer(key, &desc, &id, reason);
	if (id.name)
		refusal_of(refusal, &id);
	client_name(refusal->consumer, consumer_owner(key));
	ret = ret ?: policy_check_module(desc.owner, reason);
	if (ret)
		return ret;
	ret = registration_alloc(&r, &desc, id.ops);
	if (!ret) {
		mutex_lock(&broker_mutex);
		ret = consumer_insert(&r, key, &desc, &id, reason);
		mutex_unlock(&broker_mutex);
	}
	registration_free(&r);
	return ret;
}

/* See broker_consumer_register(). */
int consumer_register(struct broker_consumer *key)
{
	struct refusal *refusal;
	int ret;

	might_sleep();
	refusal = kzalloc(sizeof(*refusal), GFP_KERNEL);
	if (!refusal)
		return -ENOMEM;
	ret = consumer_try_register(key, refusal);
	if (ret > 0)
		return refusal_report(refusal);
	kfree(refusal);
	return ret;
}

/* The consumer's init has returned 0: from now on its callbacks may be called. */
void consumers_commit(struct client *client)
{
	struct consumer *consumer;

	lockdep_assert_held(&broker_mutex);
	list_for_each_entry(consumer, &client->consumers, client_node) {
		if (consumer->state == CONSUMER_PENDING)
			consumer->state = CONSUMER_LIVE;
		consumer_queue(consumer);
	}
}

/* Nobody settles it any more, and nobody finds it on its interface. */
static void consumer_withdraw(struct consumer *consumer, enum consumer_state state)
{
	consumer->state = state;
	objects_changed();
	list_del(&consumer->interface_node);
	interface_put(consumer->interface);
	consumer->interface = NULL;
	link_revoke(consumer);
}

/* Off the books: its module may go. Its memory stays while a work item has it. */
static void consumer_remove(struct consumer *consumer)
{
	lockdep_assert_held(&broker_mutex);
	hash_del(&consumer->node);
	object_del(&consumer->object);
	list_del(&consumer->client_node);
	client_put(consumer->client);
	consumer->client = NULL;
	wake_up_all(&broker_wait);
}

static bool is_idle(const struct consumer *consumer)
{
	return READ_ONCE(consumer->slots[0]->state) == SLOT_FREE &&
	       READ_ONCE(consumer->slots[1]->state) == SLOT_FREE &&
	       !READ_ONCE(consumer->callback);
}

static int consumer_leave(struct broker_consumer *key, struct consumer **leaving)
{
	struct consumer *consumer = consumer_find(key);

	lockdep_assert_held(&broker_mutex);
	if (!consumer)
		return -ENOENT;
	if (consumer->state == CONSUMER_DYING)
		return -EALREADY;
	if (consumer->callback == current)
		return -EDEADLK;
	consumer_withdraw(consumer, CONSUMER_DYING);
	*leaving = consumer;
	return 0;
}

/* See broker_consumer_unregister(). */
int consumer_unregister(struct broker_consumer *key)
{
	char name[MODULE_NAME_LEN];
	struct consumer *consumer;
	int ret;

	might_sleep();
	mutex_lock(&broker_mutex);
	ret = consumer_leave(key, &consumer);
	mutex_unlock(&broker_mutex);
	if (ret) {
		unregister_failed(client_name(name, consumer_owner(key)), "consumer", ret);
		return ret;
	}
	consumer_retire(consumer);
	/* A link that was being made is undone, a callback finished by whoever does it. */
	while (!wait_event_timeout(broker_wait, is_idle(consumer), REMIND_EVERY))
		pr_warn("%s: waits for its link to %.*s %u to be let go of\n", consumer->name,
			(int)consumer->id.name_len, consumer->id.name, consumer->id.major);
	mutex_lock(&broker_mutex);
	slots_put(consumer);
	consumer_remove(consumer);
	mutex_unlock(&broker_mutex);
	consumer_unref(consumer);
	return 0;
}

/* Neither its provider need be waited for here, nor the calls inside. */
static void leave_to_work(struct consumer *consumer)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(consumer->slots); i++) {
		consumer->slots[i]->left_to_work = true;
		slot_drain_untold(consumer->slots[i]);
	}
}

/**
 * consumers_orphan() - take a module that goes off its consumers
 * @client: the module
 * @orphans: they are moved to this list, for consumers_wait()
 *
 * Their memory in the module is not touched after this, and none of their
 * callbacks is begun. The calls that may still be inside a provider are waited for by
 * the consumer's work item, so that the provider stays as long as that. A consumer
 * that another task is unregistering stays with that task.
 */
void consumers_orphan(struct client *client, struct list_head *orphans)
{
	struct consumer *consumer, *next;

	lockdep_assert_held(&broker_mutex);
	list_for_each_entry_safe(consumer, next, &client->consumers, client_node) {
		leave_to_work(consumer);
		if (consumer->state == CONSUMER_DYING)
			continue;
		warn_limited("%s: %s, consumer of %.*s %u withdrawn", client->name,
			     consumer->state == CONSUMER_PENDING ? "init failed" :
								   "exit forgot to unregister",
			     (int)consumer->id.name_len, consumer->id.name,
			     consumer->id.major);
		consumer_withdraw(consumer, CONSUMER_DEAD);
		slots_put(consumer);
		consumer_remove(consumer);
		list_add_tail(&consumer->client_node, orphans);
		consumer_queue(consumer);
		wake_up_all(&broker_wait);
	}
}

/* The one thing that must not outlive the module's text is a callback in it. */
void consumers_wait(struct list_head *orphans)
{
	struct consumer *consumer, *next;

	list_for_each_entry_safe(consumer, next, orphans, client_node) {
		mutex_lock(&broker_mutex);
		if (consumer->callback) {
			pr_warn("%s: module loading may be blocked until its callback has returned\n",
				consumer->name);
			callback_wait(consumer);
		}
		list_del(&consumer->client_node);
		mutex_unlock(&broker_mutex);
		consumer_unref(consumer);
	}
}

static int consumer_steer(u64 id, bool detach)
{
	struct consumer *consumer;
	struct object *object;
	int ret = 0;

	mutex_lock(&broker_mutex);
	object = object_find(&all_consumers, id);
	consumer = object ? container_of(object, struct consumer, object) : NULL;
	if (!consumer) {
		ret = -ENOENT;
	} else if (consumer->state == CONSUMER_DYING) {
		ret = -ENODEV;
	} else {
		consumer->detached = detach;
		objects_changed();
		consumer_queue(consumer);
	}
	mutex_unlock(&broker_mutex);
	return ret;
}

/**
 * consumer_detach() - take a revocable consumer off its provider
 * @id: of the consumer
 *
 * Its work item does it. It stays detached until consumer_attach().
 *
 * Return: 0, -ENOENT, or -ENODEV if it is being unregistered.
 */
int consumer_detach(u64 id)
{
	return consumer_steer(id, true);
}

/* Let a consumer be attached again; returns as consumer_detach(). */
int consumer_attach(u64 id)
{
	return consumer_steer(id, false);
}

int consumers_init(void)
{
	int ret = drain_init();

	if (ret)
		return ret;
	ret = queue_init();
	if (ret)
		drain_exit();
	return ret;
}

void consumers_exit(void)
{
	queue_exit();
	loads_exit();
	drain_exit();
	slots_exit();
}
