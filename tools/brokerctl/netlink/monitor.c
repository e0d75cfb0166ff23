// SPDX-License-Identifier: GPL-2.0-only
/*
 * brokerctl monitor: prints a line for each event. The kernel numbers events, so that
 * the number of lost ones is known.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <linux/genetlink.h>
#include <uapi/linux/broker.h>

#include "common/options.h"
#include "netlink/commands.h"
#include "netlink/netlink.h"

#define RECEIVE_BUFFER	(16 * 1024 * 1024)

static const struct kind_of_event {
	const char *name;
	const struct object_type *type;
	const char *verb;
} kinds[] = {
	[BROKER_CMD_PROVIDER_CAME_NTF] = { "provider-came", &provider_type, "provides" },
	[BROKER_CMD_PROVIDER_WENT_NTF] = { "provider-went", &provider_type, "no longer provides" },
	[BROKER_CMD_CONSUMER_ATTACHED_NTF] = { "consumer-attached", &consumer_type, "uses" },
	[BROKER_CMD_CONSUMER_MOVED_NTF] = { "consumer-moved", &consumer_type, "now uses" },
	[BROKER_CMD_CONSUMER_DETACHED_NTF] = { "consumer-detached", &consumer_type,
					       "no longer uses" },
	[BROKER_CMD_REFUSED_NTF] = { "refused", &refusal_type },
};

#define KINDS	((int)(sizeof(kinds) / sizeof(*kinds)))

/* The time of printing; an event is printed as soon as it is received. */
static void add_time(struct json_object *tree)
{
	char seconds[32], time[64];
	struct timespec now;
	struct tm tm;

	clock_gettime(CLOCK_REALTIME, &now);
	strftime(seconds, sizeof(seconds), "%FT%T", gmtime_r(&now.tv_sec, &tm));
	snprintf(time, sizeof(time), "%s.%03ldZ", seconds, now.tv_nsec / 1000000);
	add_text(tree, "time", time);
	if (print_format == PRINT_TEXT)
		printf("%s ", time);
}

/* One or two members of the tree are printed as text. */
static void print_event(struct json_object *tree, const char *line)
{
	static const struct table tables[] = { { .key = "line" }, {} };

	add_text(tree, "line", line);
	if (given.timestamp)
		add_time(tree);
	print_tree(tree, tables);
	fflush(stdout);
	json_object_put(tree);
}

/* The count is not known before the next event is received; until then it is 0. */
static void print_lost(u64 count)
{
	struct json_object *tree = json_object_new_object();
	char line[64] = "events lost";

	add_text(tree, "kind", "lost");
	if (count) {
		add_number(tree, "count", count);
		snprintf(line, sizeof(line), "%llu %s lost", count,
			 count == 1 ? "event" : "events");
	}
	print_event(tree, line);
}

/* Is this the link that the event is about, and not one that ended before? */
static bool is_meant(struct json_object *link, const struct kind_of_event *kind)
{
	if (kind == &kinds[BROKER_CMD_CONSUMER_DETACHED_NTF])
		return is_text(link, "state", "draining") || is_text(link, "state", "detaching");
	return is_text(link, "state", "current");
}

/* The provider that is bound now, or was until now. Of several, that of the newest link. */
static const char *whose(struct json_object *consumer, const struct kind_of_event *kind)
{
	struct json_object *links = json_object_object_get(consumer, "links"), *last = NULL;
	size_t i;

	for (i = 0; links && i < json_object_array_length(links); i++) {
		struct json_object *link = json_object_array_get_idx(links, i);

		if (is_meant(link, kind) && (!last || seconds_of(link) < seconds_of(last)))
			last = link;
	}
	return last ? text_of(last, "module") : "";
}

/* The event in words. */
static void put_line(char *line, size_t size, const struct kind_of_event *kind,
		     struct json_object *object)
{
	const char *whom;
	char which[128];

	if (kind->type == &refusal_type) {
		snprintf(line, size, "%s: %s", kind->name, text_of(object, "line"));
		return;
	}
	whom = kind->type == &consumer_type ? whose(object, kind) : "";
	snprintf(line, size, "%s: %s %s %s %s%s%s (%s %llu)", kind->name,
		 text_of(object, "module"), kind->verb,
		 which_of(which, sizeof(which), text_of(object, "interface"), object),
		 text_of(object, "major"), *whom ? " of " : "", whom, kind->type->one,
		 number_of(object, "id"));
}

