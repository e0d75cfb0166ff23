// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the list of an interface covers: the types that it names, and the members, values
 * and constants that its rows name.
 */
#include <dwarf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "contract/listed.h"

static const char tag_field[] = "broker_field=";

/* The text after "broker_field=MINOR " in the next row; NULL after the last row. */
static const char *next_field(const struct broker_contract *contract, const char **row)
{
	const char *at = *row ?: contract->text;

	at += strlen(at) + 1;
	if (strncmp(at, tag_field, strlen(tag_field)))
		return NULL;
	*row = at;
	return strchr(at, ' ') + 1;
}

static bool is_named(const struct broker_contract *contract, const char *name)
{
	const char *at = strchr(contract->text, '=') + 1;
	size_t length = strlen(name);

	return !strncmp(at, name, length) && at[length] == ' ';
}

/* The first row is "sizeof(TYPE)", if the contract describes a type under another name. */
static bool is_size_of(const struct broker_contract *contract, const struct thing *thing)
{
	const char *row = NULL, *field = next_field(contract, &row);
	char text[256];

	snprintf(text, sizeof(text), "sizeof(%s%s%s)", thing->keyword, *thing->keyword ? " " : "",
		 thing->name);
	return field && !strcmp(field, text);
}

/**
 * listed_contract() - the contract that an interface lists for a type
 * @interface: the interface
 * @thing: the type
 *
 * Return: the contract, NULL if the interface does not list the type.
 */
const struct broker_contract *listed_contract(const struct interface *interface,
					      const struct thing *thing)
{
	const struct broker_contract *const *s;

	for (s = interface->contract.structs; s && *s; s++)
		if (is_size_of(*s, thing) || is_named(*s, thing->name))
			return *s;
	return NULL;
}

/* Does one of the lists have "enumerator NAME" or "constant NAME"? */
bool listed_value(const struct interface *interface, const char *name)
{
	const struct broker_contract *const *s;
	const char *row, *field;

	for (s = interface->contract.structs; s && *s; s++)
		for (row = NULL; (field = next_field(*s, &row));) {
			if (strncmp(field, "enumerator ", 11) && strncmp(field, "constant ", 9))
				continue;
			if (!strcmp(strchr(field, ' ') + 1, name))
				return true;
		}
	return false;
}

/* Does the interface list all values of an enum, in whatever lists? */
bool listed_values(const struct interface *interface, struct types *types,
		   const struct thing *thing)
{
	Dwarf_Die die = thing->die, value = {};

	while (type_next(types, &die, DW_TAG_enumerator, &value))
		if (!listed_value(interface, type_name(&value) ?: ""))
			return false;
	return true;
}

