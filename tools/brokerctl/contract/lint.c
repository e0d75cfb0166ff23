// SPDX-License-Identifier: GPL-2.0-only
/*
 * brokerctl lint: types and values that the interfaces of a module reach, but that their
 * contracts do not see.
 */
#include <dwarf.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/options.h"
#include "common/output.h"
#include "common/tree.h"
#include "contract/commands.h"
#include "contract/describe.h"
#include "contract/listed.h"

static const struct column finding_columns[] = {
	{ "interface", "INTERFACE" },
	{ "type", "TYPE" },
	{ "finding", "NOT COMPARED" },
	{ "path", "REACHED BY" },
	{}
};

static const struct table tables[] = {
	{ "findings", finding_columns },
	{ "lines", NULL },
	{ "remarks", NULL },
	{ "unseen", NULL },
	{ "summary", NULL },
	{}
};

/**
 * struct lint - the findings so far
 * @types: types of the module
 * @interface: the interface that is judged
 * @findings: member of the tree that is printed
 * @lines: member of that tree
 * @remarks: member of that tree
 * @unseen: member of that tree
 * @missing: types that are to be listed, @missing_count of them
 * @missing_count: see there
 * @macros: macros whose values are to be listed
 */
struct lint {
	struct types *types;
	const struct interface *interface;
	struct json_object *findings;
	struct json_object *lines;
	struct json_object *remarks;
	struct json_object *unseen;
	const struct thing **missing;
	size_t missing_count;
	struct json_object *macros;
};

static void __printf(3, 4) add_line(struct lint *lint, struct json_object *lines,
				    const char *format, ...)
{
	va_list args;
	char *line, *whole;
	int ret;

	va_start(args, format);
	ret = vasprintf(&line, format, args);
	va_end(args);
	if (ret < 0)
		return;
	if (asprintf(&whole, "%s: %s", lint->interface->name, line) >= 0) {
		append_text(lines, whole);
		free(whole);
	}
	free(line);
}

static char *whole_name(const struct thing *thing)
{
	char *name;

	return asprintf(&name, "%s%s%s", thing->keyword, *thing->keyword ? " " : "",
			thing->name) < 0 ? NULL : name;
}

static void append_finding(struct lint *lint, const char *name, const char *finding,
			   const char *path)
{
	struct json_object *object = append_object(lint->findings);

	add_text(object, "interface", lint->interface->name);
	add_text(object, "type", name);
	add_text(object, "finding", finding);
	add_text(object, "path", path);
}

static void add_finding(struct lint *lint, const struct thing *thing, const char *finding)
{
	char *name = whole_name(thing);

	append_finding(lint, name ?: "", finding, thing->path ?: "");
	free(name);
}

static void add_missing(struct lint *lint, const struct thing *thing, const char *finding)
{
	add_finding(lint, thing, finding);
	lint->missing[lint->missing_count++] = thing;
}

static const char *path_at(struct json_object *paths, size_t index)
{
	return json_object_get_string(json_object_array_get_idx(paths, index));
}

/* Members of a listed struct that no row names. */
static void judge_members(struct lint *lint, const struct broker_contract *contract,
			  const struct thing *thing, const char *name)
{
	struct unlisted unlisted = { json_object_new_array(), json_object_new_array() };
	char finding[256];
	size_t i;

	listed_members(contract, lint->types, thing, &unlisted);
	for (i = 0; i < json_object_array_length(unlisted.members); i++) {
		snprintf(finding, sizeof(finding), "member '%.200s'",
			 path_at(unlisted.members, i));
		add_finding(lint, thing, finding);
	}
	for (i = 0; i < json_object_array_length(unlisted.without_row); i++)
		add_line(lint, lint->remarks,
			 "%s: member '%s' is a bit-field or has no size: no row can name it", name,
			 path_at(unlisted.without_row, i));
	json_object_put(unlisted.members);
	json_object_put(unlisted.without_row);
}

