// SPDX-License-Identifier: GPL-2.0-only
/*
 * A type in the syntax of C, written from the inside out: the name is in the middle.
 */
#include <dwarf.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "dwarf/types.h"

#define LENGTH_MAX	4096

static char *declare_at(struct types *types, Dwarf_Die type, char *name, unsigned int depth);

/* Frees @old. NULL without memory, or if the text becomes too long. */
static char *__printf(2, 3) replaced(char *old, const char *format, ...)
{
	va_list args;
	char *new;
	int ret;

	va_start(args, format);
	ret = vasprintf(&new, format, args);
	va_end(args);
	free(old);
	if (ret < 0)
		return NULL;
	if (ret <= LENGTH_MAX)
		return new;
	free(new);
	return NULL;
}

static char *dropped(char *text)
{
	free(text);
	return NULL;
}

static char *parameters(struct types *types, Dwarf_Die *function, unsigned int depth)
{
	char *list = replaced(NULL, "%s", ""), *one;
	Dwarf_Die parameter = {};

	while (list && type_next(types, function, DW_TAG_formal_parameter, &parameter)) {
		if (type_tag(&parameter) == DW_TAG_unspecified_parameters)
			one = replaced(NULL, "...");
		else
			one = declare_at(types, type_of(&parameter),
					 replaced(NULL, "%s", type_name(&parameter) ?: ""),
					 depth);
		list = one ? replaced(list, "%s%s%s", list, *list ? ", " : "", one) : dropped(list);
		free(one);
	}
	return list && !*list ? replaced(list, "void") : list;
}

static char *declare_function(struct types *types, Dwarf_Die type, char *name,
			      unsigned int depth)
{
	char *list = parameters(types, &type, depth);

	name = list ? replaced(name, "%s(%s)", name, list) : dropped(name);
	free(list);
	return declare_at(types, type_of(&type), name, depth);
}

static char *declare_array(struct types *types, Dwarf_Die type, char *name, unsigned int depth)
{
	Dwarf_Die range = {};

	while (name && type_next(types, &type, DW_TAG_subrange_type, &range)) {
		long long last = type_number(&range, DW_AT_upper_bound, -1);
		long long count = type_number(&range, DW_AT_count, last + 1);

		name = count ? replaced(name, "%s[%lld]", name, count) :
			       replaced(name, "%s[]", name);
	}
	return declare_at(types, type_of(&type), name, depth);
}

static char *declare_pointer(struct types *types, Dwarf_Die type, char *name, unsigned int depth)
{
	Dwarf_Die target = type_of(&type);
	int tag = type_tag(&target);
	bool brackets = tag == DW_TAG_subroutine_type || tag == DW_TAG_array_type;

	return declare_at(types, target,
			  replaced(name, brackets ? "(*%s)" : "*%s", name), depth);
}

static char *declare_qualified(struct types *types, Dwarf_Die type, char *name,
			       unsigned int depth)
{
	const char *word = type_tag(&type) == DW_TAG_const_type ? "const" :
			   type_tag(&type) == DW_TAG_volatile_type ? "volatile" :
			   type_tag(&type) == DW_TAG_atomic_type ? "_Atomic" : "restrict";
	Dwarf_Die target = type_of(&type);
	Dwarf_Die plain = type_unqualified(types, target);

	if (type_tag(&plain) == DW_TAG_pointer_type)
		return declare_at(types, target,
				  replaced(name, "%s%s%s", word, *name ? " " : "", name), depth);
	name = declare_at(types, target, name, depth);
	return name ? replaced(name, "%s %s", word, name) : NULL;
}

static char *declare_named(Dwarf_Die *type, char *name)
{
	const char *keyword = type_keyword(type), *own = type_name(type);

	if (!type->addr)
		own = "void";
	else if (!own)
		own = "{ }";
	return replaced(name, "%s%s%s%s%s", keyword, *keyword ? " " : "", own, *name ? " " : "",
			name);
}

/* Takes ownership of @name. */
static char *declare_at(struct types *types, Dwarf_Die type, char *name, unsigned int depth)
{
	if (!name || depth > DEPTH_MAX || !types_step(types))
		return dropped(name);
	switch (type_tag(&type)) {
	case DW_TAG_pointer_type:
		return declare_pointer(types, type, name, depth + 1);
	case DW_TAG_array_type:
		return declare_array(types, type, name, depth + 1);
	case DW_TAG_subroutine_type:
	case DW_TAG_subprogram:
		return declare_function(types, type, name, depth + 1);
	case DW_TAG_const_type:
	case DW_TAG_volatile_type:
	case DW_TAG_restrict_type:
	case DW_TAG_atomic_type:
		return declare_qualified(types, type, name, depth + 1);
	}
	return declare_named(&type, name);
}

/**
 * declare() - declare something of a type
 * @types: the file that has the type
 * @type: the type
 * @name: name of the declared object; may be ""
 *
 * Return: the declaration, which the caller frees; NULL if it cannot be made.
 */
char *declare(struct types *types, Dwarf_Die type, const char *name)
{
	return declare_at(types, type, replaced(NULL, "%s", name), 0);
}
