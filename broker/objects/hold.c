// SPDX-License-Identifier: GPL-2.0-only
/*
 * Holds: the handles of pinned consumers. A handle is a number, looked up and checked
 * against its owner, so that a handle that is dead or belongs to another module does no
 * harm.
 */
#include <linux/hashtable.h>
#include <linux/slab.h>

#include "event.h"
#include "objects/hold.h"
#include "objects/object.h"
#include "objects/pin.h"
#include "objects/provider.h"

LIST_HEAD(broker_holds);
static DEFINE_HASHTABLE(holds, 10);		/* by handle */

/* The handle of a hold: the id that tools are shown, which is never used twice. */
static unsigned long handle_of(const struct hold *hold)
{
	static_assert(sizeof(unsigned long) == sizeof(hold->object.id));
	return hold->object.id;
}

struct hold *broker_hold_find(unsigned long handle)
{
	struct hold *hold;

	lockdep_assert_held(&broker_mutex);
	hash_for_each_possible(holds, hold, node, handle)
		if (handle_of(hold) == handle)
			return hold;
	return NULL;
}

/* The caller has set the pin and the minors. Returns the handle. */
unsigned long broker_hold_publish(struct hold *hold, struct provider *provider)
{
	lockdep_assert_held(&broker_mutex);
	hold->provider = provider;
	broker_object_add(&hold->object, &broker_holds);
	list_add_tail(&hold->client_node, &hold->pin->consumer->holds);
	list_add_tail(&hold->provider_node, &provider->holds);
	hash_add(holds, &hold->node, handle_of(hold));
	broker_event_hold(BROKER_CMD_CONSUMER_ATTACHED_NTF, hold);
	return handle_of(hold);
}

/*
 * The module reference is put before the hold is taken off the provider's list: after
 * that, an unregister that waits for the hold returns and the module may be freed.
 */
void broker_hold_release(struct hold *hold)
{
	struct provider *provider = hold->provider;

	lockdep_assert_held(&broker_mutex);
	broker_event_hold(BROKER_CMD_CONSUMER_DETACHED_NTF, hold);
	hash_del(&hold->node);
	broker_object_del(&hold->object);
	list_del(&hold->client_node);
	broker_pin_put(hold->pin);
	module_put(provider->desc.owner);
	list_del_init(&hold->provider_node);
	if (provider->state == PROVIDER_LEAVING)	/* else no task waits for it */
		wake_up_all(&broker_wait);
	kfree(hold);
}
