// SPDX-License-Identifier: GPL-2.0-only
/*
 * The lines of brokerctl graph, made of its tree: indented, or in the language
 * of dot(1).
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "netlink/netlink.h"

#define QUOTED_SIZE	300

static size_t length(struct json_object *array)
{
	return json_object_array_length(array);
}

static struct json_object *element(struct json_object *array, size_t index)
{
	return json_object_array_get_idx(array, index);
}

/* A line of text. */
static void __printf(2, 3) add_line(struct json_object *lines, const char *format, ...)
{
	char *line;
	va_list args;

	va_start(args, format);
	if (vasprintf(&line, format, args) >= 0) {
		append_text(lines, line);
		free(line);
	}
	va_end(args);
}

static const char *but_live(struct json_object *object, const char *key, const char *live)
{
	return is_text(object, key, live) ? "" : text_of(object, key);
}

static void add_provider_lines(struct json_object *lines, struct json_object *provider)
{
	struct json_object *users = json_object_object_get(provider, "consumers");
	const char *state = but_live(provider, "state", "live"), *link;
	size_t i;

	add_line(lines, "  %s (provider %s, minor %s%s%s)", text_of(provider, "module"),
		 text_of(provider, "id"), text_of(provider, "minor"), *state ? ", " : "", state);
	for (i = 0; i < length(users); i++) {
		struct json_object *user = element(users, i);

		link = but_live(user, "link", "current");
		add_line(lines, "    %s (consumer %s, %s%s%s)", text_of(user, "module"),
			 text_of(user, "id"), text_of(user, "mode"), *link ? ", " : "", link);
	}
}

static void add_unbound_lines(struct json_object *lines, struct json_object *unbound)
{
	const char *state, *link;
	size_t i;

	for (i = 0; i < length(unbound); i++) {
		struct json_object *consumer = element(unbound, i);

		state = but_live(consumer, "state", "live");
		link = text_of(consumer, "link");
		add_line(lines, "    %s (consumer %s%s%s%s%s)", text_of(consumer, "module"),
			 text_of(consumer, "id"), *state ? ", " : "", state, *link ? ", " : "",
			 link);
	}
}

static void add_tree_lines(struct json_object *lines, struct json_object *entry)
{
	struct json_object *providers = json_object_object_get(entry, "providers");
	struct json_object *unbound = json_object_object_get(entry, "unbound");
	size_t i;

	add_line(lines, "%s %s", text_of(entry, "name"), text_of(entry, "major"));
	for (i = 0; i < length(providers); i++)
		add_provider_lines(lines, element(providers, i));
	if (!length(unbound))
		return;
	add_line(lines, "  unbound");
	add_unbound_lines(lines, unbound);
}

/* A text in quotes, as dot has them. */
static void quote(char *to, size_t size, const char *text)
{
	char *end = to + size - 3;	/* room for an escaped character and the end */

	*to++ = '"';
	for (; *text && to < end - 1; text++) {
		if (*text == '"' || *text == '\\')
			*to++ = '\\';
		*to++ = *text;
	}
	*to++ = '"';
	*to = '\0';
}

/* Modules are nodes; one may provide and consume. */
static void add_edge(struct json_object *lines, struct json_object *user, const char *to,
		     const char *label, const char *style)
{
	char from[QUOTED_SIZE];

	quote(from, sizeof(from), text_of(user, "module"));
	add_line(lines, "    %s -> %s [label=%s, style=%s];", from, to, label, style);
}

static void add_provider_edges(struct json_object *lines, struct json_object *provider,
			       const char *label)
{
	struct json_object *users = json_object_object_get(provider, "consumers");
	char to[QUOTED_SIZE];
	size_t i;

	quote(to, sizeof(to), text_of(provider, "module"));
	add_line(lines, "    %s;", to);
	for (i = 0; i < length(users); i++)
		add_edge(lines, element(users, i), to, label,
			 is_text(element(users, i), "mode", "pinned") ? "solid" : "dashed");
}

/* Who waits for an interface points to its name. */
static void add_dot_lines(struct json_object *lines, struct json_object *entry)
{
	struct json_object *providers = json_object_object_get(entry, "providers");
	struct json_object *unbound = json_object_object_get(entry, "unbound");
	char label[QUOTED_SIZE], name[128];
	size_t i;

	snprintf(name, sizeof(name), "%s %s", text_of(entry, "name"), text_of(entry, "major"));
	quote(label, sizeof(label), name);
	for (i = 0; i < length(providers); i++)
		add_provider_edges(lines, element(providers, i), label);
	if (length(unbound))
		add_line(lines, "    %s [shape=plaintext];", label);
	for (i = 0; i < length(unbound); i++)
		add_edge(lines, element(unbound, i), label, "\"\"", "dotted");
}

/**
 * add_graph_lines() - put the graph into lines
 * @lines: array that gets them
 * @interfaces: as brokerctl graph has made them
 * @dot: for dot(1), not for people
 */
void add_graph_lines(struct json_object *lines, struct json_object *interfaces, bool dot)
{
	size_t i;

	if (dot) {
		add_line(lines, "digraph broker {");
		add_line(lines, "    rankdir=LR;");
		add_line(lines, "    node [shape=box];");
	}
	for (i = 0; i < length(interfaces); i++)
		(dot ? add_dot_lines : add_tree_lines)(lines, element(interfaces, i));
	if (dot)
		add_line(lines, "}");
}
