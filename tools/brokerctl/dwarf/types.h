/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The types that a module was compiled with, according to its debug information.
 */
#ifndef _BROKERCTL_TYPES_H
#define _BROKERCTL_TYPES_H

#include <elfutils/libdw.h>
#include <elfutils/libdwfl.h>
#include <stdbool.h>
#include <stddef.h>

#include "common/bytes.h"

/*
 * Bounds that no module comes near, so that no file takes long: the types and members of
 * one file that are looked at, and the depth of types inside each other.
 */
#define STEPS_MAX	(8 << 20)
#define DEPTH_MAX	1024

/**
 * struct types - the debug information of a file
 * @dwfl: handle of libdw
 * @dwarf: handle of libdw
 * @kernel: the folder of the kernel's headers, ended by "/"; or NULL
 * @broker: the folder of the broker's headers, likewise
 * @own: a header that is never taken for one of the kernel's, or NULL
 * @steps: number of types and members that have been looked at
 */
struct types {
	Dwfl *dwfl;
	Dwarf *dwarf;
	char *kernel;
	char *broker;
	char *own;
	size_t steps;
};

/* Whether a file could be opened */
enum types_open {
	TYPES_BAD = -1,
	TYPES_OPEN,
	TYPES_NONE,	/* it has no debug information, or not all of it */
};

enum origin {
	OF_INTERFACE_HEADER,	/* or of any other header */
	OF_SOURCE,		/* of a file that other files do not include */
	OF_KERNEL,
	OF_BROKER,
};

/* open.c */
enum types_open types_open(struct types *types, const char *path, char *why);
void types_close(struct types *types);
void types_own(struct types *types, Dwarf_Die *die);
bool types_find(struct types *types, int tag, const char *name, Dwarf_Die *die);
enum origin types_origin(const struct types *types, Dwarf_Die *die);

/* die.c */
bool types_step(struct types *types);
bool types_exhausted(const struct types *types);

/* A type is void if its address is NULL */
int type_tag(const Dwarf_Die *type);
const char *type_name(Dwarf_Die *type);
const char *type_keyword(const Dwarf_Die *type);
Dwarf_Die type_of(Dwarf_Die *die);
Dwarf_Die type_unqualified(struct types *types, Dwarf_Die type);
Dwarf_Die type_resolved(struct types *types, Dwarf_Die type);
bool type_is_aggregate(const Dwarf_Die *type);
bool type_is_declaration(Dwarf_Die *type);
bool type_is_function_pointer(struct types *types, Dwarf_Die type, Dwarf_Die *function);
long long type_number(Dwarf_Die *die, unsigned int attribute, long long otherwise);
bool type_next(struct types *types, Dwarf_Die *of, int tag, Dwarf_Die *child);
long long array_count(struct types *types, Dwarf_Die *array, unsigned int *dimensions);

/* declare.c */
char *declare(struct types *types, Dwarf_Die type, const char *name);

/* reach.c */

/**
 * struct thing - a type with a name that a table of functions reaches
 * @die: the type; behind the typedef if it has no tag
 * @name: its tag; or the typedef's name
 * @keyword: "struct", "union" or "enum"; "" if @name is a typedef
 * @path: how it is reached
 * @origin: where it is declared
 * @is_function: it is a typedef of a function, or of a pointer to one
 * @is_pointer: it is a typedef of a pointer to something that has a name itself
 * @by_value: a function takes or returns it, not a pointer to it
 * @is_declared: its members are not in the file
 * @order: the types that it reaches come before it
 */
struct thing {
	Dwarf_Die die;
	const char *name;
	const char *keyword;
	char *path;
	enum origin origin;
	bool is_function;
	bool is_pointer;
	bool by_value;
	bool is_declared;
	size_t order;
};

struct reach {
	struct types *types;
	struct thing *things;
	size_t count;
	size_t finished;
	bool incomplete;
};

void reach_table(struct reach *reach, Dwarf_Die table, const char *what);
void reach_type(struct reach *reach, Dwarf_Die type, const char *path);
void reach_free(struct reach *reach);

#endif