/* The path of the member in "u32 in.y", "u8 key[16]" or "int probe(...)". */
static const char *field_path(const char *field, size_t *length)
{
	static const char word[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.[]";
	const char *end = field + strlen(field), *start;
	unsigned int depth = 0;

	if (end > field && end[-1] == ')')
		do {
			end--;
			depth += *end == ')';
			depth -= *end == '(';
		} while (end > field && depth);
	while (end > field && end[-1] == ' ')
		end--;
	while (end > field && end[-1] == ']') {
		while (end > field && *--end != '[')
			;
	}
	for (start = end; start > field && strchr(word, start[-1]);)
		start--;
	*length = end - start;
	return start;
}

/* Is there a row of this member, or of a member inside it? */
static bool has_field(const struct broker_contract *contract, const char *path)
{
	size_t length = strlen(path), own;
	const char *row = NULL, *field, *at;

	while ((field = next_field(contract, &row))) {
		at = field_path(field, &own);
		if (own < length || strncmp(at, path, length))
			continue;
		if (own == length || at[length] == '.' || at[length] == '[')
			return true;
	}
	return false;
}

/* Is there a row of a member inside this member? */
static bool has_inner_field(const struct broker_contract *contract, const char *path)
{
	size_t length = strlen(path), own;
	const char *row = NULL, *field, *at;

	while ((field = next_field(contract, &row))) {
		at = field_path(field, &own);
		if (own > length && !strncmp(at, path, length) &&
		    (at[length] == '.' || at[length] == '['))
			return true;
	}
	return false;
}

/**
 * listed_by_path() - is a type named member by member in the struct that it is part of?
 * @interface: the interface
 * @thing: the type, reached as "... -> struct PARENT.member"
 *
 * Return: true if it is.
 */
bool listed_by_path(const struct interface *interface, const struct thing *thing)
{
	const char *last = thing->path ? strstr(thing->path, " -> ") : NULL, *next;
	const struct broker_contract *const *s;
	char *parent, *member;
	bool is = false;

	if (!last)
		return false;
	while ((next = strstr(last + 4, " -> ")))
		last = next;
	parent = strdup(last + 4);
	member = parent ? strchr(parent, '.') : NULL;
	if (member) {
		*member++ = '\0';
		next = strchr(parent, ' ') ? strchr(parent, ' ') + 1 : parent;
		for (s = interface->contract.structs; s && *s && !is; s++)
			is = is_named(*s, next) && has_inner_field(*s, member);
	}
	free(parent);
	return is;
}

static bool is_growing(const struct broker_contract *contract)
{
	return !strcmp(strchr(contract->text, ' '), " growing");
}

/*
 * A part of a struct promises nothing about the other members: it may grow, and it does not
 * begin with the size that BROKER_GROWING_STRUCT() puts there.
 */
static bool is_part(const struct broker_contract *contract, Dwarf_Die *type)
{
	Dwarf_Die first = {};
	const char *name;

	if (!is_growing(contract))
		return false;
	if (dwarf_child(type, &first) || dwarf_tag(&first) != DW_TAG_member)
		return true;
	name = type_name(&first);
	return !name || strcmp(name, "size") || has_field(contract, "size");
}

/* In C, bit-fields have no offset, and arrays without a bound have no size. */
static bool has_no_row(struct types *types, Dwarf_Die *member, Dwarf_Die *type)
{
	unsigned int dimensions;

	return type_number(member, DW_AT_bit_size, 0) ||
	       (type_tag(type) == DW_TAG_array_type && array_count(types, type, &dimensions) <= 0);
}

static void append_path(struct json_object *paths, const char *path)
{
	json_object_array_add(paths, json_object_new_string(path));
}

static void find_unlisted(const struct broker_contract *contract, struct types *types,
			  Dwarf_Die type, const char *path, struct unlisted *unlisted,
			  unsigned int depth)
{
	Dwarf_Die member = {}, plain;
	char *longer;

	while (depth < DEPTH_MAX && type_next(types, &type, DW_TAG_member, &member)) {
		const char *name = type_name(&member);

		plain = type_of(&member);
		plain = type_unqualified(types, plain);
		if (asprintf(&longer, "%s%s%s", path, *path && name ? "." : "", name ?: "") < 0)
			return;
		/* A struct without a name may be named member by member. */
		if (type_is_aggregate(&plain) && !type_name(&plain))
			find_unlisted(contract, types, plain, longer, unlisted, depth + 1);
		else if (has_no_row(types, &member, &plain))
			append_path(unlisted->without_row, longer);
		else if (!has_field(contract, longer) &&
			 !(is_growing(contract) && !strcmp(longer, "size")))
			append_path(unlisted->members, longer);
		free(longer);
	}
}

/**
 * listed_members() - which members of a struct its contract does not name
 * @contract: the contract that the struct is listed with
 * @types: the debug information that has the struct
 * @thing: the struct
 * @unlisted: receives the paths of the members
 */
void listed_members(const struct broker_contract *contract, struct types *types,
		    const struct thing *thing, struct unlisted *unlisted)
{
	Dwarf_Die die = thing->die;

	if (!is_part(contract, &die))
		find_unlisted(contract, types, die, "", unlisted, 0);
}
