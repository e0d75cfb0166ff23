// SPDX-License-Identifier: GPL-2.0-only
/*
 * Random requests, most of them nearly right: a command of the spec with
 * attributes of its own, of which some have another type, length or value; and
 * some with bytes changed anywhere. Most are about an existing object: a look,
 * that is, all dumps, comes before every LOOK_EVERY of them. The same seed gives the same
 * requests if the looks show the same ids, names and majors: nothing else
 * from the answers is used in a request.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "client.h"
#include "table.h"

#define COMMANDS	(sizeof(commands) / sizeof(*commands))
#define ERRNOS		200
#define KNOWN_MAX	256
#define LOOK_EVERY	1000

static __u64 state;

/* The results of the last look: entries of dumps */
static struct nlmsghdr *known[KNOWN_MAX];
static unsigned int known_count;

/* The better half of xorshift64* */
static __u32 draw(void)
{
	state ^= state >> 12;
	state ^= state << 25;
	state ^= state >> 27;
	return state * 0x2545f4914f6cdd1dULL >> 32;
}

static __u32 below(__u32 n)
{
	return draw() % n;
}

static bool once_in(__u32 n)
{
	return !below(n);
}

static void learn(const struct nlmsghdr *message, void *unused)
{
	struct nlmsghdr *copy;

	if (known_count == KNOWN_MAX)
		return;
	copy = malloc(message->nlmsg_len);
	if (!copy)
		die("malloc");
	known[known_count++] = memcpy(copy, message, message->nlmsg_len);
}

static void look(struct client *client)
{
	struct request request;
	unsigned int i;

	while (known_count)
		free(known[--known_count]);
	for (i = 0; i < COMMANDS; i++) {
		if (commands[i].number != commands[i].dump)
			continue;
		request_init(&request, client->family, NLM_F_DUMP, commands[i].number);
		client_ask(client, &request, learn, NULL);
	}
}

static int command_of(const struct nlmsghdr *message)
{
	return ((const struct genlmsghdr *)NLMSG_DATA(message))->cmd;
}

/* An object that the command may be about, or NULL if none is known */
static const struct nlmsghdr *draw_known(const struct command *command)
{
	const struct nlmsghdr *fit[KNOWN_MAX];
	unsigned int i, n = 0;

	for (i = 0; i < known_count; i++)
		if (command_of(known[i]) == command->dump)
			fit[n++] = known[i];
	return n ? fit[below(n)] : NULL;
}

static __u64 draw_number(void)
{
	switch (below(4)) {
	case 0:
		return (__u64)draw() << 32 | draw();
	case 1:
		return -(__u64)below(3);
	default:
		return below(12);	/* as a major would be */
	}
}

static void put_string(struct request *r, int attribute)
{
	static const char *const names[] = { "well", "well_1_0", "well_user", "", "a", "%s%n" };
	char noise[200];
	size_t i, len;

	if (!once_in(4)) {
		request_put_string(r, attribute, names[below(sizeof(names) / sizeof(*names))]);
		return;
	}
	len = below(sizeof(noise));
	for (i = 0; i < len; i++)
		noise[i] = draw();
	request_put(r, attribute, noise, len);
}

static void put_nest(struct request *r, int attribute)
{
	unsigned int start = r->len;
	struct nlattr *nest = request_put(r, attribute | NLA_F_NESTED, NULL, 0);
	int n = below(4);

	if (!nest)
		return;
	while (n--)
		request_put_u64(r, below(20), draw_number());
	nest->nla_len = r->len - start;
}

/* As the entry has it */
static bool put_known(struct request *r, int number, const struct nlmsghdr *entry)
{
	const struct nlattr *attr = entry ? attribute(entry, number) : NULL;

	return attr && request_put(r, number, attr + 1, attr->nla_len - NLA_HDRLEN);
}

static void put_random(struct request *r, const struct attribute *attribute)
{
	enum type type = once_in(16) ? below(TYPE_NEST + 1) : attribute->type;
	__u64 number = draw_number();

	switch (type) {
	case TYPE_PAD:
		request_put(r, attribute->number, NULL, 0);
		break;
	case TYPE_U8:
		request_put(r, attribute->number, &number, 1);
		break;
	case TYPE_U32:
	case TYPE_S32:
		request_put_u32(r, attribute->number, number);
		break;
	case TYPE_U64:
		request_put_u64(r, attribute->number, number);
		break;
	case TYPE_STRING:
		put_string(r, attribute->number);
		break;
	case TYPE_NEST:
		put_nest(r, attribute->number);
		break;
	}
}