static void judge_kernel(struct lint *lint, const struct thing *thing)
{
	char *name = whole_name(thing);

	if (thing->by_value && type_is_aggregate(&thing->die))
		add_missing(lint, thing, "passed by value");
	else if (!thing->is_declared && !thing->is_function && !thing->is_pointer)
		add_line(lint, lint->remarks,
			 "%s is the kernel's, reached by %s: its %s on the version and configuration",
			 name ?: "", thing->path ?: "",
			 type_is_aggregate(&thing->die) ? "layout depends" : "values depend");
	free(name);
}

/* Can no row name any of its members? A row of a struct around it compares its size. */
static bool is_opaque(struct lint *lint, const struct thing *thing)
{
	struct json_object *lines = json_object_new_array();
	bool opaque = !describe_thing(lint->types, thing, lines);

	json_object_put(lines);
	return opaque;
}

static void judge_struct(struct lint *lint, const struct thing *thing)
{
	const struct broker_contract *contract = listed_contract(lint->interface, thing);
	char *name = whole_name(thing);

	if (contract && thing->is_declared)
		add_line(lint, lint->unseen, "%s is listed, but its members are not in the file",
			 name ?: "");
	else if (contract)
		judge_members(lint, contract, thing, name ?: "");
	else if (thing->is_declared || thing->origin == OF_SOURCE)
		;	/* only the other side uses its members, or only this one */
	else if (listed_by_path(lint->interface, thing))
		;
	else if (!thing->by_value && is_opaque(lint, thing))
		add_line(lint, lint->remarks, "%s: no row can name any of its members", name ?: "");
	else
		add_missing(lint, thing,
			    thing->by_value ? "passed by value, and not listed" : "not listed");
	free(name);
}

static bool is_enum(const struct thing *thing)
{
	return type_tag(&thing->die) == DW_TAG_enumeration_type;
}

static void judge(struct lint *lint, const struct thing *thing)
{
	bool is_listed = listed_contract(lint->interface, thing);

	if (thing->origin == OF_BROKER)
		return;
	if (thing->origin == OF_KERNEL && !is_listed)
		judge_kernel(lint, thing);
	else if (thing->is_function && !is_listed)
		add_missing(lint, thing, "what it takes and returns");
	else if (thing->is_pointer)
		add_finding(lint, thing, "what it points to: write the pointer in its place");
	else if (is_enum(thing) && !is_listed &&
		 !listed_values(lint->interface, lint->types, thing))
		add_missing(lint, thing, "values");
	else if (type_is_aggregate(&thing->die))
		judge_struct(lint, thing);
}

static const char *value_of(struct json_object *object, const char *key)
{
	return json_object_get_string(json_object_object_get(object, key));
}

static bool is_in(struct json_object *names, const char *name)
{
	size_t i;

	for (i = 0; i < json_object_array_length(names); i++)
		if (!strcmp(path_at(names, i), name))
			return true;
	return false;
}

/* Bounds of arrays among parameters, each reported once. */
static void judge_bounds(struct lint *lint)
{
	struct json_object *bounds = named_bounds(lint->interface), *bound;
	const char *name;
	size_t i;

	for (i = 0; i < json_object_array_length(bounds); i++) {
		bound = json_object_array_get_idx(bounds, i);
		name = value_of(bound, "name");
		if (listed_value(lint->interface, name) || is_in(lint->macros, name))
			continue;
		append_finding(lint, name, "value", value_of(bound, "path"));
		append_text(lint->macros, name);
	}
	json_object_put(bounds);
}

static size_t count_members(struct types *types, Dwarf_Die table)
{
	Dwarf_Die member = {};
	size_t count = 0;

	while (type_next(types, &table, DW_TAG_member, &member))
		count++;
	return count;
}

/* struct NAME_ops or NAME_callbacks, as the macros of the headers make them */
static void reach(struct lint *lint, struct reach *reach, const char *kind, const char *what,
		  unsigned int count)
{
	char name[NAME_SIZE + 16];
	Dwarf_Die table;

	if (!count)
		return;
	snprintf(name, sizeof(name), "%s_%s", lint->interface->name, kind);
	if (!types_find(lint->types, DW_TAG_structure_type, name, &table)) {
		add_line(lint, lint->unseen, "the debug information has no struct %s", name);
		return;
	}
	if (count_members(lint->types, table) != count) {
		add_line(lint, lint->unseen,
			 "struct %s has another number of members than the contract, %u",
			 name, count);
		return;
	}
	types_own(lint->types, &table);
	reach_table(reach, table, what);
}

