// SPDX-License-Identifier: GPL-2.0-only
/*
 * Members of an object that follow from its other members.
 */
#include <stdio.h>
#include <string.h>

#include "handshake/handshake.h"
#include "netlink/netlink.h"

/* Adds the names of the modules that it is bound to, but not of those that it is leaving. */
void add_bound_to(struct json_object *consumer)
{
	struct json_object *links = json_object_object_get(consumer, "links"), *modules;
	size_t i;

	if (!links)
		return;
	modules = add_array(consumer, "bound_to");
	for (i = 0; i < json_object_array_length(links); i++) {
		struct json_object *link = json_object_array_get_idx(links, i);

		if (is_text(link, "state", "attaching") || is_text(link, "state", "current"))
			append_text(modules, text_of(link, "module"));
	}
}

static bool has_text(struct json_object *array, const char *text)
{
	size_t i;

	for (i = 0; i < json_object_array_length(array); i++)
		if (!strcmp(json_object_get_string(json_object_array_get_idx(array, i)), text))
			return true;
	return false;
}

static void add_missing(struct json_object *to, struct json_object *texts)
{
	size_t i;

	for (i = 0; i < json_object_array_length(texts); i++) {
		struct json_object *text = json_object_array_get_idx(texts, i);

		if (!has_text(to, json_object_get_string(text)))
			json_object_array_add(to, json_object_get(text));
	}
}

/* A consumer of every instance is bound to the modules that its parts are bound to. */
void add_parts_bound_to(struct json_object *consumers)
{
	struct json_object *wholes = json_object_new_object();
	size_t i;

	for (i = 0; i < json_object_array_length(consumers); i++) {
		struct json_object *consumer = json_object_array_get_idx(consumers, i), *whole;
		struct json_object *bound_to = json_object_object_get(consumer, "bound_to");

		if (!bound_to)
			continue;
		if (!json_object_object_get(consumer, "whole"))
			json_object_object_add(wholes, text_of(consumer, "id"),
					       json_object_get(bound_to));
		else if (json_object_object_get_ex(wholes, text_of(consumer, "whole"), &whole))
			add_missing(whole, bound_to);
	}
	json_object_put(wholes);
}

/* "well", or "well/p0": a name, and the instance of an object. Returns @which. */
const char *which_of(char *which, size_t size, const char *name, struct json_object *object)
{
	const char *instance = text_of(object, "instance");

	snprintf(which, size, "%s%s%s", name, *instance ? "/" : "", instance);
	return which;
}

/* Adds the line in the kernel's log, made by the same function. */
void add_refusal_line(struct json_object *refusal)
{
	const char *interface = text_of(refusal, "interface");
	struct broker_identity id = {
		.name = interface,
		.name_len = strlen(interface),
		.major = number_of(refusal, "major"),
	};
	struct broker_reason reason = {};
	char line[BROKER_LINE_MAX];

	snprintf(reason.what, sizeof(reason.what), "%s", text_of(refusal, "what"));
	snprintf(reason.have, sizeof(reason.have), "%s", text_of(refusal, "have"));
	snprintf(reason.want, sizeof(reason.want), "%s", text_of(refusal, "want"));
	broker_refusal_line(line, text_of(refusal, "consumer"), text_of(refusal, "provider"), &id,
			    text_of(refusal, "instance"), &reason);
	add_text(refusal, "line", line);
}
