// SPDX-License-Identifier: GPL-2.0-only
/*
 * brokerctl describe: the lines for a type that a header has, and for all that it reaches.
 */
#include <dwarf.h>
#include <stdio.h>
#include <stdlib.h>

#include "common/options.h"
#include "common/output.h"
#include "common/tree.h"
#include "contract/commands.h"
#include "contract/describe.h"

static bool is_to_be_described(const struct thing *thing)
{
	bool is_aggregate = type_is_aggregate(&thing->die);

	if (thing->is_pointer || thing->is_declared)
		return false;
	return thing->origin == OF_INTERFACE_HEADER ||
	       (thing->origin == OF_KERNEL && thing->by_value && is_aggregate);
}

/* Are most of its members pointers to functions? */
static bool is_table(struct types *types, Dwarf_Die type)
{
	Dwarf_Die member = {}, function;
	size_t functions = 0, count = 0;

	if (!type_is_aggregate(&type))
		return false;
	while (type_next(types, &type, DW_TAG_member, &member)) {
		count++;
		functions += type_is_function_pointer(types, type_of(&member), &function);
	}
	return 2 * functions > count;
}

static bool find(struct types *types, const char *name, Dwarf_Die *type)
{
	static const int tags[] = {
		DW_TAG_structure_type, DW_TAG_union_type, DW_TAG_enumeration_type, DW_TAG_typedef,
	};
	size_t i;

	for (i = 0; i < sizeof(tags) / sizeof(*tags); i++)
		if (types_find(types, tags[i], name, type))
			return true;
	return false;
}

/* False if not all types that it reaches could be looked at. */
static bool describe(struct types *types, Dwarf_Die type, struct json_object *lines)
{
	struct reach reach = { .types = types };
	bool table = is_table(types, type);
	const struct thing **things;
	size_t count = 0, i;
	char *names = NULL;

	if (table)
		reach_table(&reach, type, "op");
	else
		reach_type(&reach, type, "");
	things = calloc(reach.count + 1, sizeof(*things));
	for (i = 0; things && i < reach.count; i++)
		if (is_to_be_described(&reach.things[i]))
			things[count++] = &reach.things[i];
	if (things)
		names = describe_all(types, things, count, lines);
	if (table && names)
		describe_table(types, type, names, lines);
	reach.incomplete |= !names;
	free(names);
	free(things);
	reach_free(&reach);
	return !reach.incomplete && !types_exhausted(types);
}

static int describe_in(const char *path, struct types *types, const char *name)
{
	static const struct table tables[] = {
		{ "lines", NULL },
		{}
	};
	struct json_object *tree = json_object_new_object();
	int code = EXIT_FINE;
	Dwarf_Die type;

	if (!find(types, name, &type)) {
		complain("the debug information of %s has no type '%s'", path, name);
		json_object_put(tree);
		return EXIT_NO;
	}
	types_own(types, &type);
	if (!describe(types, type, add_array(tree, "lines"))) {
		complain("%s: '%s' reaches too many types to describe all of them", path, name);
		code = EXIT_UNSEEN;
	}
	print_tree(tree, tables);
	json_object_put(tree);
	return code;
}

int describe_main(int argc, char **argv)
{
	struct types types;
	char why[WHY_MAX];
	int code;

	if (argc != 3)
		return wrong_usage("%s", "");
	switch (types_open(&types, argv[1], why)) {
	case TYPES_OPEN:
		code = describe_in(argv[1], &types, argv[2]);
		break;
	case TYPES_NONE:
		complain("%s %s", argv[1], why);
		code = EXIT_UNSEEN;
		break;
	default:
		complain("%s %s", argv[1], why);
		code = EXIT_TROUBLE;
	}
	types_close(&types);
	return code;
}
