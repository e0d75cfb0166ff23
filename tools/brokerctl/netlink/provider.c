// SPDX-License-Identifier: GPL-2.0-only
/*
 * brokerctl provider: the providers, and their consumers.
 */
#include <stdlib.h>
#include <uapi/linux/broker.h>

#include "common/options.h"
#include "module/installed.h"
#include "netlink/commands.h"
#include "netlink/netlink.h"

const struct column provider_columns[] = {
	{ .key = "id", .heading = "ID" },
	{ .key = "module", .heading = "PROVIDER" },
	{ .key = "interface", .heading = "INTERFACE" },
	{ .key = "instance", .heading = "INSTANCE", .rare = true },
	{ .key = "major", .heading = "MAJOR" },
	{ .key = "minor", .heading = "MINOR" },
	{ .key = "state", .heading = "STATE" },
	{ .key = "priority", .heading = "PRIORITY" },
	{ .key = "pins", .heading = "PINS" },
	{ .key = "links", .heading = "LINKS" },
	{ .key = "flags", .heading = "FLAGS" },
	{}
};

static const struct column show_columns[] = {
	{ .key = "id", .heading = "id" },
	{ .key = "module", .heading = "module" },
	{ .key = "version", .heading = "module version" },
	{ .key = "taints", .heading = "taints" },
	{ .key = "signed", .heading = "signed" },
	{ .key = "srcversion", .heading = "srcversion" },
	{ .key = "build", .heading = "build id" },
	{ .key = "file", .heading = "file" },
	{ .key = "current", .heading = "file is loaded" },
	{ .key = "interface", .heading = "interface" },
	{ .key = "instance", .heading = "instance", .rare = true },
	{ .key = "major", .heading = "major" },
	{ .key = "minor", .heading = "minor" },
	{ .key = "fingerprint", .heading = "contract" },
	{ .key = "state", .heading = "state" },
	{ .key = "priority", .heading = "priority" },
	{ .key = "flags", .heading = "flags" },
	{ .key = "pins", .heading = "pins" },
	{ .key = "links", .heading = "links" },
	{ .key = "age", .heading = "seconds" },
	{}
};

static int list(struct genl *genl, int argc, char **argv)
{
	static const struct table tables[] = {
		{ .key = "providers", .columns = provider_columns, .always = true },
		{}
	};

	return objects_print(genl, &provider_type, tables);
}

/* The consumers that are bound to it. */
static int add_users(struct genl *genl, u64 id, struct json_object *tree)
{
	struct json_object *all = json_object_new_array();
	struct json_object *users = add_array(tree, consumer_type.many);
	int code = objects_get(genl, &consumer_type, all);
	size_t i;

	expect_links(all);
	for (i = 0; i < json_object_array_length(all); i++) {
		struct json_object *consumer = json_object_array_get_idx(all, i);

		if (link_to(consumer, id))
			json_object_array_add(users, json_object_get(consumer));
	}
	json_object_put(all);
	return code;
}

/* Whether the installed file is the build that is loaded, if both show it. */
static void add_file(struct json_object *object, const struct build *loaded, const char *path)
{
	struct module module;
	char why[WHY_MAX];
	enum same same;

	if (!module_read(&module, path, why)) {
		same = build_compare(loaded, &module);
		if (same != UNKNOWN)
			add_bool(object, "current", same == SAME);
	}
	module_free(&module);
}

/*
 * Which build of its module is loaded: its srcversion and build id, the installed file,
 * and whether this is the same build; as far as they are known.
 */
static void add_build(struct json_object *provider)
{
	const char *module = text_of(provider, "module");
	const char *release = running_release(given.root);
	struct build loaded;
	char *path;

	if (!build_loaded(&loaded, given.root, module))
		return;
	if (*loaded.srcversion)
		add_text(provider, "srcversion", loaded.srcversion);
	if (*loaded.id)
		add_text(provider, "build", loaded.id);
	path = release ? dep_file(given.root, release, module) : NULL;
	if (!path)
		return;
	add_text(provider, "file", path);
	add_file(provider, &loaded, path);
	free(path);
}

static int show(struct genl *genl, int argc, char **argv)
{
	static const struct table tables[] = {
		{ .key = "provider", .columns = show_columns },
		{ .key = "consumers", .columns = consumer_columns },
		{}
	};
	struct json_object *tree = json_object_new_object();
	struct json_object *provider = json_object_new_object();
	int code;

	json_object_object_add(tree, provider_type.one, provider);
	code = object_get(genl, &provider_type, argv[0], provider);
	if (code == EXIT_FINE)
		code = add_users(genl, number_of(provider, "id"), tree);
	if (code == EXIT_FINE) {
		add_build(provider);
		print_answer(genl, tree, tables);
	}
	json_object_put(tree);
	return code;
}

static int prefer(struct genl *genl, int argc, char **argv)
{
	return object_change(genl, &provider_type, argv[0], BROKER_CMD_PROVIDER_PREFER);
}

static int drain(struct genl *genl, int argc, char **argv)
{
	return object_change(genl, &provider_type, argv[0], BROKER_CMD_PROVIDER_DRAIN);
}

int provider_main(int argc, char **argv)
{
	static const struct verb verbs[] = {
		{ "list", list, 0, 0 },
		{ "show", show, 1, 1 },
		{ "prefer", prefer, 1, 1 },
		{ "drain", drain, 1, 1 },
		{}
	};

	return verb_main(argc, argv, verbs);
}
