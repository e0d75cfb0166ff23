// SPDX-License-Identifier: GPL-2.0-only
/*
 * A revocable consumer is registered and unregistered.
 */
#include <linux/module.h>
#include <linux/overflow.h>
#include <linux/slab.h>

#include "engine/link.h"
#include "engine/retire.h"
#include "engine/settle.h"
#include "handshake/handshake.h"
#include "objects/call_map.h"
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
	INIT_WORK(&consumer->work, broker_consumer_settle);
	broker_call_maps_init(&consumer->maps[0]);
	broker_call_maps_init(&consumer->maps[1]);
	broker_call_map_init(&consumer->hooks, "broker_hook");
	xa_init(&consumer->passed);
	return consumer;
}

static int registration_alloc(struct registration *r, const struct broker_consumer *desc,
			      unsigned int ops)
{
	struct consumer *consumer = consumer_alloc(ops);

	r->consumer = consumer;
	r->interface = kzalloc(sizeof(*r->interface), GFP_KERNEL);
	r->client = broker_client_alloc(desc->owner, GFP_KERNEL);
	if (!r->interface || !r->client || !consumer)
		return -ENOMEM;
	consumer->slots[0] = broker_slot_get(consumer, &consumer->maps[0]);
	consumer->slots[1] = broker_slot_get(consumer, &consumer->maps[1]);
	return consumer->slots[0] && consumer->slots[1] ? 0 : -ENOMEM;
}

static void registration_free(struct registration *r)
{
	if (r->consumer) {
		mutex_lock(&broker_mutex);
		broker_slots_put(r->consumer);
		mutex_unlock(&broker_mutex);
		broker_consumer_unref(r->consumer);
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
	if (broker_consumer_find(key))
		return broker_reason(reason, BROKER_DUPLICATE, NULL, NULL,
				     "it is registered already");
	if (desc->owner->state == MODULE_STATE_GOING)
		return broker_reason(reason, BROKER_GONE, NULL, NULL,
				     "the module is being unloaded");
	interface = broker_interface_get(id, &r->interface);
	if (IS_ERR(interface))
		return PTR_ERR(interface);
	r->consumer = NULL;
	WRITE_ONCE(key->link, NULL);	/* somebody may be calling already */
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
	return BROKER_AGREED;
}

static int consumer_try_register(struct broker_consumer *key, struct refusal *refusal)
{
	struct broker_reason *reason = &refusal->reason;
	struct registration r = {};
	struct broker_identity id = {};
	struct broker_consumer desc;
	int ret;

	ret = broker_validate_consumer(key, &desc, &id, reason);
	if (id.name)
		broker_refusal_of(refusal, &id);
	broker_client_name(refusal->consumer, broker_consumer_owner(key));
	ret = ret ?: broker_policy_check_module(desc.owner, reason);
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

static int consumer_leave(struct broker_consumer *key, struct consumer **leaving)
{
	struct consumer *consumer = broker_consumer_find(key);

	lockdep_assert_held(&broker_mutex);
	if (!consumer)
		return -ENOENT;
	if (consumer->state == CONSUMER_DYING)
		return -EALREADY;
	if (consumer->hook.task == current)
		return -EDEADLK;
	broker_consumer_withdraw(consumer, CONSUMER_DYING);
	*leaving = consumer;
	return 0;
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
	mutex_lock(&broker_mutex);
	broker_slots_put(consumer);
	broker_consumer_remove(consumer);
	mutex_unlock(&broker_mutex);
	broker_consumer_unref(consumer);
	return 0;
}
