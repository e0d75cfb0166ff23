// SPDX-License-Identifier: GPL-2.0-only
/*
 * brokerctl refusal: the refusals and their reasons, with the messages of the kernel's
 * log.
 */
#include "netlink/commands.h"
#include "netlink/netlink.h"

static const struct column list_columns[] = {
	{ .key = "id", .heading = "ID" },
	{ .key = "age", .heading = "SECONDS AGO" },
	{ .key = "errno", .heading = "ERRNO" },
	{ .key = "line", .heading = "REFUSAL" },
	{}
};

static const struct column show_columns[] = {
	{ .key = "id", .heading = "id" },
	{ .key = "age", .heading = "seconds ago" },
	{ .key = "verdict", .heading = "verdict" },
	{ .key = "errno", .heading = "errno" },
	{ .key = "consumer", .heading = "consumer" },
	{ .key = "interface", .heading = "interface" },
	{ .key = "instance", .heading = "instance", .rare = true },
	{ .key = "major", .heading = "major" },
	{ .key = "provider", .heading = "provider" },
	{ .key = "what", .heading = "reason" },
	{ .key = "have", .heading = "have" },
	{ .key = "want", .heading = "want" },
	{}
};

static int list(struct genl *genl, int argc, char **argv)
{
	static const struct table tables[] = {
		{ .key = "refusals", .columns = list_columns, .always = true },
		{}
	};

	return objects_print(genl, &refusal_type, tables);
}

static int show(struct genl *genl, int argc, char **argv)
{
	static const struct table tables[] = {
		{ .key = "refusal", .columns = show_columns },
		{ .key = "line", .of = "refusal" },
		{}
	};

	return object_print(genl, &refusal_type, argv[0], tables);
}

int refusal_main(int argc, char **argv)
{
	static const struct verb verbs[] = {
		{ "list", list, 0, 0 },
		{ "show", show, 1, 1 },
		{}
	};

	return verb_main(argc, argv, verbs);
}
