// SPDX-License-Identifier: GPL-2.0-only
/*
 * Are two types of two files the same, down to the compiler's built-in types? Typedefs
 * stand for the types behind them. A file that does not have the members of a struct does
 * not use them, so they do not matter.
 */
#include <dwarf.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dwarf/differ.h"

static bool unlike(struct differ *differ, Dwarf_Die a, Dwarf_Die b, unsigned int depth);

static bool no_room(struct differ *differ)
{
	differ->incomplete = true;
	return false;
}

/* Have these two been compared, or are they being compared now? */
static bool is_known(struct differ *differ, const Dwarf_Die *a, const Dwarf_Die *b)
{
	struct die_pair *pair;
	size_t at;

	if (2 * differ->count >= differ->room) {
		size_t room = differ->room ? 2 * differ->room : 1024, i;
		struct die_pair *old = differ->pairs;
		struct die_pair *new = calloc(room, sizeof(*new));

		if (!new)
			return !no_room(differ);
		for (i = 0; i < differ->room; i++) {
			if (!old[i].a)
				continue;
			for (at = die_pair_hash(old[i].a, old[i].b, room); new[at].a;)
				at = (at + 1) % room;
			new[at] = old[i];
		}
		free(old);
		differ->pairs = new;
		differ->room = room;
	}
	for (at = die_pair_hash(a->addr, b->addr, differ->room); differ->pairs[at].a;
	     at = (at + 1) % differ->room)
		if (differ->pairs[at].a == a->addr && differ->pairs[at].b == b->addr)
			return true;
	pair = &differ->pairs[at];
	pair->a = a->addr;
	pair->b = b->addr;
	differ->count++;
	return false;
}

/* Appends to the current path; cut() shortens it to the length that this returns. */
static size_t __printf(2, 3) push(struct differ *differ, const char *format, ...)
{
	size_t length = strlen(differ->path);
	va_list args;

	va_start(args, format);
	vsnprintf(differ->path + length, sizeof(differ->path) - length, format, args);
	va_end(args);
	return length;
}

static bool cut(struct differ *differ, size_t length)
{
	differ->path[length] = '\0';
	return false;
}

static bool __printf(2, 3) found(struct differ *differ, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(differ->what, sizeof(differ->what), format, args);
	va_end(args);
	return true;
}

static bool found_types(struct differ *differ, Dwarf_Die *a, Dwarf_Die *b)
{
	char *have = declare(differ->types[0], *a, ""), *want = declare(differ->types[1], *b, "");

	/* A typedef that stands for different types does not show the difference. */
	if (have && want && !strcmp(have, want)) {
		free(have);
		free(want);
		have = declare(differ->types[0], type_resolved(differ->types[0], *a), "");
		want = declare(differ->types[1], type_resolved(differ->types[1], *b), "");
	}
	found(differ, "%s, %s", have ?: "?", want ?: "?");
	free(have);
	free(want);
	return true;
}

static bool differ_numbers(struct differ *differ, const char *what, long long a, long long b)
{
	return a != b && found(differ, "%s %lld, %lld", what, a, b);
}

/* Offset in bits, of a bit-field or another member */
static long long bit_offset(Dwarf_Die *member)
{
	long long bytes = type_number(member, DW_AT_data_member_location, 0);
	long long bits = type_number(member, DW_AT_data_bit_offset, -1);
	long long old = type_number(member, DW_AT_bit_offset, -1);

	if (bits >= 0)
		return bits;
	/* DWARF 2 counts from the other end of the storage unit. */
	if (old >= 0)
		return 8 * (bytes + type_number(member, DW_AT_byte_size, 4)) - old -
		       type_number(member, DW_AT_bit_size, 0);
	return 8 * bytes;
}

