// SPDX-License-Identifier: GPL-2.0-only
/*
 * What each kind of user may see and do. Each is a process of its own, sends the same
 * requests, and must get the results in the table.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <linux/capability.h>
#include <sched.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "client.h"

#define NOBODY	65534

static int family;

/* Becomes another user, with only these capabilities. */
static int keep(unsigned int capabilities)
{
	struct __user_cap_header_struct header = { .version = _LINUX_CAPABILITY_VERSION_3 };
	struct __user_cap_data_struct data[2] = {
		{ .effective = capabilities, .permitted = capabilities },
	};

	return prctl(PR_SET_KEEPCAPS, 1) ?: setgid(NOBODY) ?: setuid(NOBODY) ?:
	       (int)syscall(SYS_capset, &header, data);
}

static int as_root(void)
{
	return 0;
}

static int as_nobody(void)
{
	return setgid(NOBODY) ?: setuid(NOBODY);
}

static int with_net_admin(void)
{
	return keep(1 << CAP_NET_ADMIN);
}

static int with_sys_module(void)
{
	return keep(1 << CAP_SYS_MODULE);
}

static int in_user_namespace(void)
{
	return unshare(CLONE_NEWUSER);
}

static int in_net_namespace(void)
{
	return unshare(CLONE_NEWUSER | CLONE_NEWNET);
}

/*
 * @visible: the errno of looking the family up; requests to a known family also
 *	get it
 * @steer: the errno of draining a provider that is not there
 * @refusals: that of a dump of refusals
 * @join: that of joining the group of events
 * @details: sees what /proc/modules does not show
 */
static const struct person {
	const char *name;
	int (*become)(void);
	int visible, steer, refusals, join;
	bool details;
} people[] = {
	{ "root", as_root, 0, ENOENT, 0, 0, true },
	{ "nobody", as_nobody, 0, EPERM, EPERM, EPERM, false },
	{ "CAP_NET_ADMIN", with_net_admin, 0, EPERM, 0, 0, true },
	{ "CAP_SYS_MODULE", with_sys_module, 0, ENOENT, 0, EPERM, true },
	{ "user namespace", in_user_namespace, 0, EPERM, EPERM, EPERM, false },
	{ "network namespace", in_net_namespace, ENOENT, ENOENT, ENOENT, 0, false },
};

/* Attributes that are not for every user, by request; each list ends with a zero */
static const int of_interface[] = { BROKER_A_INTERFACE_FINGERPRINT, BROKER_A_INTERFACE_ROW, 0 };
static const int of_interfaces[] = { BROKER_A_INTERFACE_FINGERPRINT, 0 };

static const int of_providers[] = {
	BROKER_A_PROVIDER_FINGERPRINT, BROKER_A_PROVIDER_PRIORITY, BROKER_A_PROVIDER_FLAGS,
	BROKER_A_PROVIDER_LINKS, BROKER_A_PROVIDER_AGE, 0
};

static const int of_consumers[] = {
	BROKER_A_CONSUMER_FLAGS, BROKER_A_CONSUMER_AGE, BROKER_A_CONSUMER_LINK, 0
};

static const int of_links[] = { BROKER_A_LINK_ENTERED, BROKER_A_LINK_LEFT, BROKER_A_LINK_AGE, 0 };

/* How many of these attributes are present in messages, and absent */
struct found {
	const int *details;
	unsigned int shown, hidden;
};

static void look_for_details(const struct nlmsghdr *message, void *data)
{
	struct found *found = data;
	const struct nlattr *link;
	const int *d;

	for (d = found->details; *d; d++)
		(*(attribute(message, *d) ? &found->shown : &found->hidden))++;
	if (found->details != of_consumers)
		return;
	link = attribute(message, BROKER_A_CONSUMER_LINK);
	for (d = of_links; *d; d++)
		(*(nested(link, *d) ? &found->shown : &found->hidden))++;
}

/* One line for each result that is not as expected */
static int expect(const struct person *person, const char *what, int expected, int got)
{
	if (expected == got)
		return 0;
	fprintf(stderr, "%s: %s: expected %d, got %d\n", person->name, what, expected, got);
	return 1;
}

/* Either all of the details are there, or none. */
static int try_details(struct client *client, const struct person *person,
		       struct request *request, const char *what, const int *details)
{
	struct found found = { .details = details };
	struct outcome outcome = client_ask(client, request, look_for_details, &found);
	int wrong = expect(person, what, person->visible, outcome.error);

	if (person->visible)
		return wrong;
	wrong |= expect(person, what, person->details, found.shown > 0);
	return wrong | expect(person, what, !person->details, found.hidden > 0);
}

static int try_dump(struct client *client, const struct person *person, int command,
		    const char *what, const int *details)
{
	struct request request;

	request_init(&request, family, NLM_F_DUMP, command);
	return try_details(client, person, &request, what, details);
}

static int try_interface(struct client *client, const struct person *person)
{
	struct request request;

	request_init(&request, family, 0, BROKER_CMD_INTERFACE_GET);
	request_put_string(&request, BROKER_A_INTERFACE_NAME, "well");
	request_put_u32(&request, BROKER_A_INTERFACE_MAJOR, 1);
	return try_details(client, person, &request, "interface", of_interface);
}

static int try_all(const struct person *person)
{
	struct client client;
	struct request request;
	struct outcome outcome;
	int wrong;

	client_open(&client);
	wrong = expect(person, "family", person->visible, client.family < 0 ? -client.family : 0);
	wrong |= try_interface(&client, person);
	wrong |= try_dump(&client, person, BROKER_CMD_INTERFACE_GET, "interfaces", of_interfaces);
	wrong |= try_dump(&client, person, BROKER_CMD_PROVIDER_GET, "providers", of_providers);
	wrong |= try_dump(&client, person, BROKER_CMD_CONSUMER_GET, "consumers", of_consumers);
	request_init(&request, family, 0, BROKER_CMD_PROVIDER_DRAIN);
	request_put_u64(&request, BROKER_A_PROVIDER_ID, 0);
	outcome = client_ask(&client, &request, NULL, NULL);
	wrong |= expect(person, "drain", person->steer, outcome.error);
	if (person->steer == EPERM && !*outcome.text)
		wrong |= expect(person, "text", 1, 0);
	request_init(&request, family, NLM_F_DUMP, BROKER_CMD_REFUSAL_GET);
	outcome = client_ask(&client, &request, NULL, NULL);
	wrong |= expect(person, "refusals", person->refusals, outcome.error);
	if (!person->visible)
		wrong |= expect(person, "join", person->join, client_join(&client));
	return wrong;
}

int do_rights(void)
{
	struct client client;
	int wrong = 0, status;
	unsigned int i;

	client_open(&client);
	family = client.family;
	for (i = 0; i < sizeof(people) / sizeof(*people); i++) {
		pid_t child = fork();

		if (!child) {
			if (people[i].become())
				die(people[i].name);
			_exit(try_all(&people[i]));
		}
		if (waitpid(child, &status, 0) != child || status)
			wrong = 1;
	}
	printf("%u kinds of people\n", i);
	return wrong;
}