/* Returns the name of the list of macros, after ", "; "" if there are none. */
static char *add_constants(struct lint *lint)
{
	char *name, *listed;

	if (!json_object_array_length(lint->macros))
		return strdup("");
	name = describe_constants(lint->interface->name, lint->macros, lint->lines);
	if (asprintf(&listed, ", %s", name ?: "") < 0)
		listed = NULL;
	free(name);
	return listed;
}

/* Adds the lines that make the contract see the findings. */
static void add_lines(struct lint *lint)
{
	char *types = describe_all(lint->types, lint->missing, lint->missing_count, lint->lines);
	char *constants = add_constants(lint), *names, *line;

	if (asprintf(&names, "%s%s", types ?: "", constants ?: "") < 0)
		names = NULL;
	if (names && *names && asprintf(&line, "/* add to the list of %s:%s */",
					lint->interface->name, names + 1) >= 0) {
		append_text(lint->lines, line);
		free(line);
	}
	free(names);
	free(constants);
	free(types);
}

static void lint_interface(struct lint *lint)
{
	struct reach reached = { .types = lint->types };
	size_t i;

	reach(lint, &reached, "ops", "op", lint->interface->id.ops);
	reach(lint, &reached, "callbacks", "callback", lint->interface->id.callbacks);
	if (reached.incomplete)
		add_line(lint, lint->unseen, "it reaches too many types to look at all of them");
	lint->missing = calloc(reached.count + 1, sizeof(*lint->missing));
	lint->missing_count = 0;
	lint->macros = json_object_new_array();
	for (i = 0; lint->missing && i < reached.count; i++)
		judge(lint, &reached.things[i]);
	judge_bounds(lint);
	if (lint->missing)
		add_lines(lint);
	else
		add_line(lint, lint->unseen, "out of memory");
	json_object_put(lint->macros);
	free(lint->missing);
	reach_free(&reached);
}

static int print(const struct lint *lint, struct json_object *tree, size_t interfaces)
{
	size_t found = json_object_array_length(lint->findings);
	size_t unseen = json_object_array_length(lint->unseen);
	char summary[128];

	snprintf(summary, sizeof(summary),
		 "%zu interface%s: %zu thing%s not compared%s", interfaces, plural(interfaces),
		 found, plural(found), unseen ? "; not all could be seen" : "");
	add_text(tree, "summary", summary);
	print_tree(tree, tables);
	return found ? EXIT_NO : unseen ? EXIT_UNSEEN : EXIT_FINE;
}

static int lint_module(const struct module *module, struct types *types)
{
	struct json_object *tree = json_object_new_object();
	struct lint lint = { .types = types };
	size_t i;
	int code;

	lint.findings = add_array(tree, "findings");
	lint.lines = add_array(tree, "lines");
	lint.remarks = add_array(tree, "remarks");
	lint.unseen = add_array(tree, "unseen");
	for (i = 0; i < module->interfaces_count; i++) {
		lint.interface = &module->interfaces[i];
		lint_interface(&lint);
	}
	code = print(&lint, tree, module->interfaces_count);
	json_object_put(tree);
	return code;
}

static int lint_file(const char *path, const struct module *module)
{
	struct types types;
	char why[WHY_MAX];
	int code;

	if (!module->interfaces_count) {
		complain("%s has no interface", path);
		return EXIT_NOTHING;
	}
	switch (types_open(&types, path, why)) {
	case TYPES_OPEN:
		code = lint_module(module, &types);
		break;
	case TYPES_NONE:
		complain("%s %s", path, why);
		code = EXIT_UNSEEN;
		break;
	default:
		complain("%s %s", path, why);
		code = EXIT_TROUBLE;
	}
	types_close(&types);
	return code;
}

int lint_main(int argc, char **argv)
{
	struct module module;
	char why[WHY_MAX];
	int code = EXIT_TROUBLE;

	if (argc != 2)
		return wrong_usage("%s", "");
	if (module_read(&module, argv[1], why))
		complain("%s %s", argv[1], why);
	else
		code = lint_file(argv[1], &module);
	module_free(&module);
	return code;
}
