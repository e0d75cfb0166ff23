/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Reading the rows of a contract, shared by contract.c and handshake.c.
 */
#ifndef _BROKER_HANDSHAKE_ROWS_H
#define _BROKER_HANDSHAKE_ROWS_H

#include <linux/ctype.h>
#include <linux/string.h>

#include "handshake/handshake.h"

#define BROKER_TAG_ABI	"broker_abi="	/* the last row */

struct text {
	const char *at;
	unsigned int len;
};

struct cursor {
	const char *row;	/* the next row */
	const char *word;	/* the next word of the last row */
	unsigned int index;	/* of the next row */
};

struct item {
	unsigned int index;
	unsigned int since;
	struct text row;	/* what follows "tag=" */
	struct text word;
};

/**
 * struct kind - a kind of contract: of an interface, of callbacks or of a struct
 * @head: how its text begins
 * @tag: how each of its rows begins
 * @things: what its rows declare
 * @what: what one row declares, in front of its number
 */
struct kind {
	const char *head;
	const char *tag;
	const char *things;
	const char *what;
};

extern const struct kind broker_of_interface, broker_of_callbacks, broker_of_struct;

static inline bool begins(const char *row, const char *tag)
{
	while (*tag)
		if (*row++ != *tag++)
			return false;
	return true;
}

static inline bool is_word(char c)
{
	return isalnum(c) || c == '_';
}

static inline struct text text_of(const char *s)
{
	return (struct text){ s, strlen(s) };
}

static inline bool same_text(struct text a, struct text b)
{
	return a.len == b.len && !memcmp(a.at, b.at, a.len);
}

const struct kind *broker_kind_of(const struct broker_contract *contract);
struct text broker_row_name(struct text row);
bool broker_read_number(const char **at, unsigned int *number);
bool broker_read_name(const char **at, struct text *name);
struct text broker_struct_name(const struct broker_contract *contract);
const struct broker_contract *broker_struct_find(const struct broker_contract *contract,
						 struct text name);
void broker_cursor_init(struct cursor *cursor, const struct broker_contract *contract);
bool broker_cursor_next(struct cursor *cursor, unsigned int minor, struct item *item);

#endif
