// SPDX-License-Identifier: GPL-2.0-only
/*
 * Lockdep maps of calls, callbacks and hooks.
 */
#include <linux/atomic.h>
#include <linux/lockdep.h>

#include "objects/call_map.h"

#define CALL_CLASSES	512		/* of the 8192 that lockdep has for all */

static atomic_t classes = ATOMIC_INIT(0);
static struct lock_class_key shared;

/*
 * Calls are counted and waited for per end, so to lockdep each end of a link is a
 * separate lock: a call through one end may wait for the calls through another. The
 * hooks of each consumer are another such lock. The class belongs to the consumer, and
 * not to the slot, which serves other consumers later: what lockdep has learnt about
 * the locks of one consumer is not true of the next one. Maps beyond the limit share a
 * class, and are not synced: a class that is only ever read recursively completes no
 * circular dependency. (The class of lockdep_set_novalidate_class() is no use here:
 * lockdep treats it as a mutex, which a call in an interrupt must not take.)
 */
void broker_call_map_init(struct call_map *map, const char *name)
{
	map->registered = atomic_add_unless(&classes, 1, CALL_CLASSES);
	if (!map->registered) {
		lockdep_set_class_and_name(map, &shared, "broker_call_shared");
		return;
	}
	lockdep_register_key(&map->key);
	lockdep_set_class_and_name(map, &map->key, name);
}

/* Called without broker_mutex: on a lockdep kernel this waits for a grace period. */
void broker_call_map_exit(struct call_map *map)
{
	if (!map->registered)
		return;
	lockdep_unregister_key(&map->key);
	atomic_dec(&classes);
}

/* The calls through the link are about to be waited for. */
void broker_call_map_sync(struct call_map *map)
{
	if (map->registered)
		call_map_sync(map);
}

void broker_call_maps_init(struct call_maps *maps)
{
	broker_call_map_init(&maps->calls, "broker_call");
	broker_call_map_init(&maps->callbacks, "broker_callback");
}

void broker_call_maps_exit(struct call_maps *maps)
{
	broker_call_map_exit(&maps->calls);
	broker_call_map_exit(&maps->callbacks);
}

void broker_call_maps_sync(struct call_maps *maps)
{
	broker_call_map_sync(&maps->calls);
	broker_call_map_sync(&maps->callbacks);
}
