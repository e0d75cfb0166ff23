// SPDX-License-Identifier: GPL-2.0-only
/*
 * The commands that ask the kernel, run as they are against one that we have
 * made: what they say, in words and in JSON, and with which exit code. Then the
 * same commands against one whose messages are damaged, which they must survive.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <sys/wait.h>
#include <unistd.h>
#include <linux/genetlink.h>
#include <uapi/linux/broker.h>

#include "common/options.h"
#include "common/output.h"
#include "fake_kernel.h"

#define ARGUMENTS_MAX	8
#define DAMAGES		400	/* of each command */

static FILE *report;
static int number, failures;

static void verdict(bool good, const char *name)
{
	failures += !good;
	fprintf(report, "%sok %d - %s\n", good ? "" : "not ", ++number, name);
	fflush(report);
}

struct output {
	int code;
	char *out;
	char *err;
};

/* Where /sys and /lib/modules are; "" for those of this machine. */
static const char *root = "";

/* With stdout and stderr as they are. */
static int call(const char *command)
{
	char *argv[ARGUMENTS_MAX + 1] = { "brokerctl" }, *copy = strdup(command), *rest = copy;
	int argc = 1, code;

	while (argc < ARGUMENTS_MAX && (argv[argc] = strsep(&rest, " ")))
		argc++;
	print_format = PRINT_TEXT;
	optind = 0;		/* getopt_long() begins anew */
	given = (struct given){ .root = root };
	code = brokerctl_main(argc, argv);
	free(copy);
	return code;
}

static struct output run(const char *command)
{
	FILE *old_out = stdout, *old_err = stderr;
	size_t out_size, err_size;
	struct output output;

	stdout = open_memstream(&output.out, &out_size);
	stderr = open_memstream(&output.err, &err_size);
	output.code = call(command);
	fclose(stdout);
	fclose(stderr);
	stdout = old_out;
	stderr = old_err;
	return output;
}

static void show(const char *what, const char *text)
{
	char *copy = strdup(text), *rest = copy, *line;

	fprintf(report, "# %s:\n", what);
	while ((line = strsep(&rest, "\n")))
		fprintf(report, "#   %s\n", line);
	free(copy);
}

/* @out or @err NULL: it does not matter */
static void expect(const char *command, int code, const char *out, const char *err)
{
	struct output got = run(command);
	bool good = got.code == code && (!out || !strcmp(got.out, out)) &&
		    (!err || !strcmp(got.err, err));

	if (!good) {
		fprintf(report, "# exit code %d, expected %d\n", got.code, code);
		show("stdout", got.out);
		show("expected", out ?: "anything");
		show("stderr", got.err);
	}
	verdict(good, command);
	free(got.out);
	free(got.err);
}

/* Where not all of it can be foretold. */
static void expect_has(const char *command, int code, const char *part)
{
	struct output got = run(command);
	bool good = got.code == code && (strstr(got.out, part) || strstr(got.err, part));

	if (!good) {
		fprintf(report, "# exit code %d, expected %d and: %s\n", got.code, code, part);
		show("stdout", got.out);
		show("stderr", got.err);
	}
	verdict(good, command);
	free(got.out);
	free(got.err);
}

static void test_lists(void)
{
	expect("interface list", EXIT_FINE,
	       "INTERFACE  MAJOR  MINOR  CONTRACT  PROVIDERS  CONSUMERS\n"
	       "well       1      1      01234abc  2          3\n", "");
	expect("provider", EXIT_FINE,
	       "ID  PROVIDER    INTERFACE  MAJOR  MINOR  STATE  PRIORITY  PINS  LINKS  FLAGS\n"
	       "1   well_\"old\"  well       1      0      77     -1        1     0      0x40\n"
	       "2   well_new    well       1      1      live   -1        0     1      preferred\n",
	       "");
	expect("consumer list", EXIT_FINE,
	       "ID  CONSUMER   INTERFACE  MAJOR  MINOR  NEEDS  MODE       STATE  BOUND TO    FLAGS\n"
	       "1   pinner     well       1      1      0      pinned     live   well_\"old\"  -\n"
	       "2   user       well       1      1      0      revocable  live   well_new    movable\n"
	       "3   idler\\x0a  well       1      -      -      -          -      -           -\n",
	       "");
	fake.link = BROKER_LINK_STATE_ATTACHING;
	expect_has("consumer list", EXIT_FINE, "revocable  live   well_new    movable\n");
	fake.link = BROKER_LINK_STATE_DRAINING;
	expect_has("consumer list", EXIT_FINE, "revocable  live   -           movable\n");
	expect("refusal list", EXIT_FINE,
	       "ID  SECONDS AGO  ERRNO   REFUSAL\n"
	       "1   0.000        EPROTO  stranger: well 1 refused by well_new: op 0 'draw': have \"0 sleep: int draw(void)\", want nothing\n",
	       "");
}

