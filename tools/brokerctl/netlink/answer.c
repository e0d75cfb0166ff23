// SPDX-License-Identifier: GPL-2.0-only
/*
 * The messages in a buffer from the kernel. None of the contents are trusted: they may
 * come from a broker, or a kernel, that this program does not know yet.
 */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <linux/genetlink.h>

#include "netlink/netlink.h"

/* The text of an error, in the attributes that begin @offset bytes into the payload. */
static void take_message(struct answer *answer, const struct nlmsghdr *header, size_t offset)
{
	const void *attributes = mnl_nlmsg_get_payload_offset(header, offset);
	size_t length = mnl_nlmsg_get_payload_len(header);
	const struct nlattr *attr;

	if (!(header->nlmsg_flags & NLM_F_ACK_TLVS) || offset > length)
		return;
	mnl_attr_for_each_payload(attributes, length - offset) {
		if (mnl_attr_get_type(attr) != NLMSGERR_ATTR_MSG)
			continue;
		snprintf(answer->message, sizeof(answer->message), "%.*s",
			 (int)mnl_attr_get_payload_len(attr),
			 (const char *)mnl_attr_get_payload(attr));
	}
}

/* The kernel's errors are negative, and greater than -4096. */
static int errno_of(int error)
{
	return error <= 0 && error > -4096 ? -error : EBADMSG;
}

/* An error, or the acknowledgment of a request. It may include the request. */
static void take_error(struct answer *answer, const struct nlmsghdr *header)
{
	const struct nlmsgerr *error = mnl_nlmsg_get_payload(header);
	size_t offset = sizeof(*error);

	answer->done = true;
	if (mnl_nlmsg_get_payload_len(header) < sizeof(*error)) {
		answer->error = EBADMSG;
		return;
	}
	answer->error = errno_of(error->error);
	if (!(header->nlmsg_flags & NLM_F_CAPPED) && error->msg.nlmsg_len > sizeof(error->msg))
		offset += MNL_ALIGN((size_t)error->msg.nlmsg_len) - sizeof(error->msg);
	take_message(answer, header, offset);
}

/* The end of a dump, which may have failed before. */
static void take_done(struct answer *answer, const struct nlmsghdr *header)
{
	int error = 0;

	answer->done = true;
	if (mnl_nlmsg_get_payload_len(header) < sizeof(error))
		return;
	memcpy(&error, mnl_nlmsg_get_payload(header), sizeof(error));
	answer->error = errno_of(error);
	take_message(answer, header, sizeof(error));
}

static void take_message_of_family(struct answer *answer, const struct nlmsghdr *header)
{
	const struct genlmsghdr *genl = mnl_nlmsg_get_payload(header);
	size_t length = mnl_nlmsg_get_payload_len(header);

	if (!answer->each)
		return;
	if (length < GENL_HDRLEN)
		answer->error = EBADMSG;
	else
		answer->each(genl->cmd, (const char *)genl + GENL_HDRLEN, length - GENL_HDRLEN,
			     answer->data);
}

static void take(struct answer *answer, const struct nlmsghdr *header)
{
	if (header->nlmsg_seq != answer->seq)
		return;
	answer->interrupted |= !!(header->nlmsg_flags & NLM_F_DUMP_INTR);
	if (header->nlmsg_type == NLMSG_ERROR)
		take_error(answer, header);
	else if (header->nlmsg_type == NLMSG_DONE)
		take_done(answer, header);
	else if (header->nlmsg_type == answer->family)
		take_message_of_family(answer, header);
}

/* libmnl would take a length of 2 GiB and more for a negative number, and accept it. */
static bool is_whole(const struct nlmsghdr *header, size_t left)
{
	return left >= sizeof(*header) && header->nlmsg_len >= sizeof(*header) &&
	       header->nlmsg_len <= left;
}

/**
 * answer_take() - process the messages in a buffer
 * @answer: updated by the messages
 * @buffer: aligned for a header
 * @length: bytes received
 */
void answer_take(struct answer *answer, const void *buffer, size_t length)
{
	const struct nlmsghdr *header = buffer;
	size_t step;

	while (!answer->done && length) {
		if (!is_whole(header, length)) {
			answer->error = EBADMSG;
			return;
		}
		take(answer, header);
		step = MNL_ALIGN((size_t)header->nlmsg_len);
		length -= step < length ? step : length;
		header = (const void *)((const char *)header + step);
	}
}
