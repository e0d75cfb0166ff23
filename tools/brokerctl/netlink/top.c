// SPDX-License-Identifier: GPL-2.0-only
/*
 * brokerctl top: how often consumers call and are called back, from two readings of the
 * counters of their links. Calls of pinned consumers are not counted.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "common/options.h"
#include "netlink/commands.h"
#include "netlink/netlink.h"

#define SECONDS_MAX	86400

static const struct column columns[] = {
	{ .key = "calls_per_second", .heading = "CALLS/S" },
	{ .key = "inside", .heading = "INSIDE" },
	{ .key = "callbacks_per_second", .heading = "CALLBACKS/S" },
	{ .key = "callbacks_inside", .heading = "INSIDE" },
	{ .key = "consumer", .heading = "ID" },
	{ .key = "consumer_module", .heading = "CONSUMER" },
	{ .key = "interface", .heading = "INTERFACE" },
	{ .key = "instance", .heading = "INSTANCE", .rare = true },
	{ .key = "major", .heading = "MAJOR" },
	{ .key = "provider_module", .heading = "PROVIDER" },
	{ .key = "state", .heading = "STATE" },
	{}
};

/* The counters of one end of a link, and the columns that are made from them */
static const struct counters {
	const char *entered;
	const char *left;
	const char *rate;
	const char *inside;
} calls = {
	"entered", "left", "calls_per_second", "inside",
}, callbacks = {
	"callbacks_entered", "callbacks_left", "callbacks_per_second", "callbacks_inside",
};

/**
 * struct look - the counters at one moment
 * @consumers: as they were listed
 * @links: the links of the consumers, by a name made of both ids
 * @time: time of the reading, in seconds
 */
struct look {
	struct json_object *consumers;
	struct json_object *links;
	double time;
};

static void link_name(char *name, size_t size, struct json_object *consumer,
		      struct json_object *link)
{
	snprintf(name, size, "%llu %llu", number_of(consumer, "id"),
		 number_of(link, "provider"));
}

typedef void each_link(struct json_object *consumer, struct json_object *link, void *data);

/* Call @each for every link whose calls are counted; for NULL if the user may not see it. */
static void walk_links(struct json_object *consumers, each_link *each, void *data)
{
	struct json_object *links, *consumer;
	size_t i, j;

	for (i = 0; i < json_object_array_length(consumers); i++) {
		consumer = json_object_array_get_idx(consumers, i);
		links = json_object_object_get(consumer, "links");
		if (!is_text(consumer, "mode", "revocable"))
			continue;
		if (!links)
			each(consumer, NULL, data);
		for (j = 0; links && j < json_object_array_length(links); j++)
			each(consumer, json_object_array_get_idx(links, j), data);
	}
}

static void note_link(struct json_object *consumer, struct json_object *link, void *data)
{
	struct look *look = data;
	char name[64];

	link_name(name, sizeof(name), consumer, link);
	json_object_object_add(look->links, name, json_object_get(link));
}

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec + time.tv_nsec / 1e9;
}

static void look_free(struct look *look)
{
	json_object_put(look->consumers);
	json_object_put(look->links);
}

/* Returns an exit code. */
static int look_at(struct genl *genl, struct look *look)
{
	int code;

	look->consumers = json_object_new_array();
	look->links = json_object_new_object();
	look->time = now();
	genl->interrupted = false;
	code = objects_get(genl, &consumer_type, look->consumers);
	walk_links(look->consumers, note_link, look);
	return code;
}

struct comparison {
	const struct look *before;
	double seconds;
	struct json_object *links;
	bool uncounted;
};

/* A link that did not exist before has counted from 0; a one-way link counts no callbacks. */
static void add_rate(struct json_object *row, const struct counters *counters,
		     struct json_object *before, struct json_object *link, double seconds)
{
	u64 entered = number_of(link, counters->entered);
	u64 left = number_of(link, counters->left);
	u64 earlier = number_of(before, counters->entered);

