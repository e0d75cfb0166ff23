// SPDX-License-Identifier: GPL-2.0-only
/*
 * The information of a debugging entry about a type. Each step from one entry to the
 * next is counted, so that a cycle ends.
 */
#include <dwarf.h>
#include <string.h>

#include "dwarf/types.h"

bool types_exhausted(const struct types *types)
{
	return types->steps > STEPS_MAX;
}

/* Counts one more type or member. False if it must not be looked at. */
bool types_step(struct types *types)
{
	types->steps += !types_exhausted(types);
	return !types_exhausted(types);
}

/* 0 for void */
int type_tag(const Dwarf_Die *type)
{
	return type->addr ? dwarf_tag((Dwarf_Die *)type) : 0;
}

/* NULL if it has none. */
const char *type_name(Dwarf_Die *type)
{
	Dwarf_Attribute attribute;

	return type->addr ? dwarf_formstring(dwarf_attr(type, DW_AT_name, &attribute)) : NULL;
}

const char *type_keyword(const Dwarf_Die *type)
{
	switch (type_tag(type)) {
	case DW_TAG_structure_type:
		return "struct";
	case DW_TAG_union_type:
		return "union";
	case DW_TAG_enumeration_type:
		return "enum";
	}
	return "";
}

/* The type of a member or parameter, or that a type is made of; void if there is none. */
Dwarf_Die type_of(Dwarf_Die *die)
{
	Dwarf_Attribute attribute;
	Dwarf_Die type;

	if (die->addr && dwarf_attr_integrate(die, DW_AT_type, &attribute) &&
	    dwarf_formref_die(&attribute, &type))
		return type;
	return (Dwarf_Die){};
}

static bool is_qualifier(int tag)
{
	return tag == DW_TAG_const_type || tag == DW_TAG_volatile_type ||
	       tag == DW_TAG_restrict_type || tag == DW_TAG_atomic_type;
}

Dwarf_Die type_unqualified(struct types *types, Dwarf_Die type)
{
	while (is_qualifier(type_tag(&type))) {
		if (!types_step(types))
			return (Dwarf_Die){};
		type = type_of(&type);
	}
	return type;
}

/* Without qualifiers and typedefs */
Dwarf_Die type_resolved(struct types *types, Dwarf_Die type)
{
	while (is_qualifier(type_tag(&type)) || type_tag(&type) == DW_TAG_typedef) {
		if (!types_step(types))
			return (Dwarf_Die){};
		type = type_of(&type);
	}
	return type;
}

bool type_is_aggregate(const Dwarf_Die *type)
{
	int tag = type_tag(type);

	return tag == DW_TAG_structure_type || tag == DW_TAG_union_type;
}

bool type_is_declaration(Dwarf_Die *type)
{
	Dwarf_Attribute attribute;
	bool is = false;

	return dwarf_attr(type, DW_AT_declaration, &attribute) &&
	       !dwarf_formflag(&attribute, &is) && is;
}

/* Is it such a pointer, or a function itself, also behind typedefs? Fills @function. */
bool type_is_function_pointer(struct types *types, Dwarf_Die type, Dwarf_Die *function)
{
	type = type_resolved(types, type);
	if (type_tag(&type) == DW_TAG_pointer_type)
		type = type_resolved(types, type_of(&type));
	*function = type;
	return type_tag(&type) == DW_TAG_subroutine_type;
}

/*
 * A constant of an entry, or @otherwise. Negative constants have a form of their own;
 * others may use their form up to the highest bit.
 */
long long type_number(Dwarf_Die *die, unsigned int attribute, long long otherwise)
{
	Dwarf_Attribute value;
	Dwarf_Word number;
	Dwarf_Sword own;

	if (!dwarf_attr(die, attribute, &value))
		return otherwise;
	if (dwarf_whatform(&value) == DW_FORM_sdata ||
	    dwarf_whatform(&value) == DW_FORM_implicit_const)
		return dwarf_formsdata(&value, &own) ? otherwise : own;
	return dwarf_formudata(&value, &number) ? otherwise : (long long)number;
}

/*
 * The next member, parameter, enumerator or other child with @tag of a type; the first if
 * @child has no address. DW_TAG_unspecified_parameters counts as a parameter.
 */
bool type_next(struct types *types, Dwarf_Die *of, int tag, Dwarf_Die *child)
{
	int ret = child->addr ? dwarf_siblingof(child, child) : dwarf_child(of, child);
	int own;

	for (; !ret && types_step(types); ret = dwarf_siblingof(child, child)) {
		own = dwarf_tag(child);
		if (own == tag || (tag == DW_TAG_formal_parameter &&
				   own == DW_TAG_unspecified_parameters))
			return true;
	}
	return false;
}

/* Number of elements in one dimension, -1 if it has no bound. */
static long long count_of(Dwarf_Die *range)
{
	long long count = type_number(range, DW_AT_count, -1);
	long long last = type_number(range, DW_AT_upper_bound, -2);

	return count >= 0 ? count : last == -2 ? -1 : last + 1;
}

/* Number of elements in all dimensions together, -1 if one has no bound. */
long long array_count(struct types *types, Dwarf_Die *array, unsigned int *dimensions)
{
	Dwarf_Die range = {};
	long long count = 1, one;

	*dimensions = 0;
	while (type_next(types, array, DW_TAG_subrange_type, &range)) {
		one = count_of(&range);
		count = one < 0 || count < 0 ? -1 : count * one;
		++*dimensions;
	}
	return *dimensions ? count : -1;
}
