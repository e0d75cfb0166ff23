// SPDX-License-Identifier: GPL-2.0-only
/*
 * brokerctl graph: who uses whom, as a tree for people or in the language of
 * dot(1).
 */
#include <string.h>
#include <unistd.h>

#include "netlink.h"

static size_t length(struct json_object *array)
{
	return json_object_array_length(array);
}

static struct json_object *element(struct json_object *array, size_t index)
{
	return json_object_array_get_idx(array, index);
}

/* The entry of the interface that a provider, or consumer, is of. */
static struct json_object *entry_of(struct json_object *interfaces, struct json_object *object)
{
	struct json_object *entry;
	size_t i;

	for (i = 0; i < length(interfaces); i++) {
		entry = element(interfaces, i);
		if (is_text(entry, "name", text_of(object, "interface")) &&
		    number_of(entry, "major") == number_of(object, "major"))
			return entry;
	}
	entry = append_object(interfaces);
	add_text(entry, "name", text_of(object, "interface"));
	add_number(entry, "major", number_of(object, "major"));
	add_array(entry, "providers");
	add_array(entry, "unbound");
	return entry;
}

/* One of an array of providers or consumers of an entry. */
static struct json_object *append_part(struct json_object *entry, const char *key,
				       struct json_object *object)
{
	struct json_object *part = append_object(json_object_object_get(entry, key));

	add_number(part, "id", number_of(object, "id"));
	copy_member(part, "module", object, "module");
	copy_member(part, "state", object, "state");
	return part;
}

static void add_provider(struct json_object *interfaces, struct json_object *provider,
			 struct json_object *consumers)
{
	struct json_object *part, *user;
	size_t i;

	part = append_part(entry_of(interfaces, provider), "providers", provider);
	copy_member(part, "minor", provider, "minor");
	add_array(part, "consumers");
	for (i = 0; i < length(consumers); i++) {
		struct json_object *consumer = element(consumers, i);
		struct json_object *link = link_to(consumer, number_of(provider, "id"));

		if (!link)
			continue;
		user = append_part(part, "consumers", consumer);
		copy_member(user, "mode", consumer, "mode");
		copy_member(user, "link", link, "state");
	}
}

static int ask(struct genl *genl, struct json_object *interfaces)
{
	struct json_object *providers = json_object_new_array();
	struct json_object *consumers = json_object_new_array();
	int code = objects_get(genl, &provider_type, providers);
	size_t i;

	if (code == EXIT_FINE)
		code = objects_get(genl, &consumer_type, consumers);
	for (i = 0; i < length(providers); i++)
		add_provider(interfaces, element(providers, i), consumers);
	for (i = 0; i < length(consumers); i++) {
		struct json_object *consumer = element(consumers, i);

		if (!length(json_object_object_get(consumer, "links")))
			append_part(entry_of(interfaces, consumer), "unbound", consumer);
	}
	json_object_put(providers);
	json_object_put(consumers);
	return code;
}

static void print_graph(struct json_object *tree, bool dot)
{
	static const struct table tables[] = { { .key = "lines" }, {} };
	struct json_object *text;

	if (print_format != PRINT_TEXT) {
		print_tree(tree, NULL);
		return;
	}
	text = json_object_new_object();
	add_graph_lines(add_array(text, "lines"), json_object_object_get(tree, "interfaces"), dot);
	print_tree(text, tables);
	json_object_put(text);
}

static int graph(struct genl *genl, bool dot)
{
	struct json_object *tree = json_object_new_object();
	int code = ask(genl, add_array(tree, "interfaces"));

	if (code == EXIT_FINE)
		print_graph(tree, dot);
	json_object_put(tree);
	return code;
}

static int as_dot(struct genl *genl, int argc, char **argv)
{
	return graph(genl, true);
}

static int as_tree(struct genl *genl, int argc, char **argv)
{
	return graph(genl, false);
}

int graph_main(int argc, char **argv)
{
	if (argc == 1)
		return run_asking(isatty(STDOUT_FILENO) ? as_tree : as_dot, argc, argv);
	if (is_help(argv[1]))
		return print_usage(argv[0]);
	if (argc == 2 && !strcmp(argv[1], "--dot"))
		return run_asking(as_dot, argc, argv);
	if (argc == 2 && !strcmp(argv[1], "--tree"))
		return run_asking(as_tree, argc, argv);
	return usage_error(argv[0]);
}
