// SPDX-License-Identifier: GPL-2.0-only
/*
 * The objects that brokerctl sees: one interface with two providers, a consumer of each
 * mode and one that waits, and a refusal.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <linux/compiler.h>
#include <linux/genetlink.h>
#include <uapi/linux/broker.h>

#include "fake_kernel.h"
#include "fake_socket.h"

#define MESSAGE_MAX	4096
#define INSTANCE	"0000:3b:00.0"

struct fake_kernel fake;

static char message[MESSAGE_MAX] __aligned(8);

void fake_reset(void)
{
	fake_socket_reset();
	fake = (struct fake_kernel){
		.loaded = true,
		.privileged = true,
		.link = BROKER_LINK_STATE_CURRENT,
	};
}

static void enqueue(void)
{
	struct nlmsghdr *header = (void *)message;
	size_t size = header->nlmsg_len;

	if (fake.spoil)
		size = fake.spoil(message, size);
	fake_socket_send(message, size);
}

static struct nlmsghdr *begin(u16 type, u16 flags, u32 seq, int command)
{
	struct nlmsghdr *header = mnl_nlmsg_put_header(message);
	struct genlmsghdr *genl = mnl_nlmsg_put_extra_header(header, sizeof(*genl));

	header->nlmsg_type = type;
	header->nlmsg_flags = flags;
	header->nlmsg_seq = seq;
	genl->cmd = command;
	genl->version = 1;
	return header;
}

/* An acknowledgment, or an error in words if there are any. */
static void answer_error(u32 seq, int error, const char *words)
{
	struct nlmsghdr *header = mnl_nlmsg_put_header(message);
	struct nlmsgerr *body = mnl_nlmsg_put_extra_header(header, sizeof(*body));

	header->nlmsg_type = NLMSG_ERROR;
	header->nlmsg_flags = NLM_F_CAPPED | (words ? NLM_F_ACK_TLVS : 0);
	header->nlmsg_seq = seq;
	body->error = -error;
	if (words)
		mnl_attr_put_strz(header, NLMSGERR_ATTR_MSG, words);
	enqueue();
}

static void answer_done(u32 seq)
{
	struct nlmsghdr *header = mnl_nlmsg_put_header(message);
	int *error = mnl_nlmsg_put_extra_header(header, sizeof(*error));

	header->nlmsg_type = NLMSG_DONE;
	header->nlmsg_flags = NLM_F_MULTI;
	header->nlmsg_seq = seq;
	*error = 0;
	enqueue();
}

static void put_interface(struct nlmsghdr *header, bool with_rows)
{
	mnl_attr_put_strz(header, BROKER_A_INTERFACE_NAME, "well");
	mnl_attr_put_u32(header, BROKER_A_INTERFACE_MAJOR, 1);
	mnl_attr_put_u32(header, BROKER_A_INTERFACE_MINOR, 1);
	if (fake.privileged)
		mnl_attr_put_u32(header, BROKER_A_INTERFACE_FINGERPRINT, 0x1234abc);
	mnl_attr_put_u32(header, BROKER_A_INTERFACE_PROVIDERS, 2);
	mnl_attr_put_u32(header, BROKER_A_INTERFACE_CONSUMERS, 3);
	if (fake.instances)
		mnl_attr_put_u32(header, BROKER_A_INTERFACE_INSTANCES, 1);
	if (!with_rows)
		return;
	mnl_attr_put_strz(header, BROKER_A_INTERFACE_ROW, "broker_op=0 sleep: int draw(void)");
	mnl_attr_put_strz(header, BROKER_A_INTERFACE_ROW, "broker_op=1 atomic: int fill(u32 by)");
}

static const char *const modules[] = { "well_\"old\"", "well_new" };

