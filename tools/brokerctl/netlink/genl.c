// SPDX-License-Identifier: GPL-2.0-only
/*
 * The broker's family of generic netlink: finds it, sends it requests, and reports in
 * words why it did not answer.
 */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <uapi/linux/broker.h>
#include <linux/genetlink.h>

#include "common/options.h"
#include "netlink/netlink.h"

/* The rows of a contract are in one message; no other message is as long. */
#define RECEIVE_SIZE	(256 * 1024)
#define REQUEST_SIZE	1024

static char received[RECEIVE_SIZE] __aligned(8);
static char to_send[REQUEST_SIZE] __aligned(8);

/**
 * genl_receive() - wait for the next messages
 * @genl: the socket
 * @buffer: set to the messages
 *
 * Return: their length, or a negative errno.
 */
ssize_t genl_receive(struct genl *genl, const void **buffer)
{
	ssize_t length = mnl_socket_recvfrom(genl->socket, received, sizeof(received));

	*buffer = received;
	return length < 0 ? -errno : length;
}

static struct nlmsghdr *request_to(u16 type, u32 seq, int command)
{
	struct nlmsghdr *header = mnl_nlmsg_put_header(to_send);
	struct genlmsghdr *genl = mnl_nlmsg_put_extra_header(header, sizeof(*genl));

	header->nlmsg_type = type;
	header->nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK;
	header->nlmsg_seq = seq;
	genl->cmd = command;
	genl->version = 1;
	return header;
}

/* A request that has no attributes yet; only one exists at a time. */
struct nlmsghdr *genl_request(struct genl *genl, int command)
{
	return request_to(genl->family, ++genl->seq, command);
}

static int exchange(struct genl *genl, const struct nlmsghdr *request, struct answer *answer)
{
	const void *buffer;
	ssize_t length;

	if (mnl_socket_sendto(genl->socket, request, request->nlmsg_len) < 0)
		return errno;
	while (!answer->done && !answer->error) {
		length = genl_receive(genl, &buffer);
		if (length == -EINTR)
			continue;
		if (length < 0)
			return -length;
		answer_take(answer, buffer, length);
	}
	memcpy(genl->message, answer->message, sizeof(genl->message));
	return answer->error;
}

/**
 * genl_call() - send a request and receive the answer
 * @genl: the connection to the broker
 * @request: from genl_request()
 * @each: called for each message of the answer; may be NULL if there are none
 * @data: for @each
 *
 * Return: 0, or a positive errno, which genl_failed() puts into words.
 */
int genl_call(struct genl *genl, struct nlmsghdr *request, each_message *each, void *data)
{
	struct answer answer = {
		.family = request->nlmsg_type,
		.seq = request->nlmsg_seq,
		.each = each,
		.data = data,
	};

	return exchange(genl, request, &answer);
}

/* One try; @interrupted is set if objects changed meanwhile. */
int genl_dump(struct genl *genl, int command, each_message *each, void *data, bool *interrupted)
{
	struct nlmsghdr *request = genl_request(genl, command);
	struct answer answer = {
		.family = genl->family,
		.seq = request->nlmsg_seq,
		.each = each,
		.data = data,
	};
	int ret;

	request->nlmsg_flags |= NLM_F_DUMP;
	ret = exchange(genl, request, &answer);
	*interrupted = answer.interrupted;
	return ret;
}

/* One of the family's groups. */
static void take_group(struct genl *genl, const struct nlattr *group)
{
	const struct nlattr *attr, *name = NULL, *id = NULL;

	mnl_attr_for_each_nested(attr, group) {
		if (mnl_attr_get_type(attr) == CTRL_ATTR_MCAST_GRP_NAME)
			name = attr;
		else if (mnl_attr_get_type(attr) == CTRL_ATTR_MCAST_GRP_ID)
			id = attr;
	}
	if (name && mnl_attr_validate(name, MNL_TYPE_NUL_STRING) >= 0 &&
	    !strcmp(mnl_attr_get_str(name), BROKER_MCGRP_EVENTS) &&
	    id && mnl_attr_validate(id, MNL_TYPE_U32) >= 0)
		genl->events = mnl_attr_get_u32(id);
}

