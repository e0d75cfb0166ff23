// SPDX-License-Identifier: GPL-2.0-only
/*
 * The lines that a header needs so that a contract sees a type, made from the debug
 * information of a module.
 */
#include <ctype.h>
#include <dwarf.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/tree.h"
#include "contract/describe.h"
#include "module/module.h"

#define INSTEAD	"/* in place of the typedef; pass a %s * */"

static void __printf(2, 3) add_line(struct json_object *lines, const char *format, ...)
{
	va_list args;
	char *line;
	int ret;

	va_start(args, format);
	ret = vasprintf(&line, format, args);
	va_end(args);
	if (ret < 0)
		return;
	append_text(lines, line);
	free(line);
}

/* The name of a type in a contract: its own name, cut to the length that is allowed. */
static const char *contract_name(const struct thing *thing, char name[NAME_SIZE])
{
	snprintf(name, NAME_SIZE, "%s", thing->name);
	return name;
}

static char *upper_case(const char *name)
{
	char *upper = strdup(name), *c;

	for (c = upper; c && *c; c++)
		*c = toupper((unsigned char)*c);
	return upper;
}

/* "#define ACME_DESC_FIELDS(FIELD)" */
static void add_head(struct json_object *lines, const char *name, const char *list,
		     const char *row)
{
	char *upper = upper_case(name);

	add_line(lines, "#define %s_%s(%s) \\", upper ?: "", list, row);
	free(upper);
}

static void add_end(struct json_object *lines, const char *macro, const char *name,
		    const char *type, const char *list)
{
	char *upper = upper_case(name);

	add_line(lines, "%s(%s, %s%s%s_%s);", macro, name, type, *type ? ", " : "", upper ?: "",
		 list);
	free(upper);
}

static void add_remark(struct json_object *lines, const char *path, const char *why)
{
	add_line(lines, "        /* %s: %s */ \\", path, why);
}

static void add_members(struct types *types, struct json_object *lines, Dwarf_Die type,
			const char *path, unsigned int depth);

/* Rows can only name its members: those of the first element and of the last. */
static void add_elements(struct types *types, struct json_object *lines, Dwarf_Die type,
			 const char *path, long long count, unsigned int depth)
{
	long long index;
	char *longer;

	for (index = 0; index < count; index += count > 1 ? count - 1 : 1) {
		if (asprintf(&longer, "%s[%lld].", path, index) < 0)
			return;
		add_members(types, lines, type, longer, depth + 1);
		free(longer);
	}
}

/* The result of a function, and its parameters in brackets; NULL if C has no such form. */
static char *function_parts(struct types *types, Dwarf_Die *function, const char **list)
{
	char *result = declare(types, type_of(function), "");
	char *all = declare(types, *function, "");
	size_t length = result ? strlen(result) : 0;
	char *parts = NULL;

	if (result && all && !strncmp(all, result, length) &&
	    asprintf(&parts, "%s%c%s", result, '\0', all + length + strspn(all + length, " ")) < 0)
		parts = NULL;
	*list = parts ? parts + length + 1 : NULL;
	free(result);
	free(all);
	return parts;
}

static void add_function(struct types *types, struct json_object *lines, Dwarf_Die *function,
			 const char *path)
{
	const char *list;
	char *result = function_parts(types, function, &list);

	if (result)
		add_line(lines, "        FIELD(0, %s, %s, %s) \\", result, path, list);
	else
		add_remark(lines, path, "this function cannot be described");
	free(result);
}

static void add_array_member(struct types *types, struct json_object *lines, Dwarf_Die *array,
			     const char *path, unsigned int depth)
{
	Dwarf_Die element = type_of(array), plain = type_unqualified(types, element);
	unsigned int dimensions;
	long long count = array_count(types, array, &dimensions);
	char *type, *suffix;

	if (count <= 0) {
		add_remark(lines, path, "it has no size, it cannot be described");
		return;
	}
	if (type_is_aggregate(&plain) && !type_name(&plain)) {
		if (dimensions == 1)
			add_elements(types, lines, plain, path, count, depth);
		else
			add_remark(lines, path, "elements without a name cannot be described");
		return;
	}
	/* "u8 [2][4]" */
	type = declare(types, element, "");
	suffix = declare(types, *array, "@");
	if (type && suffix && strchr(suffix, '@'))
		add_line(lines, "        FIELD(0, %s, %s, %.*s) \\", type, path,
			 (int)strcspn(strchr(suffix, '@') + 1, ")"), strchr(suffix, '@') + 1);
	free(type);
	free(suffix);
}