/* The first is of a later kernel: it has a state and a flag without names. */
static void put_provider(struct nlmsghdr *header, u64 id)
{
	mnl_attr_put_u64(header, BROKER_A_PROVIDER_ID, id);
	mnl_attr_put_strz(header, BROKER_A_PROVIDER_INTERFACE, "well");
	mnl_attr_put_u32(header, BROKER_A_PROVIDER_MAJOR, 1);
	mnl_attr_put_u32(header, BROKER_A_PROVIDER_MINOR, id == 2);
	mnl_attr_put_strz(header, BROKER_A_PROVIDER_MODULE, modules[fake.twice || id == 2]);
	mnl_attr_put_u8(header, BROKER_A_PROVIDER_SIGNED, id == 2);
	mnl_attr_put_u32(header, BROKER_A_PROVIDER_STATE,
			 id == 1 ? 77 : BROKER_PROVIDER_STATE_LIVE);
	mnl_attr_put_u32(header, BROKER_A_PROVIDER_PINS, id == 1);
	mnl_attr_put_u32(header, BROKER_A_PROVIDER_LINKS, id == 2);
	if (fake.privileged) {
		mnl_attr_put_u32(header, BROKER_A_PROVIDER_FINGERPRINT, 0x1234abc);
		mnl_attr_put_u32(header, BROKER_A_PROVIDER_PRIORITY, -1);
		mnl_attr_put_u32(header, BROKER_A_PROVIDER_FLAGS,
				 id == 1 ? 0x40 : BROKER_PROVIDER_FLAGS_PREFERRED);
		mnl_attr_put_u64(header, BROKER_A_PROVIDER_AGE, 61001);
	}
	if (fake.instances && id == 2)
		mnl_attr_put_strz(header, BROKER_A_PROVIDER_INSTANCE, INSTANCE);
	mnl_attr_put_strz(header, BROKER_A_PROVIDER_MAX + 5, "of a later kernel");
}

static void put_link(struct nlmsghdr *header, u64 provider, bool counted, int state, u64 age)
{
	struct nlattr *nest = mnl_attr_nest_start(header, BROKER_A_CONSUMER_LINK);

	if (provider != 2 || !fake.gone) {
		mnl_attr_put_u64(header, BROKER_A_LINK_PROVIDER, provider);
		mnl_attr_put_strz(header, BROKER_A_LINK_MODULE, modules[provider == 2]);
	}
	mnl_attr_put_u32(header, BROKER_A_LINK_STATE, state);
	if (counted) {
		mnl_attr_put_u64(header, BROKER_A_LINK_ENTERED, 1000 + 500 * fake.requests);
		mnl_attr_put_u64(header, BROKER_A_LINK_LEFT, 998 + 500 * fake.requests);
	}
	if (counted && fake.two_way) {
		mnl_attr_put_u64(header, BROKER_A_LINK_CALLBACKS_ENTERED, 70 * fake.requests);
		mnl_attr_put_u64(header, BROKER_A_LINK_CALLBACKS_LEFT, 70 * fake.requests - 1);
		mnl_attr_put_u64(header, BROKER_A_LINK_REQUESTS, 3);
	}
	if (fake.privileged)
		mnl_attr_put_u64(header, BROKER_A_LINK_AGE, age);
	mnl_attr_nest_end(header, nest);
}

/* The consumer with a link to provider 2. */
static u64 attached(void)
{
	return fake.instances ? 3 : 2;
}

static u32 consumer_flags(u64 id)
{
	return (id == attached() ? BROKER_CONSUMER_FLAGS_MOVABLE : 0) |
	       (id == 2 && fake.instances ? BROKER_CONSUMER_FLAGS_EVERY : 0);
}

static void put_part(struct nlmsghdr *header)
{
	mnl_attr_put_strz(header, BROKER_A_CONSUMER_INSTANCE, INSTANCE);
	mnl_attr_put_u64(header, BROKER_A_CONSUMER_WHOLE, 2);
}

/* The attributes of each consumer before its links. */
static void put_consumer_alone(struct nlmsghdr *header, u64 id)
{
	static const char *const users[] = { "pinner", "user", "idler\n" };

	mnl_attr_put_u64(header, BROKER_A_CONSUMER_ID, id);
	mnl_attr_put_strz(header, BROKER_A_CONSUMER_INTERFACE, "well");
	mnl_attr_put_u32(header, BROKER_A_CONSUMER_MAJOR, 1);
	mnl_attr_put_strz(header, BROKER_A_CONSUMER_MODULE,
			  users[id == attached() ? 1 : (id - 1) % 3]);
	if (fake.privileged)
		mnl_attr_put_u32(header, BROKER_A_CONSUMER_FLAGS, consumer_flags(id));
	if (id == 3 && !fake.instances)
		return;
	mnl_attr_put_u32(header, BROKER_A_CONSUMER_MODE,
			 id == 1 ? BROKER_MODE_PINNED : BROKER_MODE_REVOCABLE);
	mnl_attr_put_u32(header, BROKER_A_CONSUMER_MINOR, 1);
	mnl_attr_put_u32(header, BROKER_A_CONSUMER_MIN_MINOR, 0);
	mnl_attr_put_u32(header, BROKER_A_CONSUMER_STATE, BROKER_CONSUMER_STATE_LIVE);
	if (id == 3)
		put_part(header);
}