static void test_one(void)
{
	expect_has("interface show well", EXIT_FINE,
		   "contract   01234abc\n\n"
		   "broker_op=0 sleep: int draw(void)\n"
		   "broker_op=1 atomic: int fill(u32 by)\n\n"
		   "ID  PROVIDER ");
	expect_has("provider show 1", EXIT_FINE,
		   "flags           0x40\n"
		   "pins            1\n"
		   "links           0\n"
		   "seconds         61.001\n\n"
		   "ID  CONSUMER  INTERFACE");
	expect_has("consumer show user", EXIT_FINE, "PROVIDER  MODULE    STATE    ENTERED");
	expect_has("refusal show 1", EXIT_FINE, "reason       op 0 'draw'\n");
}

static void test_json(void)
{
	expect("-j provider show well_new", EXIT_FINE,
	       "{\"provider\":{\"id\":2,\"interface\":\"well\",\"major\":1,\"minor\":1,"
	       "\"fingerprint\":\"01234abc\",\"module\":\"well_new\",\"signed\":true,"
	       "\"priority\":-1,\"state\":\"live\",\"flags\":[\"preferred\"],\"pins\":0,"
	       "\"links\":1,\"age\":61.001},\"consumers\":[{\"id\":2,\"mode\":\"revocable\","
	       "\"interface\":\"well\",\"major\":1,\"minor\":1,\"min_minor\":0,"
	       "\"module\":\"user\",\"state\":\"live\",\"flags\":[\"movable\"],"
	       "\"links\":[{\"provider\":2,\"module\":\"well_new\",\"state\":\"current\","
	       "\"entered\":3000,\"left\":2998,\"age\":0.005}],"
	       "\"bound_to\":[\"well_new\"]}]}\n", "");
	expect("-j refusal list", EXIT_FINE,
	       "{\"refusals\":[{\"id\":1,\"verdict\":\"contract-differs\",\"errno\":\"EPROTO\","
	       "\"interface\":\"well\",\"major\":1,\"consumer\":\"stranger\","
	       "\"provider\":\"well_new\",\"what\":\"op 0 'draw'\","
	       "\"have\":\"0 sleep: int draw(void)\",\"age\":0.000,"
	       "\"line\":\"stranger: well 1 refused by well_new: op 0 'draw': "
	       "have \\\"0 sleep: int draw(void)\\\", want nothing\"}]}\n", "");
	expect_has("-j consumer list", EXIT_FINE,
		   "{\"id\":3,\"interface\":\"well\",\"major\":1,\"module\":\"idler\\n\","
		   "\"flags\":[],\"links\":[],\"bound_to\":[]}");
	expect_has("-p interface list", EXIT_FINE, "{\n  \"interfaces\": [\n");
}

static void test_graph(void)
{
	expect("graph --tree", EXIT_FINE,
	       "well 1\n"
	       "  well_\"old\" (provider 1, minor 0, 77)\n"
	       "    pinner (consumer 1, pinned)\n"
	       "  well_new (provider 2, minor 1)\n"
	       "    user (consumer 2, revocable)\n"
	       "  unbound\n"
	       "    idler\\x0a (consumer 3)\n", "");
	expect("graph --dot", EXIT_FINE,
	       "digraph broker {\n"
	       "    rankdir=LR;\n"
	       "    node [shape=box];\n"
	       "    \"well_\\\"old\\\"\";\n"
	       "    \"pinner\" -> \"well_\\\"old\\\"\" [label=\"well 1\", style=solid];\n"
	       "    \"well_new\";\n"
	       "    \"user\" -> \"well_new\" [label=\"well 1\", style=dashed];\n"
	       "    \"well 1\" [shape=plaintext];\n"
	       "    \"idler\\x0a\" -> \"well 1\" [label=\"\", style=dotted];\n"
	       "}\n", "");
	expect_has("-j graph", EXIT_FINE,
		   "\"unbound\":[{\"id\":3,\"module\":\"idler\\n\"}]");
	fake.gone = true;
	expect("graph --tree", EXIT_FINE,
	       "well 1\n"
	       "  well_\"old\" (provider 1, minor 0, 77)\n"
	       "    pinner (consumer 1, pinned)\n"
	       "  unbound\n"
	       "    user (consumer 2, current)\n"
	       "    idler\\x0a (consumer 3)\n", "");
	expect_has("-j graph", EXIT_FINE,
		   "{\"id\":2,\"module\":\"user\",\"state\":\"live\",\"link\":\"current\"}");
	fake.gone = false;
	expect_has("top 1 1", EXIT_FINE, "user      well       1      well_new  current\n");
	expect_has("-j top 1 2", EXIT_FINE, "\"inside\":2,\"consumer\":2,");
}

