/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the calls through a link are to lockdep.
 */
#ifndef _BROKER_OBJECTS_CALL_MAP_H
#define _BROKER_OBJECTS_CALL_MAP_H

#include <linux/lockdep.h>
#include "compat.h"

/**
 * struct call_map - what the calls through a link are to lockdep
 * @dep_map: held during a call
 * @key: of its class, which is its own if there are not too many
 * @registered: there are not
 */
struct call_map {
	struct lockdep_map dep_map;
	struct lock_class_key key;
	bool registered;
};

void broker_call_map_init(struct call_map *map);
void broker_call_map_exit(struct call_map *map);
void broker_call_map_sync(struct call_map *map);

#endif