static void take_family(int command, const void *attributes, size_t size, void *data)
{
	const struct nlattr *attr, *group;
	struct genl *genl = data;

	if (command != CTRL_CMD_NEWFAMILY)
		return;
	mnl_attr_for_each_payload(attributes, size) {
		if (mnl_attr_get_type(attr) == CTRL_ATTR_FAMILY_ID &&
		    mnl_attr_validate(attr, MNL_TYPE_U16) >= 0)
			genl->family = mnl_attr_get_u16(attr);
		if (mnl_attr_get_type(attr) == CTRL_ATTR_MCAST_GROUPS)
			mnl_attr_for_each_nested(group, attr)
				take_group(genl, group);
	}
}

static int find_family(struct genl *genl)
{
	struct nlmsghdr *request = request_to(GENL_ID_CTRL, ++genl->seq, CTRL_CMD_GETFAMILY);
	int ret;

	mnl_attr_put_strz(request, CTRL_ATTR_FAMILY_NAME, BROKER_FAMILY_NAME);
	ret = genl_call(genl, request, take_family, genl);
	return ret ?: genl->family ? 0 : ENOENT;
}

static int connect_to(struct genl *genl)
{
	int on = 1;

	genl->socket = mnl_socket_open2(NETLINK_GENERIC, SOCK_CLOEXEC);
	if (!genl->socket)
		return errno;
	/* Errors with text, and without a copy of the request: useful, but not required. */
	mnl_socket_setsockopt(genl->socket, NETLINK_EXT_ACK, &on, sizeof(on));
	mnl_socket_setsockopt(genl->socket, NETLINK_CAP_ACK, &on, sizeof(on));
	return mnl_socket_bind(genl->socket, 0, MNL_SOCKET_AUTOPID) ? errno : find_family(genl);
}

/* sysfs is the same in all network namespaces. */
static bool is_loaded(void)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "%s/sys/module/broker", given.root);
	return !access(path, F_OK);
}

/**
 * genl_open() - find the broker
 * @genl: filled; for genl_close(), also after a failure
 *
 * Return: an exit code; a code other than EXIT_FINE has been explained.
 */
int genl_open(struct genl *genl)
{
	int ret;

	memset(genl, 0, sizeof(*genl));
	ret = connect_to(genl);
	if (!ret)
		return EXIT_FINE;
	if (ret != ENOENT)
		complain("cannot ask the kernel: %s: allow AF_NETLINK", strerror(ret));
	else if (is_loaded())
		complain("broker answers in the host's network namespace only: %s, or read %s",
			 "use nsenter -t 1 -n (in a pod: with hostPID, or set hostNetwork)",
			 "/sys/kernel/debug/broker/summary");
	else
		complain("broker is not loaded: modprobe broker");
	return EXIT_TROUBLE;
}

void genl_close(struct genl *genl)
{
	if (genl->socket)
		mnl_socket_close(genl->socket);
}

/**
 * genl_gone() - was the broker unloaded since it was found?
 * @genl: the connection to it
 *
 * Return: true if so. If it was loaded again it has another number: the kernel gives each
 * family a new one.
 */
bool genl_gone(struct genl *genl)
{
	u16 family = genl->family;
	int ret = find_family(genl);

	return ret == ENOENT || (!ret && genl->family != family);
}

/**
 * genl_failed() - report why a request failed
 * @genl: the connection that the request was sent to
 * @error: a positive errno
 * @rights: the rights that the request needs, in words
 * @what: the requested object: "provider 3"
 *
 * Return: the exit code.
 */
int genl_failed(struct genl *genl, int error, const char *rights, const char *what)
{
	/* The broker reports a missing object in words; without the broker there are none. */
	if (error == ENOENT && !*genl->message && genl_gone(genl)) {
		complain("broker was unloaded: modprobe broker");
		return EXIT_TROUBLE;
	}
	if (error == ENOENT) {
		complain("there is no %s: see brokerctl %.*s list", what,
			 (int)strcspn(what, " "), what);
		return EXIT_NO;
	}
	if (error == EPERM && rights)
		complain("%s: needs %s: run as root", what, rights);
	else if (error == EOPNOTSUPP && !*genl->message)
		complain("%s: the loaded broker does not know of that", what);
	else
		complain("%s: %s", what, *genl->message ? genl->message : strerror(error));
	return EXIT_TROUBLE;
}
