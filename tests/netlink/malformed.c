// SPDX-License-Identifier: GPL-2.0-only
/*
 * Requests that are wrong in one way each, and the errno that each must get. Data
 * that is not even a message gets no answer.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/utsname.h>

#include "client.h"

#define NOBODY	0xfffffffffffffff0ULL	/* an id that will not be given */

static int family;

static void begin(struct request *r, int command)
{
	request_init(r, family, 0, command);
}

static struct genlmsghdr *genl_header(struct request *r)
{
	return NLMSG_DATA(&r->header);
}

static void shorter_than_a_header(struct request *r)
{
	begin(r, BROKER_CMD_PROVIDER_GET);
	r->len = 10;
}

static void length_below_its_header(struct request *r)
{
	begin(r, BROKER_CMD_PROVIDER_GET);
	r->header.nlmsg_len = NLMSG_HDRLEN - 1;
}

static void length_beyond_its_end(struct request *r)
{
	begin(r, BROKER_CMD_PROVIDER_GET);
	r->header.nlmsg_len = r->len + 4;
}

static void huge_length(struct request *r)
{
	begin(r, BROKER_CMD_PROVIDER_GET);
	r->header.nlmsg_len = 0xfffffff0;
}

static void half_a_genl_header(struct request *r)
{
	begin(r, BROKER_CMD_PROVIDER_GET);
	r->len -= 2;
	r->header.nlmsg_len = r->len;
}

static void reserved_bits(struct request *r)
{
	begin(r, BROKER_CMD_PROVIDER_GET);
	request_put_u64(r, BROKER_A_PROVIDER_ID, NOBODY);
	genl_header(r)->reserved = 1;
}

static void unknown_flags(struct request *r)
{
	begin(r, BROKER_CMD_PROVIDER_GET);
	request_put_u64(r, BROKER_A_PROVIDER_ID, NOBODY);
	r->header.nlmsg_flags |= 0x8000;
}

static void half_an_attribute_header(struct request *r)
{
	begin(r, BROKER_CMD_PROVIDER_GET);
	request_put_u64(r, BROKER_A_PROVIDER_ID, NOBODY);
	r->len += 2;
	r->header.nlmsg_len = r->len;
}

static void attribute_beyond_the_end(struct request *r)
{
	__u64 id = NOBODY;
	struct nlattr *attr;

	begin(r, BROKER_CMD_PROVIDER_GET);
	attr = request_put(r, BROKER_A_PROVIDER_ID, &id, sizeof(id));
	attr->nla_len += 4;
}

static void attribute_of_no_length(struct request *r)
{
	__u64 id = NOBODY;
	struct nlattr *attr;

	begin(r, BROKER_CMD_PROVIDER_GET);
	attr = request_put(r, BROKER_A_PROVIDER_ID, &id, sizeof(id));
	attr->nla_len = 0;
}

static void attribute_of_huge_length(struct request *r)
{
	__u64 id = NOBODY;
	struct nlattr *attr;

	begin(r, BROKER_CMD_PROVIDER_GET);
	attr = request_put(r, BROKER_A_PROVIDER_ID, &id, sizeof(id));
	attr->nla_len = 0xffff;
}

static void id_of_four_bytes(struct request *r)
{
	begin(r, BROKER_CMD_PROVIDER_GET);
	request_put_u32(r, BROKER_A_PROVIDER_ID, 1);
}

static void id_that_is_nested(struct request *r)
{
	begin(r, BROKER_CMD_PROVIDER_GET);
	request_put_u64(r, BROKER_A_PROVIDER_ID | NLA_F_NESTED, NOBODY);
}

/* The kernel ignores this flag: it is an id like any other. */
static void id_in_another_order(struct request *r)
{
	begin(r, BROKER_CMD_PROVIDER_GET);
	request_put_u64(r, BROKER_A_PROVIDER_ID | NLA_F_NET_BYTEORDER, NOBODY);
}

static void attribute_of_type_0(struct request *r)
{
	begin(r, BROKER_CMD_PROVIDER_GET);
	request_put_u64(r, 0, NOBODY);
}