/*
 * 1 is pinned, 2 is attached, 3 waits and has as few attributes as possible. With instances
 * 2 has a part for each, and that is 3.
 */
static void put_consumer(struct nlmsghdr *header, u64 id)
{
	put_consumer_alone(header, id);
	if (id == 1)
		put_link(header, 1, false, BROKER_LINK_STATE_CURRENT, 5);
	else if (id == attached() && fake.privileged)
		put_link(header, 2, true, fake.link, 5);
}

/* It has been leaving the older link for longer. */
static void put_detached_consumer(struct nlmsghdr *header)
{
	put_consumer_alone(header, attached());
	put_link(header, 1, true, BROKER_LINK_STATE_DRAINING, 500);
	put_link(header, 2, true, BROKER_LINK_STATE_DRAINING, 5);
}

static void put_refusal(struct nlmsghdr *header)
{
	mnl_attr_put_u64(header, BROKER_A_REFUSAL_ID, 1);
	mnl_attr_put_u32(header, BROKER_A_REFUSAL_VERDICT, BROKER_CONTRACT_DIFFERS);
	mnl_attr_put_u32(header, BROKER_A_REFUSAL_ERRNO, EPROTO);
	mnl_attr_put_strz(header, BROKER_A_REFUSAL_INTERFACE, "well");
	mnl_attr_put_u32(header, BROKER_A_REFUSAL_MAJOR, 1);
	mnl_attr_put_strz(header, BROKER_A_REFUSAL_CONSUMER, "stranger");
	mnl_attr_put_strz(header, BROKER_A_REFUSAL_PROVIDER, "well_new");
	mnl_attr_put_strz(header, BROKER_A_REFUSAL_WHAT, "op 0 'draw'");
	mnl_attr_put_strz(header, BROKER_A_REFUSAL_HAVE, "0 sleep: int draw(void)");
	mnl_attr_put_u64(header, BROKER_A_REFUSAL_AGE, 0);
	if (fake.instances)
		mnl_attr_put_strz(header, BROKER_A_REFUSAL_INSTANCE, INSTANCE);
}

/* Object @id of the kind that a command asks for; false if there is none. */
static bool put_object(struct nlmsghdr *header, int command, u64 id)
{
	static const u64 last[] = {
		[BROKER_CMD_INTERFACE_GET] = 1,
		[BROKER_CMD_PROVIDER_GET] = 2,
		[BROKER_CMD_CONSUMER_GET] = 3,
		[BROKER_CMD_REFUSAL_GET] = 1,
	};

	if (!id || id > last[command] || fake.empty ||
	    (fake.gone && command == BROKER_CMD_PROVIDER_GET && id == 2))
		return false;
	switch (command) {
	case BROKER_CMD_INTERFACE_GET:
		put_interface(header, false);
		break;
	case BROKER_CMD_PROVIDER_GET:
		put_provider(header, id);
		break;
	case BROKER_CMD_CONSUMER_GET:
		put_consumer(header, id);
		break;
	default:
		put_refusal(header);
	}
	return true;
}

static void dump(u32 seq, int command)
{
	u16 flags = NLM_F_MULTI;
	u64 id;

	if (fake.interrupted) {
		fake.interrupted--;
		flags |= NLM_F_DUMP_INTR;
	}
	for (id = 1; put_object(begin(FAKE_FAMILY, flags, seq, command), command, id); id++)
		enqueue();
	answer_done(seq);
}

/* The first attribute of a request, which is the id of its object. */
static u64 asked_id(const struct nlmsghdr *request)
{
	const struct nlattr *attr = mnl_nlmsg_get_payload_offset(request, GENL_HDRLEN);

	return mnl_nlmsg_get_payload_len(request) < GENL_HDRLEN + MNL_ATTR_HDRLEN + 8 ? 0 :
	       mnl_attr_get_u64(attr);
}