static void add_member(struct types *types, struct json_object *lines, Dwarf_Die *member,
		       const char *path, unsigned int depth)
{
	Dwarf_Die type = type_of(member), plain = type_unqualified(types, type), target = {};
	char *longer, *text;

	if (type_tag(&plain) == DW_TAG_pointer_type)
		target = type_of(&plain);
	if (type_number(member, DW_AT_bit_size, 0)) {
		add_remark(lines, path, "a bit-field, it cannot be described");
	} else if (type_is_aggregate(&plain) && !type_name(&plain)) {
		if (asprintf(&longer, "%s.", path) < 0)
			return;
		add_members(types, lines, plain, longer, depth + 1);
		free(longer);
	} else if (type_tag(&target) == DW_TAG_subroutine_type) {
		add_function(types, lines, &target, path);
	} else if (type_tag(&plain) == DW_TAG_array_type) {
		add_array_member(types, lines, &plain, path, depth);
	} else {
		text = declare(types, type, "");
		if (text)
			add_line(lines, "        FIELD(0, %s, %s) \\", text, path);
		free(text);
	}
}

/* @path is "" or ends with a dot. */
static void add_members(struct types *types, struct json_object *lines, Dwarf_Die type,
			const char *path, unsigned int depth)
{
	Dwarf_Die member = {}, plain;
	const char *name;
	char *longer;

	if (depth > DEPTH_MAX)
		return;
	while (type_next(types, &type, DW_TAG_member, &member)) {
		name = type_name(&member);
		if (!name) {
			/* Its members count as members of the struct. */
			plain = type_of(&member);
			plain = type_unqualified(types, plain);
			if (type_is_aggregate(&plain))
				add_members(types, lines, plain, path, depth + 1);
			continue;
		}
		if (asprintf(&longer, "%s%s", path, name) < 0)
			return;
		add_member(types, lines, &member, longer, depth);
		free(longer);
	}
}

/* The last line of a list is not continued. */
static void end_list(struct json_object *lines)
{
	size_t last = json_object_array_length(lines) - 1;
	const char *line = json_object_get_string(json_object_array_get_idx(lines, last));
	size_t length = strlen(line);

	if (length > 2 && !strcmp(line + length - 2, " \\"))
		json_object_array_put_idx(lines, last,
					  json_object_new_string_len(line, length - 2));
}

/* There is no row if all members are bit-fields, or have no size or no name. */
static bool has_row(struct json_object *lines)
{
	size_t i;

	for (i = 0; i < json_object_array_length(lines); i++)
		if (strstr(json_object_get_string(json_object_array_get_idx(lines, i)), " FIELD("))
			return true;
	return false;
}

static void move_lines(struct json_object *from, struct json_object *to)
{
	size_t i;

	for (i = 0; i < json_object_array_length(from); i++)
		append_text(to, json_object_get_string(json_object_array_get_idx(from, i)));
}

static bool describe_struct(struct types *types, struct json_object *lines,
			    const struct thing *thing)
{
	bool is_plain = !strcmp(thing->keyword, "struct") && strlen(thing->name) < NAME_SIZE;
	struct json_object *own = json_object_new_array();
	char name[NAME_SIZE], *type;
	bool described;

	if (asprintf(&type, "%s%s%s", thing->keyword, *thing->keyword ? " " : "", thing->name) < 0)
		type = NULL;
	contract_name(thing, name);
	add_head(own, name, "FIELDS", "FIELD");
	add_members(types, own, thing->die, "", 0);
	end_list(own);
	described = type && has_row(own);
	if (described) {
		move_lines(own, lines);
		add_end(lines, is_plain ? "BROKER_DESCRIBE" : "BROKER_DESCRIBE_TYPE", name,
			is_plain ? "" : type, "FIELDS");
	} else if (type) {
		add_line(lines, "/* %s: none of its members can be described */", type);
	}
	json_object_put(own);
	free(type);
	return described;
}

static void describe_enum(struct types *types, struct json_object *lines,
			  const struct thing *thing)
{
	Dwarf_Die die = thing->die, value = {};
	char name[NAME_SIZE];

	contract_name(thing, name);
	add_head(lines, name, "VALUES", "CONSTANT");
	while (type_next(types, &die, DW_TAG_enumerator, &value))
		add_line(lines, "        CONSTANT(0, %s) \\", type_name(&value) ?: "");
	end_list(lines);
	add_end(lines, "BROKER_CONSTANTS", name, "", "VALUES");
}