/* The family is kept, so that others are not disturbed. */
static void spoil(struct request *r)
{
	unsigned int type = r->header.nlmsg_type;
	int n = 1 + below(4);

	while (n--)
		r->bytes[below(r->len)] = draw();
	if (once_in(4))
		r->header.nlmsg_len = below(r->len + 64);
	r->header.nlmsg_type = type;
}

/* Notifications cannot be requested. */
static const struct command *draw_command(void)
{
	const struct command *command;

	do
		command = &commands[below(COMMANDS)];
	while (!command->taken && !once_in(16));
	return command;
}

static void make(struct request *r, int family)
{
	const struct command *command = draw_command();
	const struct nlmsghdr *entry = once_in(4) ? NULL : draw_known(command);
	bool dump = once_in(4);
	int i;

	request_init(r, family, dump ? NLM_F_DUMP : 0,
		     once_in(32) ? below(256) : (__u32)command->number);
	for (i = 0; i < command->taken; i++) {
		if (dump ? !once_in(8) : once_in(16))
			continue;
		if (once_in(16) || !put_known(r, command->attributes[i].number, entry))
			put_random(r, &command->attributes[i]);
	}
	for (i = once_in(8) ? below(5) : 0; i > 0; i--)
		put_random(r, &command->attributes[below(command->count)]);
	if (once_in(8))
		spoil(r);
}

/* The number of requests for each errno, and how many of each command succeeded */
struct tally {
	unsigned long errnos[ERRNOS];
	unsigned long done[256];
};

/* The end of an answer is an acknowledgment, or that of a dump. */
static void count(struct tally *tally, const struct nlmsghdr *message, int command)
{
	int error = -*(const int *)NLMSG_DATA(message);

	if (message->nlmsg_type != NLMSG_ERROR && message->nlmsg_type != NLMSG_DONE)
		return;
	if (error >= 0 && error < ERRNOS)
		tally->errnos[error]++;
	if (!error && message->nlmsg_type == NLMSG_ERROR)
		tally->done[command]++;
}

/* Reads everything that comes back, so that no answer is in the way of the next */
static void drain(struct client *client, struct tally *tally, int command)
{
	static __u32 answer[128 * 1024];
	const struct nlmsghdr *message;
	ssize_t got;
	int left;

	while ((got = recv(client->fd, answer, sizeof(answer), MSG_DONTWAIT)) > 0) {
		left = got;
		for (message = (void *)answer; NLMSG_OK(message, left);
		     message = NLMSG_NEXT(message, left))
			count(tally, message, command);
	}
}

static void print_errnos(const unsigned long *errnos)
{
	int i;

	for (i = 0; i < ERRNOS; i++)
		if (errnos[i])
			printf(" %lu %s", errnos[i], i ? strerrorname_np(i) : "OK");
	putchar('\n');
}

/* Whether each command that can be requested succeeded, and not all answers were of one kind */
static bool has_power(const struct tally *tally)
{
	const unsigned long *errnos = tally->errnos;
	bool power = errnos[EINVAL] && errnos[ENOENT] && errnos[EOPNOTSUPP];
	unsigned int i;

	for (i = 0; i < COMMANDS; i++) {
		if (!commands[i].taken || tally->done[commands[i].number])
			continue;
		fprintf(stderr, "fuzz: %s was never done\n", commands[i].name);
		power = false;
	}
	return power;
}

/* fuzz SEED COUNT */
int do_fuzz(struct client *client, int argc, char **argv)
{
	static struct tally tally;
	struct request request;
	unsigned long i, n;

	if (argc != 2)
		return 2;
	state = strtoull(argv[0], NULL, 10) * 2 + 1;
	n = strtoul(argv[1], NULL, 10);
	for (i = 0; i < n; i++) {
		if (i % LOOK_EVERY == 0)
			look(client);
		make(&request, client->family);
		client_send(client, &request);
		drain(client, &tally, command_of(&request.header));
	}
	print_errnos(tally.errnos);
	return !has_power(&tally);
}
