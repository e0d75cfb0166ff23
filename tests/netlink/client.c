// SPDX-License-Identifier: GPL-2.0-only
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "client.h"

#define PATIENCE	120	/* seconds for the next message; used up only if one is lost */

/* Has room for the longest answer */
static __u32 buffer[128 * 1024];
static struct nlmsghdr *next;		/* in the buffer */
static int left;

void die(const char *what)
{
	perror(what);
	exit(2);
}

void request_init(struct request *request, int type, int flags, int command)
{
	struct genlmsghdr *header;

	memset(request, 0, sizeof(*request));
	request->header.nlmsg_type = type;
	request->header.nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK | flags;
	header = NLMSG_DATA(&request->header);
	header->cmd = command;
	header->version = 1;
	request->len = NLMSG_LENGTH(GENL_HDRLEN);
	request->header.nlmsg_len = request->len;
}

void *request_put(struct request *request, int attribute, const void *data, size_t len)
{
	struct nlattr *attr = (struct nlattr *)(request->bytes + request->len);

	if (request->len + NLA_HDRLEN + NLA_ALIGN(len) > REQUEST_MAX)
		return NULL;
	attr->nla_type = attribute;
	attr->nla_len = NLA_HDRLEN + len;
	if (len)
		memcpy(attr + 1, data, len);
	request->len += NLA_HDRLEN + NLA_ALIGN(len);
	request->header.nlmsg_len = request->len;
	return attr;
}

void request_put_u32(struct request *request, int attribute, __u32 value)
{
	request_put(request, attribute, &value, sizeof(value));
}

void request_put_u64(struct request *request, int attribute, __u64 value)
{
	request_put(request, attribute, &value, sizeof(value));
}

void request_put_string(struct request *request, int attribute, const char *value)
{
	request_put(request, attribute, value, strlen(value) + 1);
}

static const struct nlattr *find(const void *start, int len, int type)
{
	const struct nlattr *attr = start;

	while (len >= NLA_HDRLEN && attr->nla_len >= NLA_HDRLEN && attr->nla_len <= len) {
		if ((attr->nla_type & NLA_TYPE_MASK) == type)
			return attr;
		len -= NLA_ALIGN(attr->nla_len);
		attr = (void *)attr + NLA_ALIGN(attr->nla_len);
	}
	return NULL;
}

const struct nlattr *attribute(const struct nlmsghdr *message, int type)
{
	return find(NLMSG_DATA(message) + GENL_HDRLEN,
		    message->nlmsg_len - NLMSG_LENGTH(GENL_HDRLEN), type);
}

const struct nlattr *attribute_after(const struct nlmsghdr *message, int type,
				     const struct nlattr *attr)
{
	const void *end = (const void *)message + message->nlmsg_len;
	const void *start;

	if (!attr)
		return attribute(message, type);
	start = (const void *)attr + NLA_ALIGN(attr->nla_len);
	return find(start, end - start, type);
}

const struct nlattr *nested(const struct nlattr *nest, int type)
{
	return nest ? find(nest + 1, nest->nla_len - NLA_HDRLEN, type) : NULL;
}

static __u16 u16_of(const struct nlattr *attr)
{
	__u16 value = 0;

	if (attr)
		memcpy(&value, attr + 1, sizeof(value));
	return value;
}

__u32 u32_of(const struct nlattr *attr)
{
	__u32 value = 0;

	if (attr)
		memcpy(&value, attr + 1, sizeof(value));
	return value;
}

__u64 u64_of(const struct nlattr *attr)
{
	__u64 value = 0;

	if (attr)
		memcpy(&value, attr + 1, sizeof(value));
	return value;
}

const char *string_of(const struct nlattr *attr)
{
	return attr ? (const char *)(attr + 1) : "";
}

void client_send(struct client *client, struct request *request)
{
	request->header.nlmsg_seq = ++client->seq;
	if (send(client->fd, request->bytes, request->len, 0) < 0)
		die("send");
}

