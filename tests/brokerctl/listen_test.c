// SPDX-License-Identifier: GPL-2.0-only
/*
 * The commands that keep running: what they print as events happen, and when they end.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <sys/wait.h>
#include <unistd.h>
#include <uapi/linux/broker.h>

#include "common/output.h"
#include "fake_kernel.h"
#include "netlink_test.h"

void events(void)
{
	fake_event(BROKER_CMD_PROVIDER_CAME_NTF, 7);
	fake_event(BROKER_CMD_CONSUMER_MOVED_NTF, 8);
	fake_event(BROKER_CMD_REFUSED_NTF, 10);
	fake_event(99, 11);
	fake_event(BROKER_CMD_PROVIDER_WENT_NTF, 24);
}

static void last_events(void)
{
	fake_event(BROKER_CMD_CONSUMER_DETACHED_NTF, 1);
	fake_unload();
	fake_event(BROKER_CMD_PROVIDER_WENT_NTF, 2);
}

/* The time in the output, between @before and @after, is about now. */
static void test_stamp(const char *command, const char *before, const char *after)
{
	struct output got = run(command);
	const char *at = strstr(got.out, before), *rest;
	struct tm tm = {};
	bool good;

	rest = at ? strptime(at + strlen(before), "%FT%T.", &tm) : NULL;
	good = rest && !strcmp(rest + strspn(rest, "0123456789"), after) &&
	       labs(time(NULL) - timegm(&tm)) < 60;

	if (!good)
		show("stdout", got.out);
	verdict(good, command);
	free(got.out);
	free(got.err);
}

static void test_monitor(void)
{
	fake.joined = events;
	fake.overflows = 1;
	expect("monitor", EXIT_TROUBLE,
	       "events lost\n"
	       "provider-came: well_new provides well 1 (provider 2)\n"
	       "consumer-moved: user now uses well 1 of well_new (consumer 2)\n"
	       "1 event lost\n"
	       "refused: stranger: well 1 refused by well_new: op 0 'draw': have \"0 sleep: int draw(void)\", want nothing\n"
	       "99: an event of a later broker\n"
	       "12 events lost\n"
	       "provider-went: well_new no longer provides well 1 (provider 2)\n",
	       "brokerctl: listening\n"
	       "brokerctl: cannot read events: Connection timed out\n");
	fake_reset();
	fake.joined = last_events;
	expect("-j monitor", EXIT_NO,
	       "{\"kind\":\"consumer-detached\",\"consumer\":{\"id\":2,\"mode\":\"revocable\","
	       "\"interface\":\"well\",\"major\":1,\"minor\":1,\"min_minor\":0,\"module\":\"user\","
	       "\"state\":\"live\",\"flags\":[\"movable\"],\"links\":["
	       "{\"provider\":1,\"module\":\"well_\\\"old\\\"\",\"state\":\"draining\","
	       "\"entered\":2000,\"left\":1998,\"age\":0.500},"
	       "{\"provider\":2,\"module\":\"well_new\",\"state\":\"draining\","
	       "\"entered\":2000,\"left\":1998,\"age\":0.005}],\"event\":1,\"bound_to\":[]},"
	       "\"line\":\"consumer-detached: user no longer uses well 1 of well_new (consumer 2)\"}\n",
	       "brokerctl: listening\nbrokerctl: broker was unloaded\n");
	fake_reset();
	fake.instances = true;
	fake.joined = events;
	expect_has("monitor", EXIT_TROUBLE,
		   "provider-came: well_new provides well/0000:3b:00.0 1 (provider 2)\n"
		   "consumer-moved: user now uses well/0000:3b:00.0 1 of well_new (consumer 3)\n"
		   "1 event lost\n"
		   "refused: stranger: well/0000:3b:00.0 1 refused by well_new: ");
	fake_reset();
	fake.overflows = 1;
	test_stamp("monitor --timestamp", "", "Z events lost\n");
	fake.overflows = 1;
	test_stamp("-j monitor --timestamp", "\"time\":\"", "Z\"}\n");
	fake_reset();
	fake.overflows = 1;
	expect("-j monitor", EXIT_TROUBLE, "{\"kind\":\"lost\",\"line\":\"events lost\"}\n",
	       NULL);
}

/* There is no broker, or none that the caller may listen to. */
static void test_silence(void)
{
	fake.lifetime = 1;
	expect("monitor", EXIT_NO, "", "brokerctl: broker was unloaded\n");
	fake_reset();
	fake.privileged = false;
	expect_has("monitor", EXIT_TROUBLE, "brokerctl: monitor: needs CAP_NET_ADMIN in");
}

/* If the output cannot be written, the command ends with the first line. */
static void test_full(void)
{
	FILE *old = stdout;

	stdout = fopen("/dev/full", "w");
	fake.joined = events;
	verdict(call("monitor") == EXIT_TROUBLE, "monitor says that it cannot write");
	fclose(stdout);
	verdict(fake.received == 5, "and listens no longer");
	fake_reset();
	stdout = fopen("/dev/full", "w");
	verdict(call("top 1 3") == EXIT_TROUBLE, "top says that it cannot write");
	fclose(stdout);
	verdict(fake.requests == 3, "and looks no longer");
	stdout = old;
}

static int joined[2];

static void tell_joined(void)
{
	if (write(joined[1], "", 1) != 1)
		abort();
	events();
}

/* A full pipe, with a reader that does not read. */
static FILE *full_pipe(void)
{
	int ends[2], flags;

	if (pipe(ends))
		abort();
	flags = fcntl(ends[1], F_GETFL);
	fcntl(ends[1], F_SETFL, flags | O_NONBLOCK);
	while (write(ends[1], "", 1) == 1)
		;
	fcntl(ends[1], F_SETFL, flags);
	return fdopen(ends[1], "w");
}

/* It ends when it is told to, even if it waits for a reader. */
static void test_stop(void)
{
	int status = 0, tries;
	pid_t child, ended = 0;
	char byte;

	if (pipe(joined))
		abort();
	child = fork();
	if (!child) {
		stdout = full_pipe();
		fake.joined = tell_joined;
		_exit(call("monitor"));
	}
	verdict(read(joined[0], &byte, 1) == 1, "monitor listens");
	usleep(200000);
	kill(child, SIGTERM);
	for (tries = 0; !ended && tries < 600; tries++) {
		usleep(100000);
		ended = waitpid(child, &status, WNOHANG);
	}
	verdict(ended && WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM,
		"and can be stopped while it writes");
	if (!ended)
		kill(child, SIGKILL);
}

void (*const listen_tests[])(void) = {
	test_monitor, test_silence, test_full, test_stop, NULL
};
