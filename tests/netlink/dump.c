// SPDX-License-Identifier: GPL-2.0-only
/*
 * A timed dump; with a name and a count, each of NAME0 to NAMEn is in it once. Or
 * its entries for one module.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "client.h"

#define NAMES_MAX	65536

static const char *const provider_states[] = { "pending", "live", "drained", "leaving" };
static const char *const consumer_states[] = { "pending", "live", "detached", "leaving" };
static const char *const link_states[] = { "attaching", "current", "draining", "detaching" };

static const struct kind {
	const char *name;
	int command;
	int interface;		/* the attribute that names one, */
	int id;			/* that which tells entries apart, or 0 */
	int module, state;	/* and more for those that have it */
	const char *const *states;
} kinds[] = {
	{ "interface", BROKER_CMD_INTERFACE_GET, BROKER_A_INTERFACE_NAME },
	{ "provider", BROKER_CMD_PROVIDER_GET, BROKER_A_PROVIDER_INTERFACE, BROKER_A_PROVIDER_ID,
	  BROKER_A_PROVIDER_MODULE, BROKER_A_PROVIDER_STATE, provider_states },
	{ "consumer", BROKER_CMD_CONSUMER_GET, BROKER_A_CONSUMER_INTERFACE, BROKER_A_CONSUMER_ID,
	  BROKER_A_CONSUMER_MODULE, BROKER_A_CONSUMER_STATE, consumer_states },
	{ "refusal", BROKER_CMD_REFUSAL_GET, BROKER_A_REFUSAL_INTERFACE, BROKER_A_REFUSAL_ID },
};

struct census {
	const struct kind *kind;
	const char *name;
	unsigned int count;
	__u64 last;
	bool disorder;
	unsigned char seen[NAMES_MAX];
};

static void note(const struct nlmsghdr *message, void *data)
{
	struct census *census = data;
	const char *name = string_of(attribute(message, census->kind->interface));
	size_t len = strlen(census->name);
	unsigned long number;
	__u64 id;

	if (census->kind->id) {
		id = u64_of(attribute(message, census->kind->id));
		census->disorder |= id <= census->last;
		census->last = id;
	}
	if (!len || strncmp(name, census->name, len))
		return;
	number = strtoul(name + len, NULL, 10);
	if (number < census->count && census->seen[number] < 2)
		census->seen[number]++;
}

static unsigned int strays(const struct census *census)
{
	unsigned int i, n = 0;

	for (i = 0; i < census->count; i++)
		n += census->seen[i] != 1;
	return n;
}

static const struct kind *find_kind(const char *name)
{
	unsigned int i;

	for (i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (!strcmp(kinds[i].name, name))
			return &kinds[i];
	return NULL;
}

static long milliseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* dump KIND [NAME COUNT]; prints "N entries, M ms, whole|interrupted" */
int do_dump(struct client *client, int argc, char **argv)
{
	static struct census census;
	struct outcome outcome;
	struct request request;
	long begun;

	census.kind = argc ? find_kind(argv[0]) : NULL;
	if (!census.kind)
		return 2;
	census.name = argc == 3 ? argv[1] : "";
	census.count = argc == 3 ? strtoul(argv[2], NULL, 10) : 0;
	if (census.count > NAMES_MAX)
		return 2;
	request_init(&request, client->family, NLM_F_DUMP, census.kind->command);
	begun = milliseconds();
	outcome = client_ask(client, &request, note, &census);
	printf("%u entries, %ld ms, %s\n", outcome.entries, milliseconds() - begun,
	       outcome.interrupted ? "interrupted" : "whole");
	if (outcome.error)
		fprintf(stderr, "dump: error %d, '%s'\n", outcome.error, outcome.text);
	if (census.disorder)
		fprintf(stderr, "dump: not in the order of ids\n");
	if (strays(&census))
		fprintf(stderr, "dump: %u of %s are not in it once\n", strays(&census),
			census.name);
	return outcome.error || census.disorder || strays(&census);
}

void print_links(const struct nlmsghdr *message)
{
	const struct nlattr *link = NULL;

	while ((link = attribute_after(message, BROKER_A_CONSUMER_LINK, link)))
		printf(" %s %s", link_states[u32_of(nested(link, BROKER_A_LINK_STATE)) & 3],
		       string_of(nested(link, BROKER_A_LINK_MODULE)));
}

struct wanted {
	const struct kind *kind;
	const char *module;
};

static void show(const struct nlmsghdr *message, void *data)
{
	const struct wanted *wanted = data;
	const struct kind *kind = wanted->kind;

	if (strcmp(string_of(attribute(message, kind->module)), wanted->module))
		return;
	printf("%llu %s", (unsigned long long)u64_of(attribute(message, kind->id)),
	       kind->states[u32_of(attribute(message, kind->state)) & 3]);
	if (kind->command == BROKER_CMD_CONSUMER_GET)
		print_links(message);
	putchar('\n');
}

/* show provider|consumer MODULE; prints "ID STATE" and a consumer's links */
int do_show(struct client *client, int argc, char **argv)
{
	struct wanted wanted;
	struct request request;

	if (argc != 2)
		return 2;
	wanted.kind = find_kind(argv[0]);
	wanted.module = argv[1];
	if (!wanted.kind || !wanted.kind->module)
		return 2;
	request_init(&request, client->family, NLM_F_DUMP, wanted.kind->command);
	return client_ask(client, &request, show, &wanted).error;
}

static void nothing(const struct nlmsghdr *message, void *data) { }

/* half KIND SECONDS; asks for a dump and leaves it unread; reads it then, prints "N entries" */
int do_half(struct client *client, int argc, char **argv)
{
	const struct kind *kind = argc == 2 ? find_kind(argv[0]) : NULL;
	struct outcome outcome;
	struct request request;

	if (!kind)
		return 2;
	request_init(&request, client->family, NLM_F_DUMP, kind->command);
	client_send(client, &request);
	sleep(atoi(argv[1]));
	outcome = client_wait(client, nothing, NULL);
	printf("%u entries\n", outcome.entries);
	return outcome.error;
}
