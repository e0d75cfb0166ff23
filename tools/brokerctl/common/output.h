/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * How a command reports its findings: one tree is printed as text or as JSON.
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
	EXIT_UNSEEN,	/* not all that was to be judged could be seen */
};

enum print_format {
	PRINT_TEXT,
	PRINT_JSON,		/* -j: one line */
	PRINT_PRETTY,		/* -p: indented */
};

/**
 * struct column - one column of a table
 * @key: member of the row's object; a missing one is shown as "-"
 * @heading: heading of the column
 * @rare: left out where no row has the member
 */
struct column {
	const char *key;
	const char *heading;
	bool rare;
};

/**
 * struct table - how one member of a tree is shown as text
 * @key: the member, an array of objects, or one object that is shown with one line
 *	for each column; empty ones are left out, unless @always
 * @columns: ended by one without a key; NULL: the member is a string or an array
 *	of strings, each printed on its own line
 * @of: the member of the tree that @key is in; NULL: @key is in the tree itself
 * @always: the heading of an empty array is printed
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
