/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Lockdep maps of calls, callbacks and hooks.
 */
#ifndef _BROKER_OBJECTS_CALL_MAP_H
#define _BROKER_OBJECTS_CALL_MAP_H

#include <linux/lockdep.h>
#include "compat.h"

/**
 * struct call_map - lockdep map of the calls through one end of a link, or of hooks
 * @dep_map: held during each call or hook
 * @key: of the class of this map, if the map has its own class
 * @registered: the map has its own class: the limit was not reached
 */
struct call_map {
	struct lockdep_map dep_map;
	struct lock_class_key key;
	bool registered;
};

/* The maps of the two ends: a call may wait for the callbacks of another link. */
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