static bool differ_member(struct differ *differ, Dwarf_Die *a, Dwarf_Die *b, unsigned int depth)
{
	const char *have = type_name(a) ?: "", *want = type_name(b) ?: "";
	size_t length;

	if (strcmp(have, want))
		return found(differ, "member '%s', '%s'", have, want);
	length = *have ? push(differ, ".%s", have) : strlen(differ->path);
	return unlike(differ, type_of(a), type_of(b), depth) ||
	       differ_numbers(differ, "bits", type_number(a, DW_AT_bit_size, 0),
			      type_number(b, DW_AT_bit_size, 0)) ||
	       (bit_offset(a) % 8 &&
		differ_numbers(differ, "bit", bit_offset(a), bit_offset(b))) ||
	       differ_numbers(differ, "offset", bit_offset(a) / 8, bit_offset(b) / 8) ||
	       cut(differ, length);
}

static bool differ_members(struct differ *differ, Dwarf_Die *a, Dwarf_Die *b,
			   unsigned int depth)
{
	Dwarf_Die have = {}, want = {};

	for (;;) {
		bool has = type_next(differ->types[0], a, DW_TAG_member, &have);
		bool wants = type_next(differ->types[1], b, DW_TAG_member, &want);

		if (!has && !wants)
			break;
		if (!has || !wants)
			return found(differ, "member '%s', '%s'",
				     has ? type_name(&have) ?: "" : "",
				     wants ? type_name(&want) ?: "" : "");
		if (differ_member(differ, &have, &want, depth))
			return true;
	}
	return differ_numbers(differ, "size", type_number(a, DW_AT_byte_size, 0),
			      type_number(b, DW_AT_byte_size, 0));
}

static bool differ_values(struct differ *differ, Dwarf_Die *a, Dwarf_Die *b)
{
	Dwarf_Die have = {}, want = {};

	for (;;) {
		bool has = type_next(differ->types[0], a, DW_TAG_enumerator, &have);
		bool wants = type_next(differ->types[1], b, DW_TAG_enumerator, &want);
		const char *name = has ? type_name(&have) ?: "" : "";
		const char *other = wants ? type_name(&want) ?: "" : "";

		if (!has && !wants)
			break;
		if (strcmp(name, other))
			return found(differ, "value '%s', '%s'", name, other);
		if (differ_numbers(differ, name, type_number(&have, DW_AT_const_value, 0),
				   type_number(&want, DW_AT_const_value, 0)))
			return true;
	}
	return differ_numbers(differ, "size", type_number(a, DW_AT_byte_size, 0),
			      type_number(b, DW_AT_byte_size, 0));
}

/* A parameter is a copy: whether it is const concerns only the function. */
static Dwarf_Die passed(struct types *types, Dwarf_Die *parameter)
{
	return type_unqualified(types, type_of(parameter));
}

static bool differ_function(struct differ *differ, Dwarf_Die *a, Dwarf_Die *b,
			    unsigned int depth)
{
	Dwarf_Die have = {}, want = {};

	if (unlike(differ, type_of(a), type_of(b), depth))
		return true;
	for (;;) {
		bool has = type_next(differ->types[0], a, DW_TAG_formal_parameter, &have);
		bool wants = type_next(differ->types[1], b, DW_TAG_formal_parameter, &want);

		if (!has && !wants)
			return false;
		if (!has || !wants || type_tag(&have) != type_tag(&want))
			return found_types(differ, a, b);
		if (type_tag(&have) == DW_TAG_formal_parameter &&
		    unlike(differ, passed(differ->types[0], &have),
			   passed(differ->types[1], &want), depth))
			return true;
	}
}

static bool differ_array(struct differ *differ, Dwarf_Die *a, Dwarf_Die *b, unsigned int depth)
{
	unsigned int have, want;

	if (array_count(differ->types[0], a, &have) != array_count(differ->types[1], b, &want) ||
	    have != want)
		return found_types(differ, a, b);
	return unlike(differ, type_of(a), type_of(b), depth);
}

/* Is the type private to its file? */
static bool is_private(struct differ *differ, int side, Dwarf_Die *type)
{
	return type_is_declaration(type) ||
	       types_origin(differ->types[side], type) == OF_SOURCE;
}

