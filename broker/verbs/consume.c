// SPDX-License-Identifier: GPL-2.0-only
/*
 * Registering and unregistering revocable consumers.
 */
#include <linux/module.h>
#include <linux/slab.h>

#include "engine/link.h"
#include "engine/parts.h"
#include "engine/retire.h"
#include "engine/settle.h"
#include "handshake/handshake.h"
#include "objects/client.h"
#include "objects/consumer.h"
#include "objects/interface.h"
#include "objects/object.h"
#include "objects/policy.h"
#include "objects/queue.h"
#include "objects/refusal.h"
#include "objects/slot.h"
#include "verbs/export.h"
#include "verbs/validate.h"

/* The memory for a registration, allocated before anything is changed. */
struct registration {
	struct consumer *consumer;
	struct interface *interfaces[2];	/* spares */
	struct client *client;			/* spare */
};

static int registration_alloc(struct registration *r, const struct broker_consumer *desc,
			      const char *instance, unsigned int ops)
{
	r->consumer = broker_consumer_new(ops, broker_consumer_settle, GFP_KERNEL);
	r->interfaces[0] = broker_interface_alloc();
	r->interfaces[1] = *instance ? broker_interface_alloc() : NULL;
	r->client = broker_client_alloc(desc->owner, GFP_KERNEL);
	return r->consumer && r->interfaces[0] && (!*instance || r->interfaces[1]) && r->client ?
	       0 : -ENOMEM;
}

static void registration_free(struct registration *r)
{
	if (r->consumer)
		broker_consumer_discard(r->consumer);
	kfree(r->interfaces[0]);
	kfree(r->interfaces[1]);
	kfree(r->client);
}

/* One critical section, for the same reason as provider_insert(). */
static int consumer_insert(struct registration *r, struct broker_consumer *key,
			   const struct broker_consumer *desc, const struct broker_identity *id,
			   const char *instance, struct broker_reason *reason)
{
	struct consumer *consumer = r->consumer;
	struct interface *interface;

	lockdep_assert_held(&broker_mutex);
	if (broker_consumer_find(key))
		return broker_reason(reason, BROKER_DUPLICATE, NULL, NULL,
				     "it is registered already");
	if (desc->owner->state == MODULE_STATE_GOING)
		return broker_reason(reason, BROKER_GONE, NULL, NULL,
				     "the module is being unloaded");
	interface = broker_interface_get(id, instance, r->interfaces);
	if (IS_ERR(interface))
		return PTR_ERR(interface);
	r->consumer = NULL;
	WRITE_ONCE(key->link, NULL);	/* another thread may be calling already */
	consumer->key = key;
	consumer->desc = *desc;
	consumer->id = *id;
	consumer->may_load = desc->flags & BROKER_AUTOLOAD;
	consumer->client = broker_client_get(desc->owner, &r->client);
	broker_client_name(consumer->name, desc->owner);
	consumer->state = desc->owner->state == MODULE_STATE_LIVE ? CONSUMER_LIVE :
								    CONSUMER_PENDING;
	broker_consumer_publish(consumer, interface);
	broker_consumer_queue(consumer);
	broker_parts_queue(consumer);
	return BROKER_AGREED;
}

static int consumer_try_register(struct broker_consumer *key, struct refusal *refusal)
{
	struct broker_reason *reason = &refusal->reason;
	char instance[BROKER_INSTANCE_MAX + 1] = "";
	struct registration r = {};
	struct broker_identity id = {};
	struct broker_consumer desc;
	int ret;

	ret = broker_validate_consumer(key, &desc, &id, instance, reason);
	if (id.name)
		broker_refusal_of(refusal, &id, instance);
	broker_client_name(refusal->consumer, broker_consumer_owner(key));
	ret = ret ?: broker_policy_check_module(desc.owner, reason);
	if (ret)
		return ret;
	ret = registration_alloc(&r, &desc, instance, id.ops);
	if (!ret) {
		mutex_lock(&broker_mutex);
		ret = consumer_insert(&r, key, &desc, &id, instance, reason);
		mutex_unlock(&broker_mutex);
	}
	registration_free(&r);
	return ret;
}

/* See broker_consumer_register(). */
int broker_consumer_add(struct broker_consumer *key)
{
	struct refusal *refusal;
	int ret;

	might_sleep();
	refusal = kzalloc(sizeof(*refusal), GFP_KERNEL);
	if (!refusal)
		return -ENOMEM;
	ret = consumer_try_register(key, refusal);
	if (ret > 0)
		return broker_refusal_report(refusal);
	kfree(refusal);
	return ret;
}

static bool in_hook_of(const struct consumer *consumer)
{
	const struct consumer *part;

	list_for_each_entry(part, &consumer->parts, part_node)
		if (part->hook.task == current)
			return true;
	return false;
}

static int consumer_leave(struct broker_consumer *key, struct consumer **leaving)
{
	struct consumer *consumer = broker_consumer_find(key);
	struct consumer *part;

	lockdep_assert_held(&broker_mutex);
	if (!consumer)
		return -ENOENT;
	if (consumer->state == CONSUMER_DYING)
		return -EALREADY;
	if (in_hook_of(consumer))
		return -EDEADLK;
	list_for_each_entry(part, &consumer->parts, part_node)
		broker_consumer_withdraw(part, CONSUMER_DYING);
	*leaving = consumer;
	return 0;
}

/* Removes the parts before the whole. Returns false once the whole is removed. */
static bool remove_part(struct consumer *whole)
{
	struct consumer *part;

	mutex_lock(&broker_mutex);
	part = list_last_entry(&whole->parts, struct consumer, part_node);
	if (part == whole && !list_is_singular(&whole->parts))
		part = list_prev_entry(part, part_node);
	broker_slots_put(part);
	broker_consumer_remove(part);
	mutex_unlock(&broker_mutex);
	broker_consumer_unref(part);
	return part != whole;
}

/* See broker_consumer_unregister(). */
int broker_consumer_del(struct broker_consumer *key)
{
	char name[MODULE_NAME_LEN];
	struct consumer *consumer;
	int ret;

	might_sleep();
	mutex_lock(&broker_mutex);
	ret = consumer_leave(key, &consumer);
	mutex_unlock(&broker_mutex);
	if (ret) {
		broker_client_name(name, broker_consumer_owner(key));
		broker_unregister_failed(name, "consumer", ret);
		return ret;
	}
	broker_consumer_retire(consumer);
	while (remove_part(consumer))
		;
	return 0;
}
