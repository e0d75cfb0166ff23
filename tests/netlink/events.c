// SPDX-License-Identifier: GPL-2.0-only
/* Listening, and steering. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client.h"
#include "table.h"

static const char *command_name(int number)
{
	unsigned int i;

	for (i = 0; i < sizeof(commands) / sizeof(*commands); i++)
		if (commands[i].number == number)
			return commands[i].name;
	return "unknown";
}

/* "NUMBER COMMAND MODULE [LINK-STATE PROVIDER]...", as one line */
static void print(const struct nlmsghdr *message)
{
	const struct genlmsghdr *header = NLMSG_DATA(message);
	bool consumer = false;
	int event, module;

	switch (header->cmd) {
	case BROKER_CMD_PROVIDER_CAME_NTF:
	case BROKER_CMD_PROVIDER_WENT_NTF:
		event = BROKER_A_PROVIDER_EVENT;
		module = BROKER_A_PROVIDER_MODULE;
		break;
	case BROKER_CMD_REFUSED_NTF:
		event = BROKER_A_REFUSAL_EVENT;
		module = BROKER_A_REFUSAL_CONSUMER;
		break;
	default:
		event = BROKER_A_CONSUMER_EVENT;
		module = BROKER_A_CONSUMER_MODULE;
		consumer = true;
	}
	printf("%llu %s %s", (unsigned long long)u64_of(attribute(message, event)),
	       command_name(header->cmd), string_of(attribute(message, module)));
	if (consumer)
		print_links(message);
	putchar('\n');
}

/* events COUNT; prints "lost" before the first that comes after a loss */
int do_events(struct client *client, int argc, char **argv)
{
	unsigned long count = argc ? strtoul(argv[0], NULL, 10) : 0;
	const struct nlmsghdr *message;
	unsigned int losses = 0;

	if (client_join(client))
		die("join");
	puts("listening");
	while (count--) {
		message = client_next(client);
		if (!message)
			die("no event");
		if (client->losses != losses)
			puts("lost");
		losses = client->losses;
		print(message);
	}
	return 0;
}

/* steer COMMAND ID; prints "0" or an errno and its message */
int do_steer(struct client *client, int argc, char **argv)
{
	struct outcome outcome;
	struct request request;
	unsigned int i;

	for (i = 0; argc == 2 && i < sizeof(commands) / sizeof(*commands); i++) {
		if (strcmp(commands[i].name, argv[0]))
			continue;
		request_init(&request, client->family, 0, commands[i].number);
		/* The id has the same number in providers and consumers. */
		request_put_u64(&request, BROKER_A_PROVIDER_ID, strtoull(argv[1], NULL, 10));
		outcome = client_ask(client, &request, NULL, NULL);
		printf("%d %s\n", outcome.error, outcome.text);
		return outcome.error;
	}
	return 2;
}
