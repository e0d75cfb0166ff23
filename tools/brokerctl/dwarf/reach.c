// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which types the functions of a table reach: those of parameters and results, of their
 * members, and so on. Types that the kernel declares are reached, but not the types of their
 * members. The same holds for types that a source file declares for itself.
 */
#include <dwarf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/array.h"
#include "dwarf/types.h"

#define THINGS_MAX	16384
#define PATH_MAX_BYTES	2048

static void visit(struct reach *reach, Dwarf_Die type, const char *path, bool by_value,
		  unsigned int depth);

static size_t find(const struct reach *reach, Dwarf_Die *die, const char *name)
{
	size_t i;

	for (i = 0; i < reach->count; i++)
		if (reach->things[i].die.addr == die->addr && !strcmp(reach->things[i].name, name))
			break;
	return i;
}

/* NULL if it has been reached before, or if there is no room. */
static struct thing *add(struct reach *reach, Dwarf_Die *die, const char *name,
			 const char *keyword, Dwarf_Die *declared_by, const char *path,
			 bool by_value)
{
	size_t at = find(reach, die, name);
	struct thing *thing;

	if (at < reach->count) {
		reach->things[at].by_value |= by_value;
		return NULL;
	}
	thing = at < THINGS_MAX ? array_add(reach->things, reach->count) : NULL;
	if (!thing) {
		reach->incomplete = true;
		return NULL;
	}
	*thing = (struct thing){
		.die = *die, .name = name, .keyword = keyword, .path = strdup(path),
		.origin = types_origin(reach->types, declared_by), .by_value = by_value,
	};
	return thing;
}

static void finish(struct reach *reach, Dwarf_Die *die, const char *name)
{
	reach->things[find(reach, die, name)].order = reach->finished++;
}

static void visit_function(struct reach *reach, Dwarf_Die *function, const char *path,
			   unsigned int depth)
{
	Dwarf_Die parameter = {};

	visit(reach, type_of(function), path, true, depth);
	while (type_next(reach->types, function, DW_TAG_formal_parameter, &parameter))
		if (type_tag(&parameter) == DW_TAG_formal_parameter)
			visit(reach, type_of(&parameter), path, true, depth);
}

static void visit_members(struct reach *reach, Dwarf_Die *type, const char *path,
			  unsigned int depth)
{
	Dwarf_Die member = {};
	char *longer;

	while (type_next(reach->types, type, DW_TAG_member, &member)) {
		const char *name = type_name(&member);

		if (strlen(path) > PATH_MAX_BYTES ||
		    asprintf(&longer, "%s%s%s", path, name ? "." : "", name ?: "") < 0) {
			reach->incomplete = true;
			return;
		}
		visit(reach, type_of(&member), longer, false, depth);
		free(longer);
	}
}

static char *path_to(const char *path, const char *keyword, const char *name)
{
	char *longer;

	return asprintf(&longer, "%s%s%s%s%s", path, *path ? " -> " : "", keyword,
			*keyword ? " " : "", name) < 0 ? NULL : longer;
}

/* A struct, union or enum; @alias is the typedef of one without a tag. */
static void visit_tagged(struct reach *reach, Dwarf_Die *type, Dwarf_Die *alias, const char *path,
			 bool by_value, unsigned int depth)
{
	const char *name = type_name(type), *keyword = name ? type_keyword(type) : "";
	Dwarf_Die *named = name ? type : alias;
	struct thing *thing;
	char *longer;

	if (!name)
		name = type_name(alias);
	/* The type has no name at all: its members belong to the type around it. */
	if (!name) {
		visit_members(reach, type, path, depth);
		return;
	}
	thing = add(reach, type, name, keyword, named, path, by_value);
	if (!thing)
		return;
	thing->is_declared = type_is_declaration(type);
	longer = path_to(path, keyword, name);
	if (!longer)
		reach->incomplete = true;
	else if (thing->origin == OF_INTERFACE_HEADER && type_is_aggregate(type))
		visit_members(reach, type, longer, depth);
	free(longer);
	finish(reach, type, name);
}

