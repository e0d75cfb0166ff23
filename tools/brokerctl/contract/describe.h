/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The lines of a header that make a contract see a type.
 */
#ifndef _BROKERCTL_DESCRIBE_H
#define _BROKERCTL_DESCRIBE_H

#include <json-c/json.h>

#include "dwarf/types.h"

bool describe_thing(struct types *types, const struct thing *thing, struct json_object *lines);
char *describe_all(struct types *types, const struct thing **things, size_t count,
		   struct json_object *lines);
char *describe_constants(const char *owner, struct json_object *names, struct json_object *lines);
void describe_table(struct types *types, Dwarf_Die table, const char *names,
		    struct json_object *lines);

#endif