static void answer_one(const struct nlmsghdr *request, int command)
{
	struct nlmsghdr *header = begin(FAKE_FAMILY, 0, request->nlmsg_seq, command);

	if (command == BROKER_CMD_INTERFACE_GET) {
		put_interface(header, fake.privileged);
	} else if (!put_object(header, command, asked_id(request))) {
		answer_error(request->nlmsg_seq, ENOENT, "no such object");
		return;
	}
	enqueue();
	answer_error(request->nlmsg_seq, 0, NULL);
}

static void change(const struct nlmsghdr *request, int command)
{
	if (!fake.privileged) {
		answer_error(request->nlmsg_seq, EPERM, NULL);
	} else if (command == BROKER_CMD_CONSUMER_DETACH && asked_id(request) == 1) {
		answer_error(request->nlmsg_seq, EOPNOTSUPP, "it is pinned");
	} else if (asked_id(request) > 3) {
		answer_error(request->nlmsg_seq, ENOENT, "there is none with this id");
	} else {
		fake.changes++;
		answer_error(request->nlmsg_seq, 0, NULL);
	}
}

static void answer_control(const struct nlmsghdr *request)
{
	struct nlmsghdr *header = begin(GENL_ID_CTRL, 0, request->nlmsg_seq, CTRL_CMD_NEWFAMILY);
	struct nlattr *groups, *group;

	if (!fake.loaded) {
		answer_error(request->nlmsg_seq, ENOENT, NULL);
		return;
	}
	mnl_attr_put_strz(header, CTRL_ATTR_FAMILY_NAME, BROKER_FAMILY_NAME);
	mnl_attr_put_u16(header, CTRL_ATTR_FAMILY_ID, FAKE_FAMILY);
	groups = mnl_attr_nest_start(header, CTRL_ATTR_MCAST_GROUPS);
	group = mnl_attr_nest_start(header, 1);
	mnl_attr_put_strz(header, CTRL_ATTR_MCAST_GRP_NAME, BROKER_MCGRP_EVENTS);
	mnl_attr_put_u32(header, CTRL_ATTR_MCAST_GRP_ID, FAKE_EVENTS_GROUP);
	mnl_attr_nest_end(header, group);
	mnl_attr_nest_end(header, groups);
	enqueue();
	answer_error(request->nlmsg_seq, 0, NULL);
}

void fake_answer(const struct nlmsghdr *request)
{
	const struct genlmsghdr *genl = mnl_nlmsg_get_payload(request);

	fake.requests++;
	if (fake.lifetime && fake.requests > fake.lifetime)
		fake.loaded = false;
	if (request->nlmsg_type == GENL_ID_CTRL)
		answer_control(request);
	else if (!fake.loaded)
		answer_error(request->nlmsg_seq, ENOENT, NULL);
	else if (genl->cmd > BROKER_CMD_REFUSAL_GET)
		change(request, genl->cmd);
	else if (genl->cmd == BROKER_CMD_REFUSAL_GET && !fake.privileged)
		answer_error(request->nlmsg_seq, EPERM, NULL);
	else if ((request->nlmsg_flags & NLM_F_DUMP) == NLM_F_DUMP)
		dump(request->nlmsg_seq, genl->cmd);
	else
		answer_one(request, genl->cmd);
}

/* An event is waiting to be read, with a number. */
void fake_event(int command, u64 number)
{
	struct nlmsghdr *header = begin(FAKE_FAMILY, 0, 0, command);

	if (command == BROKER_CMD_REFUSED_NTF) {
		put_refusal(header);
		mnl_attr_put_u64(header, BROKER_A_REFUSAL_EVENT, number);
	} else if (command >= BROKER_CMD_CONSUMER_ATTACHED_NTF) {
		if (command == BROKER_CMD_CONSUMER_DETACHED_NTF)
			put_detached_consumer(header);
		else
			put_consumer(header, attached());
		mnl_attr_put_u64(header, BROKER_A_CONSUMER_EVENT, number);
	} else {
		put_provider(header, 2);
		mnl_attr_put_u64(header, BROKER_A_PROVIDER_EVENT, number);
	}
	enqueue();
}

/* The broker is unloaded. */
void fake_unload(void)
{
	struct nlmsghdr *header = begin(GENL_ID_CTRL, 0, 0, CTRL_CMD_DELFAMILY);

	mnl_attr_put_strz(header, CTRL_ATTR_FAMILY_NAME, BROKER_FAMILY_NAME);
	enqueue();
}