static void test_changes(void)
{
	expect("provider prefer well_new", EXIT_FINE, "", "");
	expect("provider drain 1", EXIT_FINE, "", "");
	expect("consumer detach 2", EXIT_FINE, "", "");
	expect("consumer attach user", EXIT_FINE, "", "");
	verdict(fake.changes == 4, "the kernel was told four times");
	expect("consumer detach 1", EXIT_TROUBLE, "", "brokerctl: consumer 1: it is pinned\n");
}

static void test_missing(void)
{
	expect("provider show 9", EXIT_NO, "", "brokerctl: there is no provider 9: brokerctl provider lists what there is\n");
	expect("provider drain 9", EXIT_NO, "", "brokerctl: there is no provider 9: brokerctl provider lists what there is\n");
	expect("consumer show nix", EXIT_NO, "",
	       "brokerctl: there is no consumer of a module 'nix': brokerctl consumer lists what there is\n");
	expect("interface show nix", EXIT_NO, "", "brokerctl: there is no interface 'nix': brokerctl interface lists what there is\n");
	expect("refusal show nix", EXIT_TROUBLE, "",
	       "brokerctl: 'nix' is not the id of a refusal: brokerctl refusal lists them\n");
	fake.loaded = false;
	expect_has("provider list", EXIT_TROUBLE, "broker is not loaded: modprobe broker\n");
	fake.loaded = true;
}

/* Each is listed, for the next command. */
static void test_several(void)
{
	fake.twice = true;
	expect("provider drain well_new", EXIT_TROUBLE, "",
	       "brokerctl: 'well_new' has 2 providers: say which by its id: 1 (well 1), 2 (well 1)\n");
}

/* netlink.sh has made it: another build of well_new is loaded than is installed. */
static const char *machine;

static void test_machine(void)
{
	root = machine;
	fake.loaded = false;
	expect("provider list", EXIT_TROUBLE, "",
	       "brokerctl: broker answers in the host's network namespace only: use nsenter "
	       "-t 1 -n (in a pod: with hostPID, or set hostNetwork), or read "
	       "/sys/kernel/debug/broker/summary\n");
	fake.loaded = true;
	expect_has("-j provider show well_new", EXIT_FINE,
		   ",\"srcversion\":\"0123456789ABCDEF0123456\",\"build\":\"c0ffee02\",\"file\":");
	expect_has("-j provider show well_new", EXIT_FINE, "/updates/well_new.ko\",\"current\":false}");
	expect_has("provider show well_new", EXIT_FINE, "file is loaded  no\n");
	root = "";
}

/* It goes while it is asked. */
static void test_unloaded(void)
{
	static const char *const commands[] = {
		"consumer list", "provider show 1", "provider drain 1", "interface show well",
	};
	size_t i;

	for (i = 0; i < sizeof(commands) / sizeof(*commands); i++) {
		fake_reset();
		fake.lifetime = 1;
		expect(commands[i], EXIT_TROUBLE, "",
		       "brokerctl: broker was unloaded: modprobe broker\n");
	}
	fake_reset();
	fake.lifetime = 2;
	expect("provider show well_new", EXIT_TROUBLE, "",
	       "brokerctl: broker was unloaded: modprobe broker\n");
	fake_reset();
	fake.lifetime = 1;
	expect("monitor", EXIT_NO, "", "brokerctl: broker was unloaded\n");
}

