// SPDX-License-Identifier: GPL-2.0-only
/*
 * brokerctl graph: which modules use which, as a tree for people or in the language of
 * dot(1).
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "common/options.h"
#include "netlink/commands.h"
#include "netlink/netlink.h"

static size_t length(struct json_object *array)
{
	return json_object_array_length(array);
}

static struct json_object *element(struct json_object *array, size_t index)
{
	return json_object_array_get_idx(array, index);
}

/**
 * struct drawing - what is drawn, and where to find it again
 * @interfaces: array of entries
 * @entries: the same by name and major
 * @providers: parts of them, by id
 */
struct drawing {
	struct json_object *interfaces;
	struct json_object *entries;
	struct json_object *providers;
};

/* The entry of the interface that a provider, or consumer, is of. */
static struct json_object *entry_of(struct drawing *drawing, struct json_object *object)
{
	struct json_object *entry;
	char name[128];

	snprintf(name, sizeof(name), "%s %s", text_of(object, "interface"),
		 text_of(object, "major"));
	if (json_object_object_get_ex(drawing->entries, name, &entry))
		return entry;
	entry = append_object(drawing->interfaces);
	json_object_object_add(drawing->entries, name, json_object_get(entry));
	copy_member(entry, "name", object, "interface");
	copy_member(entry, "major", object, "major");
	add_array(entry, "providers");
	add_array(entry, "unbound");
	return entry;
}

/* One of an array of providers or consumers of an entry. */
static struct json_object *append_part(struct json_object *entry, const char *key,
				       struct json_object *object)
{
	struct json_object *part = append_object(json_object_object_get(entry, key));

	copy_member(part, "id", object, "id");
	copy_member(part, "module", object, "module");
	copy_member(part, "instance", object, "instance");
	copy_member(part, "state", object, "state");
	return part;
}

static void add_provider(struct drawing *drawing, struct json_object *provider)
{
	struct json_object *part = append_part(entry_of(drawing, provider), "providers", provider);

	copy_member(part, "minor", provider, "minor");
	add_array(part, "consumers");
	json_object_object_add(drawing->providers, text_of(provider, "id"), json_object_get(part));
}

/* A consumer of every instance does not lack a provider. */
static void add_every(struct json_object *entry, struct json_object *consumer)
{
	if (!json_object_object_get(entry, "every"))
		add_array(entry, "every");
	append_part(entry, "every", consumer);
}

/*
 * At each of its providers, as far as we may know them. Who has a link to one that is
 * not listed is unbound, almost.
 */
static void add_consumer(struct drawing *drawing, struct json_object *consumer)
{
	struct json_object *links = json_object_object_get(consumer, "links");
	struct json_object *link = NULL, *provider, *part;
	bool drawn = false;
	size_t i;

	if (!links)
		return;
	if (is_every(consumer))
		add_every(entry_of(drawing, consumer), consumer);
	for (i = 0; i < length(links); i++) {
		link = element(links, i);
		if (!json_object_object_get_ex(drawing->providers, text_of(link, "provider"),
					       &provider))
			continue;
		part = append_part(provider, "consumers", consumer);
		copy_member(part, "mode", consumer, "mode");
		copy_member(part, "link", link, "state");
		drawn = true;
	}
	if (drawn || (is_every(consumer) && !link))
		return;
	part = append_part(entry_of(drawing, consumer), "unbound", consumer);
	if (link)
		copy_member(part, "link", link, "state");
}

static int ask(struct genl *genl, struct json_object *interfaces)
{
	struct drawing drawing = {
		.interfaces = interfaces,
		.entries = json_object_new_object(),
		.providers = json_object_new_object(),
	};
	struct json_object *providers = json_object_new_array();
	struct json_object *consumers = json_object_new_array();
	int code = objects_get(genl, &provider_type, providers);
	size_t i;

	if (code == EXIT_FINE)
		code = objects_get(genl, &consumer_type, consumers);
	expect_links(consumers);
	for (i = 0; i < length(providers); i++)
		add_provider(&drawing, element(providers, i));
	for (i = 0; i < length(consumers); i++)
		add_consumer(&drawing, element(consumers, i));
	json_object_put(providers);
	json_object_put(consumers);
	json_object_put(drawing.entries);
	json_object_put(drawing.providers);
	return code;
}

static void print_graph(const struct genl *genl, struct json_object *tree, bool dot)
{
	static const struct table tables[] = { { .key = "lines" }, {} };
	struct json_object *text;

	if (print_format != PRINT_TEXT) {
		print_answer(genl, tree, NULL);
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
		print_graph(genl, tree, dot);
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
	bool dot = given.dot || (!given.tree && !isatty(STDOUT_FILENO));

	if (argc > 1)
		return wrong_usage("unexpected argument '%s'", argv[1]);
	if (given.dot && given.tree)
		return wrong_usage("--dot and --tree exclude each other");
	return run_asking(dot ? as_dot : as_tree, argc, argv);
}