static void padding_instead_of_an_id(struct request *r)
{
	begin(r, BROKER_CMD_PROVIDER_GET);
	request_put_u64(r, BROKER_A_PROVIDER_PAD, NOBODY);
}

static void attribute_that_only_answers_have(struct request *r)
{
	begin(r, BROKER_CMD_PROVIDER_GET);
	request_put_u64(r, BROKER_A_PROVIDER_ID, NOBODY);
	request_put_u32(r, BROKER_A_PROVIDER_STATE, 0);
}

static void unknown_attribute(struct request *r)
{
	begin(r, BROKER_CMD_CONSUMER_GET);
	request_put_u64(r, BROKER_A_CONSUMER_ID, NOBODY);
	request_put_u32(r, 1000, 0);
}

static void link_in_a_request(struct request *r)
{
	begin(r, BROKER_CMD_CONSUMER_GET);
	request_put_u64(r, BROKER_A_CONSUMER_ID, NOBODY);
	request_put_u64(r, BROKER_A_CONSUMER_LINK | NLA_F_NESTED, NOBODY);
}

static void name_without_end(struct request *r)
{
	begin(r, BROKER_CMD_INTERFACE_GET);
	request_put(r, BROKER_A_INTERFACE_NAME, "well", 4);
	request_put_u32(r, BROKER_A_INTERFACE_MAJOR, 1);
}

static void name_of_41_letters(struct request *r)
{
	begin(r, BROKER_CMD_INTERFACE_GET);
	request_put_string(r, BROKER_A_INTERFACE_NAME,
			   "abcdefghijabcdefghijabcdefghijabcdefghija");
	request_put_u32(r, BROKER_A_INTERFACE_MAJOR, 1);
}

static void name_of_40_letters(struct request *r)
{
	begin(r, BROKER_CMD_INTERFACE_GET);
	request_put_string(r, BROKER_A_INTERFACE_NAME,
			   "abcdefghijabcdefghijabcdefghijabcdefghij");
	request_put_u32(r, BROKER_A_INTERFACE_MAJOR, 1);
}

static void empty_name(struct request *r)
{
	begin(r, BROKER_CMD_INTERFACE_GET);
	request_put_string(r, BROKER_A_INTERFACE_NAME, "");
	request_put_u32(r, BROKER_A_INTERFACE_MAJOR, 1);
}

static void name_of_no_bytes(struct request *r)
{
	begin(r, BROKER_CMD_INTERFACE_GET);
	request_put(r, BROKER_A_INTERFACE_NAME, "", 0);
	request_put_u32(r, BROKER_A_INTERFACE_MAJOR, 1);
}

static void other_major(struct request *r)
{
	begin(r, BROKER_CMD_INTERFACE_GET);
	request_put_string(r, BROKER_A_INTERFACE_NAME, "well");
	request_put_u32(r, BROKER_A_INTERFACE_MAJOR, 0xffffffff);
}

static void major_of_eight_bytes(struct request *r)
{
	begin(r, BROKER_CMD_INTERFACE_GET);
	request_put_string(r, BROKER_A_INTERFACE_NAME, "well");
	request_put_u64(r, BROKER_A_INTERFACE_MAJOR, 1);
}

static void no_name(struct request *r)
{
	begin(r, BROKER_CMD_INTERFACE_GET);
	request_put_u32(r, BROKER_A_INTERFACE_MAJOR, 1);
}

static void no_major(struct request *r)
{
	begin(r, BROKER_CMD_INTERFACE_GET);
	request_put_string(r, BROKER_A_INTERFACE_NAME, "well");
}

static void no_id_of_a_provider(struct request *r)
{
	begin(r, BROKER_CMD_PROVIDER_GET);
}

static void no_id_of_a_consumer(struct request *r)
{
	begin(r, BROKER_CMD_CONSUMER_GET);
}

static void no_id_of_a_refusal(struct request *r)
{
	begin(r, BROKER_CMD_REFUSAL_GET);
}

static void no_id_to_drain(struct request *r)
{
	begin(r, BROKER_CMD_PROVIDER_DRAIN);
}

static void unknown_provider(struct request *r)
{
	begin(r, BROKER_CMD_PROVIDER_GET);
	request_put_u64(r, BROKER_A_PROVIDER_ID, NOBODY);
}

