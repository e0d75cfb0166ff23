// SPDX-License-Identifier: GPL-2.0-only
/*
 * brokerctl consumer: the consumers, their interfaces and their providers.
 */
#include <string.h>
#include <uapi/linux/broker.h>

#include "netlink/commands.h"
#include "netlink/netlink.h"

const struct column consumer_columns[] = {
	{ .key = "id", .heading = "ID" },
	{ .key = "module", .heading = "CONSUMER" },
	{ .key = "interface", .heading = "INTERFACE" },
	{ .key = "instance", .heading = "INSTANCE", .rare = true },
	{ .key = "major", .heading = "MAJOR" },
	{ .key = "minor", .heading = "MINOR" },
	{ .key = "min_minor", .heading = "NEEDS" },
	{ .key = "mode", .heading = "MODE" },
	{ .key = "state", .heading = "STATE" },
	{ .key = "bound_to", .heading = "BOUND TO" },
	{ .key = "flags", .heading = "FLAGS" },
	{}
};

static const struct column show_columns[] = {
	{ .key = "id", .heading = "id" },
	{ .key = "module", .heading = "module" },
	{ .key = "interface", .heading = "interface" },
	{ .key = "instance", .heading = "instance", .rare = true },
	{ .key = "major", .heading = "major" },
	{ .key = "minor", .heading = "minor" },
	{ .key = "min_minor", .heading = "needs minor" },
	{ .key = "mode", .heading = "mode" },
	{ .key = "state", .heading = "state" },
	{ .key = "flags", .heading = "flags" },
	{ .key = "age", .heading = "seconds" },
	{}
};

static const struct column link_columns[] = {
	{ .key = "provider", .heading = "PROVIDER" },
	{ .key = "module", .heading = "MODULE" },
	{ .key = "state", .heading = "STATE" },
	{ .key = "entered", .heading = "ENTERED" },
	{ .key = "left", .heading = "LEFT" },
	{ .key = "callbacks_entered", .heading = "CALLBACKS" },
	{ .key = "callbacks_left", .heading = "RETURNED" },
	{ .key = "requests", .heading = "REQUESTS" },
	{ .key = "age", .heading = "SECONDS" },
	{}
};

/* A consumer's link to a provider, or NULL. */
struct json_object *link_to(struct json_object *consumer, u64 provider)
{
	struct json_object *links = json_object_object_get(consumer, "links");
	size_t i;

	for (i = 0; links && i < json_object_array_length(links); i++) {
		struct json_object *link = json_object_array_get_idx(links, i);

		if (number_of(link, "provider") == provider)
			return link;
	}
	return NULL;
}

/* Tells users who may not see the links of revocable consumers that they may not. */
void expect_links(struct json_object *consumers)
{
	size_t i;

	for (i = 0; i < json_object_array_length(consumers); i++) {
		if (json_object_object_get(json_object_array_get_idx(consumers, i), "links"))
			continue;
		complain("links of revocable consumers need " LOOK_RIGHTS ": run as root");
		return;
	}
}

static int list(struct genl *genl, int argc, char **argv)
{
	static const struct table tables[] = {
		{ .key = "consumers", .columns = consumer_columns, .always = true },
		{}
	};

	return objects_print(genl, &consumer_type, tables);
}

/* Does the consumer have a part for each instance that has a name? */
bool is_every(struct json_object *consumer)
{
	struct json_object *flags = json_object_object_get(consumer, "flags");
	size_t i;

	for (i = 0; flags && i < json_object_array_length(flags); i++)
		if (!strcmp(json_object_get_string(json_object_array_get_idx(flags, i)), "every"))
			return true;
	return false;
}

static int add_parts(struct genl *genl, u64 id, struct json_object *tree)
{
	struct json_object *all = json_object_new_array();
	struct json_object *parts = add_array(tree, "parts");
	int code = objects_get(genl, &consumer_type, all);
	size_t i;

	for (i = 0; i < json_object_array_length(all); i++) {
		struct json_object *consumer = json_object_array_get_idx(all, i);

		if (number_of(consumer, "whole") == id)
			json_object_array_add(parts, json_object_get(consumer));
	}
	json_object_put(all);
	return code;
}

static int show(struct genl *genl, int argc, char **argv)
{
	static const struct table tables[] = {
		{ .key = "consumer", .columns = show_columns },
		{ .key = "links", .columns = link_columns, .of = "consumer" },
		{ .key = "parts", .columns = consumer_columns },
		{}
	};
	struct json_object *tree = json_object_new_object();
	struct json_object *consumer = json_object_new_object();
	int code;

	json_object_object_add(tree, consumer_type.one, consumer);
	code = object_get(genl, &consumer_type, argv[0], consumer);
	if (code == EXIT_FINE && is_every(consumer))
		code = add_parts(genl, number_of(consumer, "id"), tree);
	if (code == EXIT_FINE)
		print_answer(genl, tree, tables);
	json_object_put(tree);
	return code;
}

static int detach(struct genl *genl, int argc, char **argv)
{
	return object_change(genl, &consumer_type, argv[0], BROKER_CMD_CONSUMER_DETACH);
}

static int attach(struct genl *genl, int argc, char **argv)
{
	return object_change(genl, &consumer_type, argv[0], BROKER_CMD_CONSUMER_ATTACH);
}

int consumer_main(int argc, char **argv)
{
	static const struct verb verbs[] = {
		{ "list", list, 0, 0 },
		{ "show", show, 1, 1 },
		{ "detach", detach, 1, 1 },
		{ "attach", attach, 1, 1 },
		{}
	};

	return verb_main(argc, argv, verbs);
}
