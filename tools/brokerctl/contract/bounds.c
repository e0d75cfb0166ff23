// SPDX-License-Identifier: GPL-2.0-only
/*
 * Bounds of arrays among parameters. The compiler makes pointers of such arrays: neither the
 * contract nor the debug information has the value of a bound, but the text has its name.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "contract/listed.h"

static bool begins(const char *text, const char *with)
{
	return !strncmp(text, with, strlen(with));
}

static size_t word_length(const char *at)
{
	size_t length = 0;

	while (isalnum((unsigned char)at[length]) || at[length] == '_')
		length++;
	return length;
}

/* "static" and "restrict" are also allowed there, and the operand of sizeof has a type. */
static bool is_macro(const char *word, size_t length)
{
	static const char *const keywords[] = { "static", "const", "restrict", "sizeof" };
	size_t i;

	if (!length || isdigit((unsigned char)*word))
		return false;
	for (i = 0; i < sizeof(keywords) / sizeof(*keywords); i++)
		if (strlen(keywords[i]) == length && !strncmp(keywords[i], word, length))
			return false;
	return true;
}

/* Macros between the brackets that end at @end. */
static void add_macros(struct json_object *bounds, const char *at, const char *end,
		       const char *path)
{
	struct json_object *bound;
	size_t length;

	for (; at < end; at += length ?: 1) {
		length = word_length(at);
		if (begins(at, "sizeof(")) {
			at += strcspn(at, ")]");
			length = 0;
		} else if (is_macro(at, length)) {
			bound = json_object_new_object();
			json_object_object_add(bound, "name",
					       json_object_new_string_len(at, length));
			json_object_object_add(bound, "path", json_object_new_string(path));
			json_object_array_add(bounds, bound);
		}
	}
}

/* @row is "int put(u8 key[KEY])", and @what the kind and number of the row: "op 0". */
static void look_at_row(struct json_object *bounds, const char *row, const char *what)
{
	const char *open = strchr(row, '('), *name, *close;
	char path[256];

	if (!open)
		return;
	for (name = open; name > row && (isalnum((unsigned char)name[-1]) || name[-1] == '_');)
		name--;
	snprintf(path, sizeof(path), "%s '%.*s'", what, (int)(open - name), name);
	while ((open = strchr(open, '['))) {
		close = open + strcspn(open, "]");
		add_macros(bounds, open + 1, close, path);
		open = close;
	}
}

static void look_at(struct json_object *bounds, const struct broker_contract *contract)
{
	const char *end = contract->text + contract->text_size, *row, *name;
	unsigned int op = 0, callback = 0;
	char what[128];

	name = strchr(contract->text, '=') + 1;
	for (row = contract->text; row < end && *row; row += strlen(row) + 1) {
		if (begins(row, "broker_op="))
			snprintf(what, sizeof(what), "op %u", op++);
		else if (begins(row, "broker_callback="))
			snprintf(what, sizeof(what), "callback %u", callback++);
		else if (begins(row, "broker_field="))
			snprintf(what, sizeof(what), "struct %.*s", (int)strcspn(name, " "), name);
		else
			continue;
		look_at_row(bounds, strchr(row, ' ') ?: row, what);
	}
}

/**
 * named_bounds() - macros that are bounds of arrays among the parameters of functions
 * @interface: the interface of the functions
 *
 * Return: { "name", "path" } of each macro; the caller puts the array.
 */
struct json_object *named_bounds(const struct interface *interface)
{
	struct json_object *bounds = json_object_new_array();
	const struct broker_contract *const *s;

	look_at(bounds, &interface->contract);
	if (interface->contract.callbacks)
		look_at(bounds, interface->contract.callbacks);
	for (s = interface->contract.structs; s && *s; s++)
		look_at(bounds, *s);
	return bounds;
}