static bool differ_tagged(struct differ *differ, Dwarf_Die *a, Dwarf_Die *b, unsigned int depth)
{
	const char *have = type_name(a) ?: "", *want = type_name(b) ?: "";
	const char *keyword = type_keyword(a);
	size_t length = strlen(differ->path);

	if (*have && *want && strcmp(have, want))
		return found_types(differ, a, b);
	if (is_known(differ, a, b) || is_private(differ, 0, a) || is_private(differ, 1, b))
		return false;
	if (*have)
		push(differ, " -> %s %s", keyword, have);
	if (type_tag(a) == DW_TAG_enumeration_type ? differ_values(differ, a, b) :
	    differ_members(differ, a, b, depth))
		return true;
	return cut(differ, length);
}

static bool differ_base(struct differ *differ, Dwarf_Die *a, Dwarf_Die *b)
{
	return (type_number(a, DW_AT_encoding, 0) != type_number(b, DW_AT_encoding, 0) ||
		type_number(a, DW_AT_byte_size, 0) != type_number(b, DW_AT_byte_size, 0)) &&
	       found_types(differ, a, b);
}

static bool is_qualified(struct types *types, Dwarf_Die type, int tag)
{
	while (type_tag(&type) && types_step(types)) {
		if (type_tag(&type) == tag)
			return true;
		if (type_tag(&type) != DW_TAG_const_type &&
		    type_tag(&type) != DW_TAG_volatile_type && type_tag(&type) != DW_TAG_typedef)
			return false;
		type = type_of(&type);
	}
	return false;
}

static bool unlike(struct differ *differ, Dwarf_Die a, Dwarf_Die b, unsigned int depth)
{
	Dwarf_Die plain_a = type_resolved(differ->types[0], a);
	Dwarf_Die plain_b = type_resolved(differ->types[1], b);
	int tag = type_tag(&plain_a), qualifier;

	if (depth > DEPTH_MAX || !types_step(differ->types[0]) || !types_step(differ->types[1]))
		return no_room(differ);
	if (tag != type_tag(&plain_b))
		return found_types(differ, &a, &b);
	for (qualifier = DW_TAG_const_type;; qualifier = DW_TAG_volatile_type) {
		if (is_qualified(differ->types[0], a, qualifier) !=
		    is_qualified(differ->types[1], b, qualifier))
			return found_types(differ, &a, &b);
		if (qualifier == DW_TAG_volatile_type)
			break;
	}
	switch (tag) {
	case DW_TAG_base_type:
		return differ_base(differ, &plain_a, &plain_b) && found_types(differ, &a, &b);
	case DW_TAG_pointer_type:
		return unlike(differ, type_of(&plain_a), type_of(&plain_b), depth + 1);
	case DW_TAG_array_type:
		return differ_array(differ, &plain_a, &plain_b, depth + 1);
	case DW_TAG_subroutine_type:
		return differ_function(differ, &plain_a, &plain_b, depth + 1);
	case DW_TAG_structure_type:
	case DW_TAG_union_type:
	case DW_TAG_enumeration_type:
		return differ_tagged(differ, &plain_a, &plain_b, depth + 1);
	}
	return false;
}

/**
 * types_differ() - do the functions of two tables have different types?
 * @differ: filled with the first difference, if there is one
 * @a: a struct of pointers to functions
 * @b: the struct of the other file
 * @what: name of these in paths: "op"
 *
 * Compares the functions that both have; additional ones are left to the contracts.
 *
 * Return: true if they do.
 */
bool types_differ(struct differ *differ, Dwarf_Die a, Dwarf_Die b, const char *what)
{
	Dwarf_Die have = {}, want = {};
	unsigned int number;

	for (number = 0; type_next(differ->types[0], &a, DW_TAG_member, &have) &&
	     type_next(differ->types[1], &b, DW_TAG_member, &want); number++) {
		cut(differ, 0);
		push(differ, "%s %u '%.64s'", what, number, type_name(&have) ?: "");
		if (unlike(differ, type_of(&have), type_of(&want), 0))
			return true;
	}
	differ->incomplete |= types_exhausted(differ->types[0]) ||
			       types_exhausted(differ->types[1]);
	return false;
}

void differ_free(struct differ *differ)
{
	free(differ->pairs);
	differ->pairs = NULL;
}
