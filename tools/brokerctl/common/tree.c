// SPDX-License-Identifier: GPL-2.0-only
/*
 * Members of the trees that commands build and read. JSON is UTF-8; other bytes become
 * question marks here, so that text and JSON are the same.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/output.h"
#include "common/tree.h"

static struct json_object *text_object(const char *text, size_t length)
{
	struct json_object *object;
	char *copy = malloc(length + 1);
	size_t i = 0, n;

	if (!copy)
		return NULL;
	memcpy(copy, text, length);
	while (i < length) {
		n = utf8_length(copy + i, length - i);
		if (!n)
			copy[i] = '?';
		i += n ?: 1;
	}
	object = json_object_new_string_len(copy, length);
	free(copy);
	return object;
}

void add_text_n(struct json_object *object, const char *key, const char *text, size_t length)
{
	json_object_object_add(object, key, text_object(text, length));
}

void add_text(struct json_object *object, const char *key, const char *text)
{
	add_text_n(object, key, text, strlen(text));
}

void add_number(struct json_object *object, const char *key, long long number)
{
	json_object_object_add(object, key, json_object_new_int64(number));
}

void add_bool(struct json_object *object, const char *key, bool is)
{
	json_object_object_add(object, key, json_object_new_boolean(is));
}

#ifdef __GLIBC_PREREQ
#define HAS_ERROR_NAMES	__GLIBC_PREREQ(2, 32)
#else
#define HAS_ERROR_NAMES	0
#endif

/* Without strerrorname_np(), only the errnos that the broker returns have names. */
static const char *error_name(int error)
{
#if HAS_ERROR_NAMES
	return strerrorname_np(error);
#else
	static const char *const names[] = {
		[EACCES] = "EACCES",
		[EAGAIN] = "EAGAIN",
		[EALREADY] = "EALREADY",
		[EBUSY] = "EBUSY",
		[EDEADLK] = "EDEADLK",
		[EEXIST] = "EEXIST",
		[EINTR] = "EINTR",
		[EINVAL] = "EINVAL",
		[EIO] = "EIO",
		[ELOOP] = "ELOOP",
		[ENODEV] = "ENODEV",
		[ENOENT] = "ENOENT",
		[ENOEXEC] = "ENOEXEC",
		[ENOMEM] = "ENOMEM",
		[EOPNOTSUPP] = "EOPNOTSUPP",
		[EPERM] = "EPERM",
		[EPROTO] = "EPROTO",
		[EPROTONOSUPPORT] = "EPROTONOSUPPORT",
	};

	return (size_t)error < sizeof(names) / sizeof(*names) ? names[error] : NULL;
#endif
}

/* The name of an errno, or its number if it has none. */
void add_errno(struct json_object *object, const char *key, unsigned int error)
{
	const char *name = error_name(error);
	char number[16];

	snprintf(number, sizeof(number), "%u", error);
	add_text(object, key, name ?: number);
}

struct json_object *add_array(struct json_object *object, const char *key)
{
	struct json_object *array = json_object_new_array();

	json_object_object_add(object, key, array);
	return array;
}

struct json_object *append_object(struct json_object *array)
{
	struct json_object *object = json_object_new_object();

	json_object_array_add(array, object);
	return object;
}

void append_text_n(struct json_object *array, const char *text, size_t length)
{
	json_object_array_add(array, text_object(text, length));
}

void append_text(struct json_object *array, const char *text)
{
	append_text_n(array, text, strlen(text));
}

/* A member as text; "" if there is none. */
const char *text_of(struct json_object *object, const char *key)
{
	struct json_object *member = json_object_object_get(object, key);

	return member ? json_object_get_string(member) : "";
}

/* A member as a number; 0 if there is none. */
unsigned long long number_of(struct json_object *object, const char *key)
{
	return json_object_get_uint64(json_object_object_get(object, key));
}

/* The age of the object's state, in seconds. */
double seconds_of(struct json_object *object)
{
	return json_object_get_double(json_object_object_get(object, "age"));
}

bool is_text(struct json_object *object, const char *key, const char *text)
{
	return !strcmp(text_of(object, key), text);
}

/* Copies a member of one object, if it exists, to another object. */
void copy_member(struct json_object *to, const char *key, struct json_object *from,
		 const char *member)
{
	struct json_object *value = json_object_object_get(from, member);

	if (value)
		json_object_object_add(to, key, json_object_get(value));
}