/* The target has rows of its own, or none; no row shows that the typedef points to it. */
static void visit_pointer_typedef(struct reach *reach, Dwarf_Die *type, Dwarf_Die *target,
				  const char *path, unsigned int depth)
{
	const char *name = type_name(type);
	struct thing *thing = add(reach, target, name, "", type, path, false);

	if (!thing)
		return;
	thing->is_pointer = true;
	finish(reach, target, name);
	visit(reach, *target, path, false, depth);
}

static void visit_typedef(struct reach *reach, Dwarf_Die *type, const char *path, bool by_value,
			  unsigned int depth)
{
	const char *name = type_name(type);
	Dwarf_Die target = type_unqualified(reach->types, type_of(type)), function;
	bool is_function = type_is_function_pointer(reach->types, target, &function);
	struct thing *thing;
	char *longer;

	if (!name || !is_function) {
		if (type_is_aggregate(&target) || type_tag(&target) == DW_TAG_enumeration_type)
			visit_tagged(reach, &target, type, path, by_value, depth);
		else if (name && type_tag(&target) == DW_TAG_pointer_type)
			visit_pointer_typedef(reach, type, &target, path, depth);
		else
			visit(reach, target, path, by_value, depth);
		return;
	}
	thing = add(reach, &function, name, "", type, path, false);
	if (!thing)
		return;
	thing->is_function = true;
	longer = path_to(path, "", name);
	if (!longer)
		reach->incomplete = true;
	else if (thing->origin == OF_INTERFACE_HEADER)
		visit_function(reach, &function, longer, depth);
	free(longer);
	finish(reach, &function, name);
}

static void visit(struct reach *reach, Dwarf_Die type, const char *path, bool by_value,
		  unsigned int depth)
{
	Dwarf_Die none = {};

	if (depth > DEPTH_MAX || !types_step(reach->types)) {
		reach->incomplete = true;
		return;
	}
	type = type_unqualified(reach->types, type);
	switch (type_tag(&type)) {
	case DW_TAG_typedef:
		visit_typedef(reach, &type, path, by_value, depth + 1);
		return;
	case DW_TAG_pointer_type:
		visit(reach, type_of(&type), path, false, depth + 1);
		return;
	case DW_TAG_array_type:
		visit(reach, type_of(&type), path, by_value, depth + 1);
		return;
	case DW_TAG_subroutine_type:
		visit_function(reach, &type, path, depth + 1);
		return;
	case DW_TAG_structure_type:
	case DW_TAG_union_type:
	case DW_TAG_enumeration_type:
		visit_tagged(reach, &type, &none, path, by_value, depth + 1);
		return;
	}
}

/**
 * reach_table() - find the types that the functions of a table reach
 * @reach: receives the types
 * @table: a struct of pointers to functions
 * @what: name of these in paths: "op"
 */
void reach_table(struct reach *reach, Dwarf_Die table, const char *what)
{
	unsigned int number = 0;
	Dwarf_Die member = {};
	char path[256];

	for (; type_next(reach->types, &table, DW_TAG_member, &member); number++) {
		snprintf(path, sizeof(path), "%s %u '%.64s'", what, number,
			 type_name(&member) ?: "");
		visit(reach, type_of(&member), path, false, 0);
	}
	reach->incomplete |= types_exhausted(reach->types);
}

/* The same for one type. */
void reach_type(struct reach *reach, Dwarf_Die type, const char *path)
{
	visit(reach, type, path, false, 0);
	reach->incomplete |= types_exhausted(reach->types);
}

void reach_free(struct reach *reach)
{
	size_t i;

	for (i = 0; i < reach->count; i++)
		free(reach->things[i].path);
	free(reach->things);
	*reach = (struct reach){};
}
