// SPDX-License-Identifier: GPL-2.0-only
/*
 * brokerctl refusal: who was refused what, and why, in the words of the kernel's
 * log.
 */
#include <stdio.h>

#include "handshake/handshake.h"
#include "netlink.h"

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
	{ .key = "major", .heading = "major" },
	{ .key = "provider", .heading = "provider" },
	{ .key = "what", .heading = "reason" },
	{ .key = "have", .heading = "have" },
	{ .key = "want", .heading = "want" },
	{}
};

/* Add what the kernel's log says, as made by the same function. */
void add_refusal_line(struct json_object *refusal)
{
	struct broker_reason reason = {};
	char line[BROKER_LINE_MAX];

	snprintf(reason.what, sizeof(reason.what), "%s", text_of(refusal, "what"));
	snprintf(reason.have, sizeof(reason.have), "%s", text_of(refusal, "have"));
	snprintf(reason.want, sizeof(reason.want), "%s", text_of(refusal, "want"));
	broker_refusal_line(line, text_of(refusal, "consumer"), text_of(refusal, "provider"),
			    text_of(refusal, "interface"), number_of(refusal, "major"), &reason);
	add_text(refusal, "line", line);
}

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