const struct nlmsghdr *client_next(struct client *client)
{
	const struct nlmsghdr *message;
	ssize_t len;

	if (left <= 0) {
		do {
			len = recv(client->fd, buffer, sizeof(buffer), 0);
			client->losses += len < 0 && errno == ENOBUFS;
		} while (len < 0 && (errno == EINTR || errno == ENOBUFS));
		if (len < 0)
			return NULL;
		left = len;
		next = (struct nlmsghdr *)buffer;
	}
	message = next;
	if (!NLMSG_OK(next, left)) {
		fprintf(stderr, "the kernel sent what is no message\n");
		exit(2);
	}
	next = NLMSG_NEXT(next, left);
	return message;
}

/* The attributes of an error, after @skip bytes of the message's data */
static void read_ack(struct outcome *outcome, const struct nlmsghdr *message, int skip)
{
	const void *attributes = NLMSG_DATA(message) + skip;
	int len = message->nlmsg_len - NLMSG_LENGTH(skip);

	if (!(message->nlmsg_flags & NLM_F_ACK_TLVS))
		return;
	snprintf(outcome->text, sizeof(outcome->text), "%s",
		 string_of(find(attributes, len, NLMSGERR_ATTR_MSG)));
	outcome->missing = u32_of(find(attributes, len, NLMSGERR_ATTR_MISS_TYPE));
}

/* True if the message ends the answer. */
static bool take(struct outcome *outcome, const struct nlmsghdr *message, visitor visit,
		 void *data)
{
	const int *error = NLMSG_DATA(message);

	if (message->nlmsg_flags & NLM_F_DUMP_INTR)
		outcome->interrupted = true;
	switch (message->nlmsg_type) {
	case NLMSG_ERROR:
		outcome->error = -*error;
		read_ack(outcome, message, sizeof(struct nlmsgerr));
		return true;
	case NLMSG_DONE:
		outcome->error = -*error;
		read_ack(outcome, message, sizeof(*error));
		return true;
	}
	outcome->entries++;
	if (visit)
		visit(message, data);
	return false;
}

struct outcome client_wait(struct client *client, visitor visit, void *data)
{
	struct outcome outcome = { .error = SILENCE };
	const struct nlmsghdr *message;

	while ((message = client_next(client))) {
		if (message->nlmsg_seq != client->seq)
			continue;
		if (take(&outcome, message, visit, data))
			break;
	}
	return outcome;
}

struct outcome client_ask(struct client *client, struct request *request, visitor visit,
			  void *data)
{
	client_send(client, request);
	return client_wait(client, visit, data);
}

static void read_family(const struct nlmsghdr *message, void *data)
{
	const struct nlattr *groups = attribute(message, CTRL_ATTR_MCAST_GROUPS);
	struct client *client = data;

	/* The only group is the first in the list. */
	client->family = u16_of(attribute(message, CTRL_ATTR_FAMILY_ID));
	client->group = u32_of(nested(nested(groups, 1), CTRL_ATTR_MCAST_GRP_ID));
}

void client_open(struct client *client)
{
	struct timeval patience = { .tv_sec = PATIENCE };
	struct request request;
	struct outcome outcome;
	int on = 1;

	memset(client, 0, sizeof(*client));
	left = 0;
	client->fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_GENERIC);
	if (client->fd < 0)
		die("socket");
	setsockopt(client->fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
	setsockopt(client->fd, SOL_NETLINK, NETLINK_EXT_ACK, &on, sizeof(on));
	setsockopt(client->fd, SOL_NETLINK, NETLINK_CAP_ACK, &on, sizeof(on));
	request_init(&request, GENL_ID_CTRL, 0, CTRL_CMD_GETFAMILY);
	request_put_string(&request, CTRL_ATTR_FAMILY_NAME, BROKER_FAMILY_NAME);
	outcome = client_ask(client, &request, read_family, client);
	if (outcome.error)
		client->family = -outcome.error;
}

void client_close(struct client *client)
{
	close(client->fd);
}

/* 0 or an errno */
int client_join(struct client *client)
{
	return setsockopt(client->fd, SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, &client->group,
			  sizeof(client->group)) ? errno : 0;
}
