// SPDX-License-Identifier: GPL-2.0-only
/*
 * All of these commands against a kernel whose messages are damaged, which they must
 * survive.
 */
#include <stdlib.h>
#include <linux/genetlink.h>

#include "common/output.h"
#include "fake_kernel.h"
#include "netlink_test.h"

#define DAMAGES		400	/* of each command */

static unsigned int seed;

/* Let a message end in the middle of an attribute whose length claims that it is complete. */
static size_t shorten(struct nlmsghdr *header, size_t size)
{
	struct nlattr *attr, *chosen = NULL;

	mnl_attr_for_each(attr, header, GENL_HDRLEN)
		if (!chosen || rand_r(&seed) % 4 == 0)
			chosen = attr;
	if (!chosen)
		return size;
	chosen->nla_len -= rand_r(&seed) % (mnl_attr_get_payload_len(chosen) + 1);
	header->nlmsg_len = (char *)chosen + chosen->nla_len - (char *)header;
	return header->nlmsg_len;
}

/*
 * Cut a message off, with or without adjusting its length, or change some of its bytes; the
 * bytes of its lengths are often hit. The name of the family is mostly
 * left alone, because the commands stop at a wrong one.
 */
static size_t damage(void *message, size_t size)
{
	struct nlmsghdr *header = message;
	unsigned char *bytes = message;
	int i;

	if (header->nlmsg_type == GENL_ID_CTRL && rand_r(&seed) % 8)
		return size;
	if (rand_r(&seed) % 4 == 0 && header->nlmsg_type == FAKE_FAMILY)
		return shorten(header, size);
	if (rand_r(&seed) % 4 == 0)
		size = rand_r(&seed) % (size + 1);
	if (size >= sizeof(*header) && rand_r(&seed) % 4 == 0)
		header->nlmsg_len = rand_r(&seed) % 2 ? size : (unsigned int)rand_r(&seed);
	for (i = rand_r(&seed) % 4; size && i; i--) {
		size_t at = rand_r(&seed) % size;

		bytes[rand_r(&seed) % 2 ? at & ~3 : at] = rand_r(&seed);
	}
	return size;
}

/* The output may be anything, but the command must end, with one of its exit codes. */
static void test_damage(void)
{
	static const char *const commands[] = {
		"interface list", "-j interface show well", "interface show well 1", "provider list",
		"-j provider show 1", "provider show well_new", "consumer list", "-p consumer show 2",
		"refusal list", "-j refusal show 1", "graph --tree", "graph --dot", "-j graph",
		"monitor", "-j monitor", "provider drain 1",
	};
	unsigned int i, bad = 0;
	struct output got;

	for (i = 0; i < DAMAGES * sizeof(commands) / sizeof(*commands); i++) {
		fake_reset();
		fake.joined = events;
		fake.spoil = damage;
		seed = i;
		got = run(commands[i % (sizeof(commands) / sizeof(*commands))]);
		bad += got.code < EXIT_FINE || got.code > EXIT_TROUBLE;
		free(got.out);
		free(got.err);
	}
	verdict(!bad, "damaged messages are survived");
}

void (*const damage_tests[])(void) = {
	test_damage, NULL
};