static void test_rights(void)
{
	fake.privileged = false;
	expect("refusal list", EXIT_TROUBLE, "",
	       "brokerctl: refusals: needs CAP_SYS_MODULE or CAP_NET_ADMIN in the initial namespace: run as root\n");
	expect("provider drain 1", EXIT_TROUBLE, "",
	       "brokerctl: provider 1: needs CAP_SYS_MODULE in the initial namespace: run as root\n");
	expect_has("monitor", EXIT_TROUBLE, "brokerctl: monitor: needs CAP_NET_ADMIN in");
	expect_has("top 1 1", EXIT_TROUBLE, "brokerctl: counters of calls: needs CAP_SYS_MODULE");
	expect_has("interface show well", EXIT_FINE, "brokerctl: the rows of the contract are for");
	expect("interface list", EXIT_FINE,
	       "INTERFACE  MAJOR  MINOR  CONTRACT  PROVIDERS  CONSUMERS\n"
	       "well       1      1      -         2          3\n", "");
	expect("provider list", EXIT_FINE,
	       "ID  PROVIDER    INTERFACE  MAJOR  MINOR  STATE  PRIORITY  PINS  LINKS  FLAGS\n"
	       "1   well_\"old\"  well       1      0      77     -         1     0      -\n"
	       "2   well_new    well       1      1      live   -         0     1      -\n", "");
	expect("-j consumer show pinner", EXIT_FINE,
	       "{\"consumer\":{\"id\":1,\"mode\":\"pinned\",\"interface\":\"well\","
	       "\"major\":1,\"minor\":1,\"min_minor\":0,\"module\":\"pinner\","
	       "\"state\":\"live\",\"links\":[{\"provider\":1,\"module\":\"well_\\\"old\\\"\","
	       "\"state\":\"current\"}],\"bound_to\":[\"well_\\\"old\\\"\"]}}\n", "");
	expect("-j consumer show user", EXIT_FINE,
	       "{\"consumer\":{\"id\":2,\"mode\":\"revocable\",\"interface\":\"well\","
	       "\"major\":1,\"minor\":1,\"min_minor\":0,\"module\":\"user\","
	       "\"state\":\"live\"}}\n", "");
	expect("-j interface show well 1", EXIT_FINE, NULL,
	       "brokerctl: the rows of the contract are for CAP_SYS_MODULE or CAP_NET_ADMIN in the initial namespace: run as root\n");
	expect("graph --tree", EXIT_FINE,
	       "well 1\n"
	       "  well_\"old\" (provider 1, minor 0, 77)\n"
	       "    pinner (consumer 1, pinned)\n"
	       "  well_new (provider 2, minor 1)\n",
	       "brokerctl: links of revocable consumers are for CAP_SYS_MODULE or CAP_NET_ADMIN in the initial namespace: run as root\n");
	expect_has("provider show 2", EXIT_FINE, "brokerctl: links of revocable consumers are for");
	fake.privileged = true;
}

