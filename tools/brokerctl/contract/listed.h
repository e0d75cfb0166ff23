/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the list of an interface covers of the types that it reaches.
 */
#ifndef _BROKERCTL_LISTED_H
#define _BROKERCTL_LISTED_H

#include <json-c/json.h>

#include "dwarf/types.h"
#include "module/module.h"

/* Members of a struct that no row names, and those that no row can name. */
struct unlisted {
	struct json_object *members;
	struct json_object *without_row;
};

const struct broker_contract *listed_contract(const struct interface *interface,
					      const struct thing *thing);
bool listed_value(const struct interface *interface, const char *name);
bool listed_values(const struct interface *interface, struct types *types,
		   const struct thing *thing);
bool listed_by_path(const struct interface *interface, const struct thing *thing);
void listed_members(const struct broker_contract *contract, struct types *types,
		    const struct thing *thing, struct unlisted *unlisted);

struct json_object *named_bounds(const struct interface *interface);

#endif