	if (!json_object_object_get(link, counters->entered))
		return;
	if (entered < earlier)
		earlier = 0;
	add_number(row, counters->rate, (entered - earlier) / seconds + 0.5);
	add_number(row, counters->inside, entered > left ? entered - left : 0);
}

static void compare(struct json_object *consumer, struct json_object *link, void *data)
{
	struct comparison *to = data;
	struct json_object *row, *before;
	char name[64];

	if (!json_object_object_get(link, calls.entered)) {
		to->uncounted = true;
		return;
	}
	link_name(name, sizeof(name), consumer, link);
	before = json_object_object_get(to->before->links, name);
	row = append_object(to->links);
	add_rate(row, &calls, before, link, to->seconds);
	add_rate(row, &callbacks, before, link, to->seconds);
	copy_member(row, "consumer", consumer, "id");
	copy_member(row, "consumer_module", consumer, "module");
	copy_member(row, "interface", consumer, "interface");
	copy_member(row, "instance", consumer, "instance");
	copy_member(row, "major", consumer, "major");
	copy_member(row, "provider", link, "provider");
	copy_member(row, "provider_module", link, "module");
	copy_member(row, "state", link, "state");
}

/* The busiest first. */
static int by_rate(const void *a, const void *b)
{
	struct json_object *const *x = a, *const *y = b;
	u64 rate_x = number_of(*x, calls.rate) + number_of(*x, callbacks.rate);
	u64 rate_y = number_of(*y, calls.rate) + number_of(*y, callbacks.rate);

	return rate_x < rate_y ? 1 : rate_x > rate_y ? -1 : 0;
}

static void print_rates(const struct genl *genl, struct json_object *tree, bool first)
{
	static const struct table tables[] = {
		{ .key = "links", .columns = columns, .always = true },
		{}
	};

	if (print_format == PRINT_TEXT && isatty(STDOUT_FILENO))
		fputs("\033[H\033[J", stdout);
	else if (print_format == PRINT_TEXT && !first)
		putchar('\n');
	print_answer(genl, tree, tables);
	fflush(stdout);
}

static int print_comparison(const struct genl *genl, const struct look *before,
			    const struct look *after, bool first)
{
	struct json_object *tree = json_object_new_object();
	struct comparison to = {
		.before = before,
		.seconds = after->time - before->time,
	};
	int code = EXIT_FINE;

	to.links = add_array(tree, "links");
	walk_links(after->consumers, compare, &to);
	json_object_array_sort(to.links, by_rate);
	if (to.uncounted && !json_object_array_length(to.links)) {
		complain("counters of calls: needs " LOOK_RIGHTS ": run as root");
		code = EXIT_TROUBLE;
	} else {
		print_rates(genl, tree, first);
	}
	json_object_put(tree);
	return code;
}

/* argv are two numbers that were checked; a count of 0 means no end. */
static int top(struct genl *genl, int argc, char **argv)
{
	struct look before, after;
	u64 seconds, count, i;
	int code;

	parse_number(argv[0], &seconds);
	parse_number(argv[1], &count);
	code = look_at(genl, &before);
	/* Stop if stdout cannot be written; main() reports that. */
	for (i = 0; code == EXIT_FINE && !ferror(stdout) && (!count || i < count); i++) {
		sleep(seconds);
		code = look_at(genl, &after);
		if (code == EXIT_FINE)
			code = print_comparison(genl, &before, &after, !i);
		look_free(&before);
		before = after;
	}
	look_free(&before);
	return code;
}

int top_main(int argc, char **argv)
{
	char *arguments[2] = { "1", "0" };
	u64 seconds, count;

	if (argc > 1)
		arguments[0] = argv[1];
	if (argc > 2)
		arguments[1] = argv[2];
	if (argc > 3)
		return wrong_usage("unexpected argument '%s'", argv[3]);
	if (!parse_number(arguments[0], &seconds) || !seconds || seconds > SECONDS_MAX)
		return wrong_usage("'%s' is not 1 to %d seconds", arguments[0],
				   SECONDS_MAX);
	if (!parse_number(arguments[1], &count))
		return wrong_usage("'%s' is not a number", arguments[1]);
	return run_asking(top, 2, arguments);
}
