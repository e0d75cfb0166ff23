// SPDX-License-Identifier: GPL-2.0-only
/*
 * Random requests, most of them nearly right: a command of the spec with
 * attributes of its own, of which some have another type, length or value; and
 * some with bytes changed anywhere. The same seed gives the same requests.
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

static __u64 state;

/* Of xorshift64* the better half */
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

static __u64 draw_number(void)
{
	switch (below(4)) {
	case 0:
		return (__u64)draw() << 32 | draw();
	case 1:
		return -(__u64)below(3);
	default:
		return below(12);	/* the ids and majors that there are */
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

static void put_attribute(struct request *r, const struct attribute *attribute)
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

/* The family stays: others are not ours to disturb. */
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

/* Notifications are nothing to ask for. */
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
	bool dump = once_in(4);
	int i;

	request_init(r, family, dump ? NLM_F_DUMP : 0,
		     once_in(32) ? below(256) : (__u32)command->number);
	for (i = 0; i < command->taken; i++)
		if (dump ? once_in(8) : !once_in(8))
			put_attribute(r, &command->attributes[i]);
	for (i = once_in(4) ? below(5) : 0; i > 0; i--)
		put_attribute(r, &command->attributes[below(command->count)]);
	if (once_in(8))
		spoil(r);
}

/* All that comes back, so that no answer is in the way of the next */
static void drain(struct client *client, unsigned long *errnos)
{
	static __u32 answer[128 * 1024];
	const struct nlmsghdr *message;
	ssize_t got;
	int left;

	while ((got = recv(client->fd, answer, sizeof(answer), MSG_DONTWAIT)) > 0) {
		left = got;
		for (message = (void *)answer; NLMSG_OK(message, left);
		     message = NLMSG_NEXT(message, left)) {
			int error = *(const int *)NLMSG_DATA(message);

			if (message->nlmsg_type == NLMSG_ERROR && -error >= 0 && -error < ERRNOS)
				errnos[-error]++;
		}
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

/* fuzz SEED COUNT */
int do_fuzz(struct client *client, int argc, char **argv)
{
	unsigned long errnos[ERRNOS] = {};
	struct request request;
	unsigned long n;

	if (argc != 2)
		return 2;
	state = strtoull(argv[0], NULL, 10) * 2 + 1;
	for (n = strtoul(argv[1], NULL, 10); n; n--) {
		make(&request, client->family);
		request.header.nlmsg_seq = n;
		if (send(client->fd, request.bytes, request.len, 0) < 0)
			die("send");
		drain(client, errnos);
	}
	print_errnos(errnos);
	/* They were not all of one kind, or the fuzzer finds nothing. */
	return !errnos[0] || !errnos[EINVAL] || !errnos[ENOENT] || !errnos[EOPNOTSUPP];
}
