// SPDX-License-Identifier: GPL-2.0-only
/*
 * brokerctl interface: the interfaces, with their contracts.
 */
#include <stdio.h>
#include <string.h>
#include <uapi/linux/broker.h>

#include "common/options.h"
#include "handshake/handshake.h"
#include "netlink/commands.h"
#include "netlink/netlink.h"

static const struct column list_columns[] = {
	{ .key = "name", .heading = "INTERFACE" },
	{ .key = "major", .heading = "MAJOR" },
	{ .key = "minor", .heading = "MINOR" },
	{ .key = "fingerprint", .heading = "CONTRACT" },
	{ .key = "instances", .heading = "INSTANCES", .rare = true },
	{ .key = "providers", .heading = "PROVIDERS" },
	{ .key = "consumers", .heading = "CONSUMERS" },
	{}
};

static const struct column show_columns[] = {
	{ .key = "name", .heading = "interface" },
	{ .key = "major", .heading = "major" },
	{ .key = "minor", .heading = "minor" },
	{ .key = "fingerprint", .heading = "contract" },
	{ .key = "instances", .heading = "instances", .rare = true },
	{}
};

static int list(struct genl *genl, int argc, char **argv)
{
	static const struct table tables[] = {
		{ .key = "interfaces", .columns = list_columns, .always = true },
		{}
	};

	return objects_print(genl, &interface_type, tables);
}

static bool is_of(struct json_object *object, const char *name, u64 major)
{
	return is_text(object, "interface", name) && number_of(object, "major") == major;
}

/* The providers, or consumers, of an interface. */
static int add_those_of(struct genl *genl, const struct object_type *type, const char *name,
			u64 major, struct json_object *tree)
{
	struct json_object *all = json_object_new_array();
	struct json_object *array = add_array(tree, type->many);
	int code = objects_get(genl, type, all);
	size_t i;

	for (i = 0; i < json_object_array_length(all); i++) {
		struct json_object *object = json_object_array_get_idx(all, i);

		if (is_of(object, name, major))
			json_object_array_add(array, json_object_get(object));
	}
	json_object_put(all);
	return code;
}

static int add_interface(struct genl *genl, const char *name, u64 major,
			 struct json_object *tree)
{
	struct nlmsghdr *request = genl_request(genl, interface_type.get);
	struct json_object *object = json_object_new_object();
	char what[128];
	int code;

	json_object_object_add(tree, interface_type.one, object);
	snprintf(what, sizeof(what), "interface %s %llu", name, major);
	mnl_attr_put_strz(request, BROKER_A_INTERFACE_NAME, name);
	mnl_attr_put_u32(request, BROKER_A_INTERFACE_MAJOR, major);
	code = object_ask(genl, &interface_type, request, what, object);
	if (code == EXIT_FINE && !json_object_object_get(object, "rows"))
		complain("the rows of the contract need " LOOK_RIGHTS ": run as root");
	return code;
}

static int show_major(struct genl *genl, const char *name, u64 major)
{
	static const struct table tables[] = {
		{ .key = "interface", .columns = show_columns },
		{ .key = "rows", .of = "interface" },
		{ .key = "providers", .columns = provider_columns },
		{ .key = "consumers", .columns = consumer_columns },
		{}
	};
	struct json_object *tree = json_object_new_object();
	int code;

	code = add_interface(genl, name, major, tree);
	if (code == EXIT_FINE)
		code = add_those_of(genl, &provider_type, name, major, tree);
	if (code == EXIT_FINE)
		code = add_those_of(genl, &consumer_type, name, major, tree);
	if (code == EXIT_FINE)
		print_answer(genl, tree, tables);
	json_object_put(tree);
	return code;
}

static int no_interface(const char *name)
{
	complain("there is no interface '%s': see brokerctl interface list", name);
	return EXIT_NO;
}

/* The only major of an interface; there may be none, or several. */
static int find_major(struct json_object *all, const char *name, u64 *major)
{
	size_t found = 0, i;

	for (i = 0; i < json_object_array_length(all); i++) {
		struct json_object *object = json_object_array_get_idx(all, i);

		if (!is_text(object, "name", name))
			continue;
		*major = number_of(object, "major");
		found++;
	}
	if (found == 1)
		return EXIT_FINE;
	if (!found)
		return no_interface(name);
	complain("'%s' has %zu majors: say which, see brokerctl interface list", name, found);
	return EXIT_TROUBLE;
}

static int show(struct genl *genl, int argc, char **argv)
{
	struct json_object *all;
	u64 major;
	int code;

	if (strlen(argv[0]) > BROKER_NAME_MAX)
		return no_interface(argv[0]);
	if (argc > 1)
		return parse_number(argv[1], &major) && major <= UINT32_MAX ?
		       show_major(genl, argv[0], major) :
		       wrong_usage("'%s' is not a major", argv[1]);
	all = json_object_new_array();
	code = objects_get(genl, &interface_type, all);
	if (code == EXIT_FINE)
		code = find_major(all, argv[0], &major);
	json_object_put(all);
	return code == EXIT_FINE ? show_major(genl, argv[0], major) : code;
}

int interface_main(int argc, char **argv)
{
	static const struct verb verbs[] = {
		{ "list", list, 0, 0 },
		{ "show", show, 1, 2 },
		{}
	};

	return verb_main(argc, argv, verbs);
}
