// SPDX-License-Identifier: GPL-2.0-only
/*
 * brokerctl top: how often consumers call, from two looks at the counters of
 * their links. Who is pinned calls without being counted.
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
	{ .key = "consumer", .heading = "ID" },
	{ .key = "consumer_module", .heading = "CONSUMER" },
	{ .key = "interface", .heading = "INTERFACE" },
	{ .key = "major", .heading = "MAJOR" },
	{ .key = "provider_module", .heading = "PROVIDER" },
	{ .key = "state", .heading = "STATE" },
	{}
};

/**
 * struct look - the counters at one moment
 * @consumers: as they were listed
 * @entered: of each link, how many calls had entered; by a name made of both ids
 * @time: when, in seconds
 */
struct look {
	struct json_object *consumers;
	struct json_object *entered;
	double time;
};

static void link_name(char *name, size_t size, struct json_object *consumer,
		      struct json_object *link)
{
	snprintf(name, size, "%llu %llu", number_of(consumer, "id"),
		 number_of(link, "provider"));
}

typedef void each_link(struct json_object *consumer, struct json_object *link, void *data);

/* Call @each for every link whose calls are counted; for NULL if we may not know it. */
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

static void note_entered(struct json_object *consumer, struct json_object *link, void *data)
{
	struct json_object *entered = json_object_object_get(link, "entered");
	struct look *look = data;
	char name[64];

	link_name(name, sizeof(name), consumer, link);
	json_object_object_add(look->entered, name, json_object_get(entered));
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
	json_object_put(look->entered);
}

/* Returns an exit code. */
static int look_at(struct genl *genl, struct look *look)
{
	int code;

	look->consumers = json_object_new_array();
	look->entered = json_object_new_object();
	look->time = now();
	genl->interrupted = false;
	code = objects_get(genl, &consumer_type, look->consumers);
	walk_links(look->consumers, note_entered, look);
	return code;
}

struct comparison {
	const struct look *before;
	double seconds;
	struct json_object *links;
	bool uncounted;
};

/* A link that was not there before has counted from 0. */
static void compare(struct json_object *consumer, struct json_object *link, void *data)
{
	struct comparison *to = data;
	struct json_object *row;
	u64 entered, before, left;
	char name[64];

	if (!json_object_object_get(link, "entered")) {
		to->uncounted = true;
		return;
	}
	link_name(name, sizeof(name), consumer, link);
	before = number_of(to->before->entered, name);
	entered = number_of(link, "entered");
	left = number_of(link, "left");
	if (entered < before)
		before = 0;
	row = append_object(to->links);
	add_number(row, "calls_per_second", (entered - before) / to->seconds + 0.5);
	add_number(row, "inside", entered > left ? entered - left : 0);
	copy_member(row, "consumer", consumer, "id");
	copy_member(row, "consumer_module", consumer, "module");
	copy_member(row, "interface", consumer, "interface");
	copy_member(row, "major", consumer, "major");
	copy_member(row, "provider", link, "provider");
	copy_member(row, "provider_module", link, "module");
	copy_member(row, "state", link, "state");
}

/* The busiest first. */
static int by_rate(const void *a, const void *b)
{
	struct json_object *const *x = a, *const *y = b;
	u64 rate_x = number_of(*x, "calls_per_second");
	u64 rate_y = number_of(*y, "calls_per_second");

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

/* argv are two numbers that were checked; a count of 0 is without end. */
static int top(struct genl *genl, int argc, char **argv)
{
	struct look before, after;
	u64 seconds, count, i;
	int code;

	parse_number(argv[0], &seconds);
	parse_number(argv[1], &count);
	code = look_at(genl, &before);
	/* What cannot be written is not worth looking at; main() says why. */
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
		return wrong_usage("'%s' is too much", argv[3]);
	if (!parse_number(arguments[0], &seconds) || !seconds || seconds > SECONDS_MAX)
		return wrong_usage("'%s' is not 1 to %d seconds", arguments[0],
				   SECONDS_MAX);
	if (!parse_number(arguments[1], &count))
		return wrong_usage("'%s' is no number", arguments[1]);
	return run_asking(top, 2, arguments);
}