static void unknown_consumer(struct request *r)
{
	begin(r, BROKER_CMD_CONSUMER_GET);
	request_put_u64(r, BROKER_A_CONSUMER_ID, 0);
}

static void unknown_refusal(struct request *r)
{
	begin(r, BROKER_CMD_REFUSAL_GET);
	request_put_u64(r, BROKER_A_REFUSAL_ID, 0);
}

static void unknown_provider_to_prefer(struct request *r)
{
	begin(r, BROKER_CMD_PROVIDER_PREFER);
	request_put_u64(r, BROKER_A_PROVIDER_ID, NOBODY);
}

static void unknown_provider_to_drain(struct request *r)
{
	begin(r, BROKER_CMD_PROVIDER_DRAIN);
	request_put_u64(r, BROKER_A_PROVIDER_ID, NOBODY);
}

static void unknown_consumer_to_detach(struct request *r)
{
	begin(r, BROKER_CMD_CONSUMER_DETACH);
	request_put_u64(r, BROKER_A_CONSUMER_ID, NOBODY);
}

static void unknown_consumer_to_attach(struct request *r)
{
	begin(r, BROKER_CMD_CONSUMER_ATTACH);
	request_put_u64(r, BROKER_A_CONSUMER_ID, NOBODY);
}

static void command_0(struct request *r)
{
	begin(r, 0);
}

static void command_255(struct request *r)
{
	begin(r, 255);
}

static void notification(struct request *r)
{
	begin(r, BROKER_CMD_REFUSED_NTF);
}

static void dump_of_what_has_none(struct request *r)
{
	request_init(r, family, NLM_F_DUMP, BROKER_CMD_PROVIDER_DRAIN);
	request_put_u64(r, BROKER_A_PROVIDER_ID, NOBODY);
}

static void dump_with_an_id(struct request *r)
{
	request_init(r, family, NLM_F_DUMP, BROKER_CMD_PROVIDER_GET);
	request_put_u64(r, BROKER_A_PROVIDER_ID, NOBODY);
}

static void dump_with_an_unknown_attribute(struct request *r)
{
	request_init(r, family, NLM_F_DUMP, BROKER_CMD_INTERFACE_GET);
	request_put_u64(r, 1000, NOBODY);
}

static void dump_with_half_an_attribute(struct request *r)
{
	request_init(r, family, NLM_F_DUMP, BROKER_CMD_CONSUMER_GET);
	r->len += 2;
	r->header.nlmsg_len = r->len;
}

/*
 * @missing: the attribute that the answer must name; @text: the reason that it must give;
 * @old_error: of a kernel before 6.1, if that differs
 */
