// SPDX-License-Identifier: GPL-2.0-only
/*
 * From attributes to members of a tree. Attributes that a newer kernel may have are left
 * out, values without a name are shown as numbers, and an attribute that is too short for
 * its kind is left out.
 */
#include <stdio.h>
#include <string.h>

#include "netlink/netlink.h"

static void add_unsigned(struct json_object *object, const char *key, u64 number)
{
	json_object_object_add(object, key, json_object_new_uint64(number));
}

/* A terminator is not required. */
static size_t text_length(const struct nlattr *attr)
{
	return strnlen(mnl_attr_get_payload(attr), mnl_attr_get_payload_len(attr));
}

static void add_seconds(struct json_object *object, const char *key, u64 milliseconds)
{
	char text[32];

	snprintf(text, sizeof(text), "%llu.%03llu", milliseconds / 1000,
		 milliseconds % 1000);
	json_object_object_add(object, key,
			       json_object_new_double_s(milliseconds / 1000.0, text));
}

static void add_name(struct json_object *object, const struct field *field, u32 value)
{
	char number[16];

	snprintf(number, sizeof(number), "%u", value);
	add_text(object, field->key, value < field->names_count ? field->names[value] : number);
}

static void add_flags(struct json_object *object, const struct field *field, u32 flags)
{
	struct json_object *array = add_array(object, field->key);
	char number[16];
	unsigned int i;

	for (i = 0; i < 32; i++) {
		if (!(flags & 1U << i))
			continue;
		snprintf(number, sizeof(number), "0x%x", 1U << i);
		append_text(array, i < field->names_count ? field->names[i] : number);
	}
}

static void add_hex(struct json_object *object, const char *key, u32 value)
{
	char digits[16];

	snprintf(digits, sizeof(digits), "%08x", value);
	add_text(object, key, digits);
}

static void add_u32(struct json_object *object, const struct field *field, u32 value)
{
	switch (field->kind) {
	case KIND_S32:
		add_number(object, field->key, (s32)value);
		break;
	case KIND_HEX:
		add_hex(object, field->key, value);
		break;
	case KIND_NAME:
		add_name(object, field, value);
		break;
	case KIND_FLAGS:
		add_flags(object, field, value);
		break;
	case KIND_ERRNO:
		add_errno(object, field->key, value);
		break;
	default:
		add_unsigned(object, field->key, value);
	}
}

/* The array is made with its first element. */
static struct json_object *array_of(struct json_object *object, const char *key)
{
	return json_object_object_get(object, key) ?: add_array(object, key);
}

static void add_link(struct json_object *object, const struct field *field,
		     const struct nlattr *attr)
{
	object_parse(&link_type, mnl_attr_get_payload(attr), mnl_attr_get_payload_len(attr),
		     append_object(array_of(object, field->key)));
}

static void add_member(struct json_object *object, const struct field *field,
		       const struct nlattr *attr)
{
	switch (field->kind) {
	case KIND_TEXT:
		add_text_n(object, field->key, mnl_attr_get_payload(attr), text_length(attr));
		break;
	case KIND_TEXTS:
		append_text_n(array_of(object, field->key), mnl_attr_get_payload(attr),
			      text_length(attr));
		break;
	case KIND_LINKS:
		add_link(object, field, attr);
		break;
	case KIND_YES:
		if (mnl_attr_validate(attr, MNL_TYPE_U8) >= 0)
			add_bool(object, field->key, mnl_attr_get_u8(attr));
		break;
	case KIND_U64:
		if (mnl_attr_validate(attr, MNL_TYPE_U64) >= 0)
			add_unsigned(object, field->key, mnl_attr_get_u64(attr));
		break;
	case KIND_SECONDS:
		if (mnl_attr_validate(attr, MNL_TYPE_U64) >= 0)
			add_seconds(object, field->key, mnl_attr_get_u64(attr));
		break;
	default:
		if (mnl_attr_validate(attr, MNL_TYPE_U32) >= 0)
			add_u32(object, field, mnl_attr_get_u32(attr));
	}
}

/**
 * object_parse() - add the values of attributes to a tree
 * @type: type of the object that they belong to
 * @attributes: the first attribute
 * @size: size of all attributes in bytes
 * @object: receives members, in the order of @type; a missing attribute has no member
 */
void object_parse(const struct object_type *type, const void *attributes, size_t size,
		  struct json_object *object)
{
	const struct nlattr *attr;
	size_t i;

	for (i = 0; i < type->fields_count; i++) {
		const struct field *field = &type->fields[i];

		if (field->kind == KIND_NONE)
			continue;
		if (field->beside && json_object_object_get(object, field->beside))
			add_array(object, field->key);
		mnl_attr_for_each_payload(attributes, size)
			if (mnl_attr_get_type(attr) == i)
				add_member(object, field, attr);
	}
	if (type->finish)
		type->finish(object);
}