static bool describe_function(struct types *types, struct json_object *lines,
			      const struct thing *thing)
{
	Dwarf_Die die = thing->die;
	const char *list;
	char *result = function_parts(types, &die, &list);

	if (result)
		add_line(lines, "BROKER_FUNCTION(%s, %s, %s); " INSTEAD, thing->name, result, list,
			 thing->name);
	free(result);
	return result;
}

/**
 * describe_thing() - write the lines that make a contract see a type
 * @types: the debug information that has the type
 * @thing: the type
 * @lines: receives the lines
 *
 * Return: false if no row can be made of it; @lines then receive at most a comment.
 */
bool describe_thing(struct types *types, const struct thing *thing, struct json_object *lines)
{
	if (thing->is_function)
		return describe_function(types, lines, thing);
	if (type_tag(&thing->die) != DW_TAG_enumeration_type)
		return describe_struct(types, lines, thing);
	describe_enum(types, lines, thing);
	return true;
}

/**
 * describe_constants() - write the lines that make a contract see the values of macros
 * @owner: name of the interface that they belong to
 * @names: names of the macros
 * @lines: receives the lines
 *
 * Return: the name of the list, which the caller frees. NULL without memory.
 */
char *describe_constants(const char *owner, struct json_object *names, struct json_object *lines)
{
	char *list;
	size_t i;

	if (asprintf(&list, "%.*s_bounds", (int)(NAME_SIZE - sizeof("_bounds")), owner) < 0)
		return NULL;
	add_head(lines, list, "VALUES", "CONSTANT");
	for (i = 0; i < json_object_array_length(names); i++)
		add_line(lines, "        CONSTANT(0, %s) \\",
			 json_object_get_string(json_object_array_get_idx(names, i)));
	end_list(lines);
	add_end(lines, "BROKER_CONSTANTS", list, "", "VALUES");
	return list;
}

static int by_order(const void *a, const void *b)
{
	const struct thing *x = *(const struct thing *const *)a;
	const struct thing *y = *(const struct thing *const *)b;

	return x->order < y->order ? -1 : x->order > y->order;
}

/**
 * describe_all() - write the lines that make a contract see several types
 * @types: the debug information that has them
 * @things: the types. This function sorts them: a type that another one reaches comes first
 * @count: their number
 * @lines: receives the lines
 *
 * Return: their names in the list, each after ", "; the caller frees the text. NULL without
 * memory.
 */
char *describe_all(struct types *types, const struct thing **things, size_t count,
		   struct json_object *lines)
{
	char *names = strdup(""), *longer, name[NAME_SIZE];
	size_t i;

	qsort(things, count, sizeof(*things), by_order);
	for (i = 0; names && i < count; i++) {
		if (!describe_thing(types, things[i], lines))
			continue;
		if (asprintf(&longer, "%s, %s", names, contract_name(things[i], name)) < 0)
			longer = NULL;
		free(names);
		names = longer;
	}
	return names;
}

static void add_operations(struct types *types, Dwarf_Die table, struct json_object *lines)
{
	Dwarf_Die member = {}, function;
	const char *list;
	char *result;

	while (type_next(types, &table, DW_TAG_member, &member)) {
		const char *own = type_name(&member) ?: "";

		result = NULL;
		if (type_is_function_pointer(types, type_of(&member), &function))
			result = function_parts(types, &function, &list);
		if (result)
			add_line(lines, "        OP(0, sleep, %s, %s, %s) \\", result, own, list);
		else
			add_remark(lines, own, "no function");
		free(result);
	}
}

/**
 * describe_table() - write the lines that make an interface of a struct of functions
 * @types: the debug information that has the struct
 * @table: the struct
 * @names: names of the types that it reaches, as describe_all() returns them
 * @lines: receives the lines
 *
 * The interface has another name: the struct, and its uses in the header, stay.
 * A long name is cut after a word, to the length that is allowed for an interface.
 */
void describe_table(struct types *types, Dwarf_Die table, const char *names,
		    struct json_object *lines)
{
	const char *own = type_name(&table);
	int length = strlen(own);
	char *name, *upper;

	while (length > NAME_SIZE - (int)sizeof("_interface"))
		for (length--; length && own[length] != '_';)
			length--;
	if (asprintf(&name, "%.*s_interface", length, own) < 0)
		return;
	upper = upper_case(name);
	add_head(lines, name, "OPS", "OP");
	add_operations(types, table, lines);
	end_list(lines);
	add_line(lines, "BROKER_INTERFACE(%s, 1, %s_OPS%s);", name, upper ?: "", names);
	free(upper);
	free(name);
}
