/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Comparing the types of two files.
 */
#ifndef _BROKERCTL_DIFFER_H
#define _BROKERCTL_DIFFER_H

#include <stdint.h>

#include "dwarf/types.h"

struct die_pair {
	const void *a;
	const void *b;
};

static inline size_t die_pair_hash(const void *a, const void *b, size_t room)
{
	return ((uintptr_t)a * 31 + (uintptr_t)b) * 2654435761UL % room;
}

/**
 * struct differ - two files whose types are compared
 * @types: of the files
 * @pairs: pairs of types that have been compared, a hash table
 * @count: number of pairs
 * @room: size of the table
 * @incomplete: not all types could be compared
 * @path: where the first difference is
 * @what: the first difference
 */
struct differ {
	struct types *types[2];
	struct die_pair *pairs;
	size_t count;
	size_t room;
	bool incomplete;
	char path[1024];
	char what[512];
};

bool types_differ(struct differ *differ, Dwarf_Die a, Dwarf_Die b, const char *what);
void differ_free(struct differ *differ);

#endif
