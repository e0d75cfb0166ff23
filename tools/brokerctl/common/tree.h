/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Members of a tree, from text of unknown origin, and back.
 */
#ifndef _BROKERCTL_TREE_H
#define _BROKERCTL_TREE_H

#include <stdbool.h>
#include <stddef.h>
#include <json-c/json.h>

void add_text(struct json_object *object, const char *key, const char *text);
void add_text_n(struct json_object *object, const char *key, const char *text, size_t length);
void add_number(struct json_object *object, const char *key, long long number);
void add_bool(struct json_object *object, const char *key, bool is);
void add_errno(struct json_object *object, const char *key, unsigned int error);
struct json_object *add_array(struct json_object *object, const char *key);
struct json_object *append_object(struct json_object *array);
void append_text_n(struct json_object *array, const char *text, size_t length);
void append_text(struct json_object *array, const char *text);

const char *text_of(struct json_object *object, const char *key);
unsigned long long number_of(struct json_object *object, const char *key);
double seconds_of(struct json_object *object);
bool is_text(struct json_object *object, const char *key, const char *text);
void copy_member(struct json_object *to, const char *key, struct json_object *from,
		 const char *member);

#endif
