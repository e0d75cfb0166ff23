/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * How a command says what it has found: one tree is printed as text or as JSON.
 */
#ifndef _BROKERCTL_OUTPUT_H
#define _BROKERCTL_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <linux/compiler.h>
#include <json-c/json.h>

/* Exit codes. */
enum {
	EXIT_FINE,
	EXIT_NO,	/* the answer is no: refused, not found */
	EXIT_TROUBLE,	/* usage, bad input, could not be done */
	EXIT_NOTHING,	/* there was nothing to judge */
	EXIT_UNSEEN,	/* not all could be seen that was to be judged */
};

enum print_format {
	PRINT_TEXT,
	PRINT_JSON,		/* -j: one line */
	PRINT_PRETTY,		/* -p: indented */
};

/**
 * struct column - one column of a table
 * @key: member of the row's object; a missing one is shown as "-"
 * @heading: what stands above
 * @rare: left out where no row has the member
 */
struct column {
	const char *key;
	const char *heading;
	bool rare;
};

/**
 * struct table - how one member of a tree is shown as text
 * @key: the member, an array of objects, or one object that is shown a line
 *	for each column; empty ones are left out, unless @always
 * @columns: ended by one without a key; NULL: the member is a string or an array
 *	of strings, each a line of its own
 * @of: the member is not the tree's but that of this member of it
 * @always: of an empty array there is the heading
 */
struct table {
	const char *key;
	const struct column *columns;
	const char *of;
	bool always;
};

extern enum print_format print_format;

/* Ends a noun that is counted. */
static inline const char *plural(size_t count)
{
	return count == 1 ? "" : "s";
}

void print_tree(struct json_object *tree, const struct table *tables);
size_t utf8_length(const char *s, size_t left);
void complain(const char *format, ...) __printf(1, 2);

#endif