static const struct malformation {
	const char *name;
	void (*make)(struct request *request);
	int error;
	int missing;
	bool text;
	int old_error;
} malformations[] = {
#define MALFORMED(_make, ...)	{ #_make, _make, __VA_ARGS__ }
	MALFORMED(shorter_than_a_header, SILENCE),
	MALFORMED(length_below_its_header, SILENCE),
	MALFORMED(length_beyond_its_end, SILENCE),
	MALFORMED(huge_length, SILENCE),
	MALFORMED(half_a_genl_header, EINVAL),
	MALFORMED(reserved_bits, EINVAL, .text = true, .old_error = ENOENT),
	MALFORMED(unknown_flags, EINVAL, .text = true, .old_error = ENOENT),
	MALFORMED(half_an_attribute_header, EINVAL, .text = true),
	MALFORMED(attribute_beyond_the_end, EINVAL, .text = true),
	MALFORMED(attribute_of_no_length, EINVAL, .text = true),
	MALFORMED(attribute_of_huge_length, EINVAL, .text = true),
	MALFORMED(id_of_four_bytes, EINVAL, .text = true),
	MALFORMED(id_that_is_nested, EINVAL, .text = true),
	MALFORMED(id_in_another_order, ENOENT, .text = true),
	MALFORMED(attribute_of_type_0, EINVAL, .text = true),
	MALFORMED(padding_instead_of_an_id, EINVAL, .text = true),
	MALFORMED(attribute_that_only_answers_have, EINVAL, .text = true),
	MALFORMED(unknown_attribute, EINVAL, .text = true),
	MALFORMED(link_in_a_request, EINVAL, .text = true),
	MALFORMED(name_without_end, EINVAL, .text = true),
	MALFORMED(name_of_41_letters, EINVAL, .text = true),
	MALFORMED(name_of_40_letters, ENOENT, .text = true),
	MALFORMED(empty_name, ENOENT, .text = true),
	MALFORMED(name_of_no_bytes, EINVAL, .text = true),
	MALFORMED(other_major, ENOENT, .text = true),
	MALFORMED(major_of_eight_bytes, EINVAL, .text = true),
	MALFORMED(no_name, EINVAL, BROKER_A_INTERFACE_NAME),
	MALFORMED(no_major, EINVAL, BROKER_A_INTERFACE_MAJOR),
	MALFORMED(no_id_of_a_provider, EINVAL, BROKER_A_PROVIDER_ID),
	MALFORMED(no_id_of_a_consumer, EINVAL, BROKER_A_CONSUMER_ID),
	MALFORMED(no_id_of_a_refusal, EINVAL, BROKER_A_REFUSAL_ID),
	MALFORMED(no_id_to_drain, EINVAL, BROKER_A_PROVIDER_ID),
	MALFORMED(unknown_provider, ENOENT, .text = true),
	MALFORMED(unknown_consumer, ENOENT, .text = true),
	MALFORMED(unknown_refusal, ENOENT, .text = true),
	MALFORMED(unknown_provider_to_prefer, ENOENT, .text = true),
	MALFORMED(unknown_provider_to_drain, ENOENT, .text = true),
	MALFORMED(unknown_consumer_to_detach, ENOENT, .text = true),
	MALFORMED(unknown_consumer_to_attach, ENOENT, .text = true),
	MALFORMED(command_0, EOPNOTSUPP),
	MALFORMED(command_255, EOPNOTSUPP),
	MALFORMED(notification, EOPNOTSUPP),
	MALFORMED(dump_of_what_has_none, EOPNOTSUPP),
	MALFORMED(dump_with_an_id, EINVAL, .text = true),
	MALFORMED(dump_with_an_unknown_attribute, EINVAL, .text = true),
	MALFORMED(dump_with_half_an_attribute, EINVAL, .text = true),
};

/* A request without an answer is followed by one with an answer. */
static struct outcome ask(struct client *client, const struct malformation *m,
			  struct request *request)
{
	struct outcome silence = { .error = SILENCE };
	const struct nlmsghdr *message;
	struct request sound;

	client_send(client, request);
	if (m->error != SILENCE)
		return client_wait(client, NULL, NULL);
	begin(&sound, BROKER_CMD_PROVIDER_GET);
	client_send(client, &sound);
	message = client_next(client);
	if (!message || message->nlmsg_seq != client->seq)
		silence.error = 0;
	return silence;
}

/* Reserved bits are refused, and missing attributes named, since 6.1. */
static bool is_old_kernel(void)
{
	unsigned int major, minor;
	struct utsname names;

	uname(&names);
	return sscanf(names.release, "%u.%u", &major, &minor) == 2 &&
	       (major < 6 || (major == 6 && minor < 1));
}

static bool is_right(const struct malformation *m, const struct outcome *outcome)
{
	int error = m->error, missing = m->missing;
	bool text = m->text;

	if (is_old_kernel()) {
		error = m->old_error ?: error;
		text = text || missing;
		missing = 0;
	}
	return outcome->error == error && outcome->missing == missing &&
	       !outcome->entries && (!text || *outcome->text);
}

int do_malformed(struct client *client)
{
	struct request request;
	struct outcome outcome;
	unsigned int i;
	int wrong = 0;

	family = client->family;
	for (i = 0; i < sizeof(malformations) / sizeof(*malformations); i++) {
		malformations[i].make(&request);
		outcome = ask(client, &malformations[i], &request);
		if (is_right(&malformations[i], &outcome))
			continue;
		fprintf(stderr, "%s: error %d, missing %d, %u entries, '%s'\n",
			malformations[i].name, outcome.error, outcome.missing, outcome.entries,
			outcome.text);
		wrong = 1;
	}
	printf("%u malformed requests\n", i);
	return wrong;
}
