// SPDX-License-Identifier: GPL-2.0-only
/*
 * Holds: what a pinned consumer has. A handle is a number, looked up and checked
 * against its owner, so that one that is dead or another's does no harm.
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

/* Its pin and minors are set. Returns the handle. */
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
 * The module reference goes back before the hold: once the hold is off the
 * list, an unregister that waits for it returns and the module may be freed.
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
	if (provider->state == PROVIDER_LEAVING)	/* else nobody waits for it */
		wake_up_all(&broker_wait);
	kfree(hold);
}