static void print_known(const struct kind_of_event *kind, struct json_object *object)
{
	struct json_object *tree = json_object_new_object();
	char line[1200];

	put_line(line, sizeof(line), kind, object);
	add_text(tree, "kind", kind->name);
	json_object_object_add(tree, kind->type->one, object);
	print_event(tree, line);
}

static void print_unknown(int command)
{
	struct json_object *tree = json_object_new_object();
	char name[16], line[64];

	snprintf(name, sizeof(name), "%d", command);
	snprintf(line, sizeof(line), "%d: an event of a later broker", command);
	add_text(tree, "kind", name);
	print_event(tree, line);
}

/* Updates the number of the last event; @next should follow it. */
static void count(u64 *last, u64 next)
{
	if (*last && next > *last + 1)
		print_lost(next - *last - 1);
	if (next > *last)
		*last = next;
}

static void take_event(int command, const void *attributes, size_t size, void *data)
{
	struct json_object *object;
	u64 *last = data;

	if (command < 0 || command >= KINDS || !kinds[command].type) {
		print_unknown(command);
		*last += !!*last;
		return;
	}
	object = json_object_new_object();
	object_parse(kinds[command].type, attributes, size, object);
	count(last, number_of(object, "event"));
	print_known(&kinds[command], object);
}

/* The controller reports when a family is removed; no event follows. */
static void take_control(int command, const void *attributes, size_t size, void *data)
{
	const struct nlattr *attr;
	bool *gone = data;

	if (command != CTRL_CMD_DELFAMILY)
		return;
	mnl_attr_for_each_payload(attributes, size)
		if (mnl_attr_get_type(attr) == CTRL_ATTR_FAMILY_NAME &&
		    mnl_attr_validate(attr, MNL_TYPE_NUL_STRING) >= 0 &&
		    !strcmp(mnl_attr_get_str(attr), BROKER_FAMILY_NAME))
			*gone = true;
}

/* As large as permitted. */
static void enlarge_buffer(int fd)
{
	int size = RECEIVE_BUFFER;

	if (setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof(size)))
		setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &size, sizeof(size));
}

static int gone(void)
{
	complain("broker was unloaded");
	return EXIT_NO;
}

static int join(struct genl *genl)
{
	int control = GENL_ID_CTRL, events = genl->events;

	enlarge_buffer(mnl_socket_get_fd(genl->socket));
	if (mnl_socket_setsockopt(genl->socket, NETLINK_ADD_MEMBERSHIP, &control,
				  sizeof(control)) ||
	    mnl_socket_setsockopt(genl->socket, NETLINK_ADD_MEMBERSHIP, &events, sizeof(events)))
		return genl_failed(genl, errno, LISTEN_RIGHTS, "monitor");
	/* Nothing reports an unload before this socket joined the groups. */
	if (genl_gone(genl))
		return gone();
	complain("listening");
	return EXIT_FINE;
}

/* Processes one buffer. Returns an exit code if it was the last one, else -1. */
static int take_buffer(struct genl *genl, struct answer *events, struct answer *control)
{
	const void *buffer;
	ssize_t length = genl_receive(genl, &buffer);

	if (length == -ENOBUFS) {
		print_lost(0);
		return -1;
	}
	if (length < 0) {
		complain("cannot read events: %s", strerror(-length));
		return EXIT_TROUBLE;
	}
	answer_take(events, buffer, length);
	answer_take(control, buffer, length);
	return *(bool *)control->data ? gone() : -1;
}

static int monitor(struct genl *genl, int argc, char **argv)
{
	u64 last = 0;
	bool gone = false;
	struct answer events = { .family = genl->family, .each = take_event, .data = &last };
	struct answer control = { .family = GENL_ID_CTRL, .each = take_control, .data = &gone };
	int code = join(genl);

	if (code != EXIT_FINE)
		return code;
	/* Stop if stdout cannot be written; main() reports that. */
	do
		code = take_buffer(genl, &events, &control);
	while (code < 0 && !ferror(stdout));
	return code < 0 ? EXIT_TROUBLE : code;
}

int monitor_main(int argc, char **argv)
{
	if (argc > 1)
		return wrong_usage("unexpected argument '%s'", argv[1]);
	return run_asking(monitor, argc, argv);
}
