// SPDX-License-Identifier: GPL-2.0-only
/*
 * The lines of brokerctl graph, made from its tree: indented, or in the language
 * of dot(1).
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "netlink/netlink.h"

#define NAME_SIZE	128
#define QUOTED_SIZE	300

static size_t length(struct json_object *array)
{
	return array ? json_object_array_length(array) : 0;
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
	char which[NAME_SIZE];
	size_t i;

	add_line(lines, "  %s (provider %s, minor %s%s%s)",
		 which_of(which, sizeof(which), text_of(provider, "module"), provider),
		 text_of(provider, "id"), text_of(provider, "minor"), *state ? ", " : "", state);
	for (i = 0; i < length(users); i++) {
		struct json_object *user = element(users, i);

		link = but_live(user, "link", "current");
		add_line(lines, "    %s (consumer %s, %s%s%s)", text_of(user, "module"),
			 text_of(user, "id"), text_of(user, "mode"), *link ? ", " : "", link);
	}
}

/* The unbound consumers under a heading, if there are any. */
static void add_unbound_lines(struct json_object *lines, const char *heading,
			      struct json_object *unbound)
{
	char which[NAME_SIZE];
	const char *state, *link;
	size_t i;

	if (!length(unbound))
		return;
	add_line(lines, "  %s", heading);
	for (i = 0; i < length(unbound); i++) {
		struct json_object *consumer = element(unbound, i);

		state = but_live(consumer, "state", "live");
		link = text_of(consumer, "link");
		add_line(lines, "    %s (consumer %s%s%s%s%s)",
			 which_of(which, sizeof(which), text_of(consumer, "module"), consumer),
			 text_of(consumer, "id"), *state ? ", " : "", state, *link ? ", " : "",
			 link);
	}
}

static void add_tree_lines(struct json_object *lines, struct json_object *entry)
{
	struct json_object *providers = json_object_object_get(entry, "providers");
	size_t i;

	add_line(lines, "%s %s", text_of(entry, "name"), text_of(entry, "major"));
	for (i = 0; i < length(providers); i++)
		add_provider_lines(lines, element(providers, i));
	add_unbound_lines(lines, "every instance", json_object_object_get(entry, "every"));
	add_unbound_lines(lines, "unbound", json_object_object_get(entry, "unbound"));
}

/* A text in quotes, as dot requires. */
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

/* Modules are nodes; a module may provide and consume. */
static void add_edge(struct json_object *lines, struct json_object *user, const char *to,
		     const char *label, const char *style)
{
	char from[QUOTED_SIZE];

	quote(from, sizeof(from), text_of(user, "module"));
	add_line(lines, "    %s -> %s [label=%s, style=%s];", from, to, label, style);
}

/* The label of an edge of an object, in quotes. */
static void quote_which(char *to, size_t size, struct json_object *entry,
			struct json_object *object)
{
	char which[NAME_SIZE], name[NAME_SIZE + 16];

	snprintf(name, sizeof(name), "%s %s",
		 which_of(which, sizeof(which), text_of(entry, "name"), object),
		 text_of(entry, "major"));
	quote(to, size, name);
}

static void add_provider_edges(struct json_object *lines, struct json_object *entry,
			       struct json_object *provider)
{
	struct json_object *users = json_object_object_get(provider, "consumers");
	char label[QUOTED_SIZE], to[QUOTED_SIZE];
	size_t i;

	quote_which(label, sizeof(label), entry, provider);
	quote(to, sizeof(to), text_of(provider, "module"));
	add_line(lines, "    %s;", to);
	for (i = 0; i < length(users); i++)
		add_edge(lines, element(users, i), to, label,
			 is_text(element(users, i), "mode", "pinned") ? "solid" : "dashed");
}

/* A consumer that waits, or that is of every instance, points to the interface. */
static void add_waiting_edges(struct json_object *lines, struct json_object *entry,
			      const char *key, const char *label)
{
	struct json_object *waiting = json_object_object_get(entry, key);
	char to[QUOTED_SIZE], last[QUOTED_SIZE] = "";
	size_t i;

	for (i = 0; i < length(waiting); i++) {
		quote_which(to, sizeof(to), entry, element(waiting, i));
		if (strcmp(to, last))
			add_line(lines, "    %s [shape=plaintext];", to);
		memcpy(last, to, sizeof(last));
		add_edge(lines, element(waiting, i), to, label, "dotted");
	}
}

static void add_dot_lines(struct json_object *lines, struct json_object *entry)
{
	struct json_object *providers = json_object_object_get(entry, "providers");
	size_t i;

	for (i = 0; i < length(providers); i++)
		add_provider_edges(lines, entry, element(providers, i));
	add_waiting_edges(lines, entry, "every", "every");
	add_waiting_edges(lines, entry, "unbound", "\"\"");
}

/**
 * add_graph_lines() - put the graph into lines
 * @lines: array that gets them
 * @interfaces: as brokerctl graph makes them
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
