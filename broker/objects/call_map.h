/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What calls, callbacks and hooks are to lockdep.
 */
#ifndef _BROKER_OBJECTS_CALL_MAP_H
#define _BROKER_OBJECTS_CALL_MAP_H

#include <linux/lockdep.h>
#include "compat.h"

/**
 * struct call_map - what calls through one end of a link, or hooks, are to lockdep
 * @dep_map: held during one
 * @key: of its class, which is its own if there are not too many
 * @registered: there are not
 */
struct call_map {
	struct lockdep_map dep_map;
	struct lock_class_key key;
	bool registered;
};

/* Of a link: one for each end, as from a call another link's callbacks may be waited for. */
struct call_maps {
	struct call_map calls;
	struct call_map callbacks;
};

void broker_call_map_init(struct call_map *map, const char *name);
void broker_call_map_exit(struct call_map *map);
void broker_call_map_sync(struct call_map *map);
void broker_call_maps_init(struct call_maps *maps);
void broker_call_maps_exit(struct call_maps *maps);
void broker_call_maps_sync(struct call_maps *maps);

#endif