static void test_usage(void)
{
	static const char *const wrong[] = {
		"provider show", "provider drain", "consumer detach", "interface show", "refusal show",
	};
	/* What is wrong is the last word. */
	static const char *const words[] = {
		"provider lists", "provider show 1 2", "provider list 1", "interface show well x",
		"interface show well 1 2", "interface show well 4294967296", "monitor now",
		"top 1 2 3", "top 1 x", "graph now",
	};
	/* So is an option that there is not. */
	static const char *const options[] = {
		"top -1", "graph --png", "check --inst", "check --installed=yes",
		"check --root / --bogus", "provider show --detach", "--js", "provider -jx",
	};
	char said[64];
	size_t i;

	for (i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
		expect_has(wrong[i], EXIT_TROUBLE, "needs more. Usage: brokerctl [-j|-p] ");
	for (i = 0; i < sizeof(words) / sizeof(*words); i++) {
		snprintf(said, sizeof(said), "'%s'", strrchr(words[i], ' ') + 1);
		expect_has(words[i], EXIT_TROUBLE, said);
		expect_has(words[i], EXIT_TROUBLE, ". Usage: brokerctl [-j|-p] ");
	}
	for (i = 0; i < sizeof(options) / sizeof(*options); i++) {
		const char *space = strrchr(options[i], ' ');

		snprintf(said, sizeof(said), "there is no option '%s': see brokerctl --help",
			 space ? space + 1 : options[i]);
		expect_has(options[i], EXIT_TROUBLE, said);
	}
	expect_has("check --kernel", EXIT_TROUBLE, "'--kernel' needs a value: see ");
	expect_has("provider --dot", EXIT_TROUBLE, "provider has no option '--dot'. Usage: ");
	expect_has("graph --dot --tree", EXIT_TROUBLE, "either --dot or --tree. Usage: ");
	expect_has("top 0", EXIT_TROUBLE, "'0' is not 1 to 86400 seconds. Usage: ");
	expect_has("providers", EXIT_TROUBLE, "there is no object 'providers'");
	expect_has("", EXIT_TROUBLE, "there is no object ''");
	expect_has("monitor --help", EXIT_FINE, "Usage: brokerctl [-j|-p] monitor");
	expect_has("consumer --help", EXIT_FINE, "detach ID");
	expect_has("provider show --help", EXIT_FINE, "Usage: brokerctl [-j|-p] provider ");
	expect_has("-j provider --version", EXIT_FINE, "brokerctl ");
	expect_has("interface list -j", EXIT_FINE, "{\"interfaces\":[{");
	expect_has("interface --pretty list", EXIT_FINE, "{\n  \"interfaces\": [\n");
}

/* What a shell has closed is open, but takes nothing. */
static void test_closed(void)
{
	int kept = dup(STDIN_FILENO), end;

	close(STDIN_FILENO);
	expect_has("provider list", EXIT_FINE, "well_new");
	end = fcntl(STDIN_FILENO, F_GETFL);
	verdict(end >= 0 && (end & O_ACCMODE) == O_RDONLY && write(STDIN_FILENO, "", 1) < 0,
		"a descriptor that was closed takes nothing");
	dup2(kept, STDIN_FILENO);
	close(kept);
}

static void test_interrupted(void)
{
	fake.interrupted = 3;
	expect_has("interface list", EXIT_FINE, "well       1      1      01234abc  2          3\n");
	verdict(!fake.interrupted, "an interrupted dump is asked for again");
	fake.interrupted = 100;
	expect("interface list", EXIT_FINE,
	       "INTERFACE  MAJOR  MINOR  CONTRACT  PROVIDERS  CONSUMERS\n"
	       "well       1      1      01234abc  2          3\n",
	       "brokerctl: interfaces: changed 5 times while they were read, which is of no one moment\n");
	expect_has("-j interface list", EXIT_FINE, "],\"interrupted\":true}\n");
	expect_has("-j interface show well 1", EXIT_FINE, "],\"interrupted\":true}\n");
	expect_has("-j graph", EXIT_FINE, "],\"interrupted\":true}\n");
	expect_has("-j top 1 1", EXIT_FINE, "],\"interrupted\":true}\n");
	fake.interrupted = 0;
	expect_has("-j interface list", EXIT_FINE, "\"consumers\":3}]}\n");
}

/* Nobody is there. */
static void test_empty(void)
{
	fake.empty = true;
	expect("interface list", EXIT_FINE,
	       "INTERFACE  MAJOR  MINOR  CONTRACT  PROVIDERS  CONSUMERS\n", "");
	expect("refusal list", EXIT_FINE, "ID  SECONDS AGO  ERRNO  REFUSAL\n", "");
	expect("top 1 1", EXIT_FINE,
	       "CALLS/S  INSIDE  ID  CONSUMER  INTERFACE  MAJOR  PROVIDER  STATE\n", "");
	expect("graph --tree", EXIT_FINE, "", "");
	expect("-j provider list", EXIT_FINE, "{\"providers\":[]}\n", "");
}

static void events(void)
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
	fake.overflows = 1;
	test_stamp("monitor --timestamp", "", "Z events lost\n");
	fake.overflows = 1;
	test_stamp("-j monitor --timestamp", "\"time\":\"", "Z\"}\n");
	fake_reset();
	fake.overflows = 1;
	expect("-j monitor", EXIT_TROUBLE, "{\"kind\":\"lost\",\"line\":\"events lost\"}\n",
	       NULL);
}

/* What nobody can read ends with the first line of it. */
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

/* A pipe that has no room left, and a reader who does not read. */
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

/* It ends when it is told to, even if it waits for somebody to read. */
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

static unsigned int seed;

/* Let a message end in the middle of an attribute that says it is complete. */
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
 * Cut a message off, with or without saying so, or change some of its bytes; the
 * lengths in it are bytes that are often hit. How the family is called is mostly
 * left alone, for nothing comes after it.
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

/* It may say anything of them, but must end, with one of its exit codes. */
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

static void (*const tests[])(void) = {
	test_lists, test_one, test_json, test_graph, test_changes, test_missing, test_several,
	test_machine, test_unloaded, test_rights, test_usage, test_closed, test_interrupted,
	test_empty, test_monitor, test_full, test_stop, test_damage,
};

int main(int argc, char **argv)
{
	size_t i;

	machine = argv[argc - 1];
	report = stdout;
	fputs("KTAP version 1\n", report);
	for (i = 0; i < sizeof(tests) / sizeof(*tests); i++) {
		fake_reset();
		tests[i]();
	}
	fprintf(report, "1..%d\n", number);
	return failures ? EXIT_FAILURE : EXIT_SUCCESS;
}
