// SPDX-License-Identifier: GPL-2.0-only
/*
 * The commands that ask the kernel once: their output, as text and as JSON, and their
 * exit codes.
 */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <uapi/linux/broker.h>

#include "common/output.h"
#include "fake_kernel.h"
#include "netlink_test.h"

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
	expect_has("top 1 1", EXIT_FINE, "  -            -       2   user      well       1      well_new  current\n");
	expect_has("-j top 1 2", EXIT_FINE, "\"inside\":2,\"consumer\":2,");
}

static void test_two_way(void)
{
	fake.two_way = true;
	expect_has("consumer show user", EXIT_FINE,
		   "PROVIDER  MODULE    STATE    ENTERED  LEFT  CALLBACKS  RETURNED  REQUESTS  SECONDS\n"
		   "2         well_new  current  2500     2498  210        209       3         0.005\n");
	expect_has("-j consumer show user", EXIT_FINE, "\"callbacks_left\":419,\"requests\":3}");
	expect_has("top 1 1", EXIT_FINE, "CALLS/S  INSIDE  CALLBACKS/S  INSIDE  ID  CONSUMER");
	expect_has("-j top 1 1", EXIT_FINE, "\"callbacks_inside\":1,\"consumer\":2,");
}

static void test_instances(void)
{
	fake.instances = true;
	expect("interface list", EXIT_FINE,
	       "INTERFACE  MAJOR  MINOR  CONTRACT  INSTANCES  PROVIDERS  CONSUMERS\n"
	       "well       1      1      01234abc  1          2          3\n", "");
	expect("provider list", EXIT_FINE,
	       "ID  PROVIDER    INTERFACE  INSTANCE      MAJOR  MINOR  STATE  PRIORITY  PINS  LINKS  FLAGS\n"
	       "1   well_\"old\"  well       -             1      0      77     -1        1     0      0x40\n"
	       "2   well_new    well       0000:3b:00.0  1      1      live   -1        0     1      preferred\n",
	       "");
	expect("consumer list", EXIT_FINE,
	       "ID  CONSUMER  INTERFACE  INSTANCE      MAJOR  MINOR  NEEDS  MODE       STATE  BOUND TO    FLAGS\n"
	       "1   pinner    well       -             1      1      0      pinned     live   well_\"old\"  -\n"
	       "2   user      well       -             1      1      0      revocable  live   well_new    every\n"
	       "3   user      well       0000:3b:00.0  1      1      0      revocable  live   well_new    movable\n",
	       "");
	expect_has("consumer show user", EXIT_FINE,
		   "id           2\n"
		   "module       user\n"
		   "interface    well\n"
		   "major        1\n");
	expect_has("consumer show user", EXIT_FINE,
		   "flags        every\n"
		   "seconds      -\n\n"
		   "ID  CONSUMER  INTERFACE  INSTANCE      MAJOR  MINOR  NEEDS  MODE       STATE  BOUND TO  FLAGS\n"
		   "3   user      well       0000:3b:00.0  1      1      0      revocable  live   well_new  movable\n");
	expect_has("-j consumer show user", EXIT_FINE, "\"bound_to\":[]},\"parts\":[{\"id\":3,");
	expect_has("consumer show user/0000:3b:00.0", EXIT_FINE,
		   "id           3\n"
		   "module       user\n"
		   "interface    well\n"
		   "instance     0000:3b:00.0\n");
	expect_has("provider show well/0000:3b:00.0", EXIT_FINE, "instance        0000:3b:00.0\n");
	expect("provider drain well_new/0000:3b:00.0", EXIT_FINE, "", "");
	expect("consumer detach user/0000:3b:00.0", EXIT_FINE, "", "");
	verdict(fake.changes == 2, "the kernel was told twice");
	expect("provider show well/", EXIT_NO, "",
	       "brokerctl: there is no provider of an instance 'well/': see brokerctl provider list\n");
	expect("provider show wel/0000:3b:00.0", EXIT_NO, "", NULL);
	expect_has("refusal show 1", EXIT_FINE, "interface    well\ninstance     0000:3b:00.0\n");
	expect_has("refusal list", EXIT_FINE, "stranger: well/0000:3b:00.0 1 refused by well_new: ");
	expect_has("top 1 1", EXIT_FINE, "well       0000:3b:00.0  1      well_new  current\n");
	expect("graph --tree", EXIT_FINE,
	       "well 1\n"
	       "  well_\"old\" (provider 1, minor 0, 77)\n"
	       "    pinner (consumer 1, pinned)\n"
	       "  well_new/0000:3b:00.0 (provider 2, minor 1)\n"
	       "    user (consumer 3, revocable)\n"
	       "  every instance\n"
	       "    user (consumer 2)\n", "");
	expect("graph --dot", EXIT_FINE,
	       "digraph broker {\n"
	       "    rankdir=LR;\n"
	       "    node [shape=box];\n"
	       "    \"well_\\\"old\\\"\";\n"
	       "    \"pinner\" -> \"well_\\\"old\\\"\" [label=\"well 1\", style=solid];\n"
	       "    \"well_new\";\n"
	       "    \"user\" -> \"well_new\" [label=\"well/0000:3b:00.0 1\", style=dashed];\n"
	       "    \"well 1\" [shape=plaintext];\n"
	       "    \"user\" -> \"well 1\" [label=every, style=dotted];\n"
	       "}\n", "");
	expect_has("-j graph", EXIT_FINE,
		   "\"unbound\":[],\"every\":[{\"id\":2,\"module\":\"user\",\"state\":\"live\"}]");
	/* Its link lost its provider: it waits for that instance. */
	fake.gone = true;
	expect_has("graph --tree", EXIT_FINE,
		   "  unbound\n    user/0000:3b:00.0 (consumer 3, current)\n");
	expect_has("graph --dot", EXIT_FINE,
		   "    \"well/0000:3b:00.0 1\" [shape=plaintext];\n"
		   "    \"user\" -> \"well/0000:3b:00.0 1\" [label=\"\", style=dotted];\n");
	/* Names are those of interfaces or modules, and may match several objects. */
	fake_reset();
	fake.instances = true;
	fake.privileged = false;
	expect_has("consumer show user/0000:3b:00.0", EXIT_FINE, "instance     0000:3b:00.0\n");
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
	expect("provider show 9", EXIT_NO, "", "brokerctl: there is no provider 9: see brokerctl provider list\n");
	expect("provider drain 9", EXIT_NO, "", "brokerctl: there is no provider 9: see brokerctl provider list\n");
	expect("consumer show nix", EXIT_NO, "",
	       "brokerctl: there is no consumer of a module 'nix': see brokerctl consumer list\n");
	expect("interface show nix", EXIT_NO, "", "brokerctl: there is no interface 'nix': see brokerctl interface list\n");
	expect("refusal show nix", EXIT_TROUBLE, "",
	       "brokerctl: 'nix' is not the id of a refusal: see brokerctl refusal list\n");
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

/* The loaded build of well_new is not the installed one. */
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

/* The broker is unloaded while it is asked. */
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
}

static void test_rights(void)
{
	fake.privileged = false;
	expect("refusal list", EXIT_TROUBLE, "",
	       "brokerctl: refusals: needs CAP_SYS_MODULE or CAP_NET_ADMIN in the initial namespace: run as root\n");
	expect("provider drain 1", EXIT_TROUBLE, "",
	       "brokerctl: provider 1: needs CAP_SYS_MODULE in the initial namespace: run as root\n");
	expect_has("top 1 1", EXIT_TROUBLE, "brokerctl: counters of calls: needs CAP_SYS_MODULE");
	expect_has("interface show well", EXIT_FINE, "brokerctl: the rows of the contract need");
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
	       "brokerctl: the rows of the contract need CAP_SYS_MODULE or CAP_NET_ADMIN in the initial namespace: run as root\n");
	expect("graph --tree", EXIT_FINE,
	       "well 1\n"
	       "  well_\"old\" (provider 1, minor 0, 77)\n"
	       "    pinner (consumer 1, pinned)\n"
	       "  well_new (provider 2, minor 1)\n",
	       "brokerctl: links of revocable consumers need CAP_SYS_MODULE or CAP_NET_ADMIN in the initial namespace: run as root\n");
	expect_has("provider show 2", EXIT_FINE, "brokerctl: links of revocable consumers need");
	fake.privileged = true;
}

static void test_usage(void)
{
	static const char *const wrong[] = {
		"provider show", "provider drain", "consumer detach", "interface show", "refusal show",
	};
	/* The last word is the wrong one. */
	static const char *const words[] = {
		"provider lists", "provider show 1 2", "provider list 1", "interface show well x",
		"interface show well 1 2", "interface show well 4294967296", "monitor now",
		"top 1 2 3", "top 1 x", "graph now",
	};
	/* An unknown option is also wrong. */
	static const char *const options[] = {
		"top -1", "graph --png", "check --inst", "check --installed=yes",
		"check --root / --bogus", "provider show --detach", "--js", "provider -jx",
	};
	char said[64];
	size_t i;

	for (i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
		expect_has(wrong[i], EXIT_TROUBLE, "needs an argument. Usage: brokerctl [-j|-p] ");
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
	expect_has("graph --dot --tree", EXIT_TROUBLE, "--dot and --tree exclude each other. Usage: ");
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

/* The command opens a descriptor that a shell has closed, but not for writing. */
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
	       "brokerctl: interfaces: changed 5 times while they were read; the list may be inconsistent\n");
	expect_has("-j interface list", EXIT_FINE, "],\"interrupted\":true}\n");
	expect_has("-j interface show well 1", EXIT_FINE, "],\"interrupted\":true}\n");
	expect_has("-j graph", EXIT_FINE, "],\"interrupted\":true}\n");
	expect_has("-j top 1 1", EXIT_FINE, "],\"interrupted\":true}\n");
	fake.interrupted = 0;
	expect_has("-j interface list", EXIT_FINE, "\"consumers\":3}]}\n");
}

/* There are no objects. */
static void test_empty(void)
{
	fake.empty = true;
	expect("interface list", EXIT_FINE,
	       "INTERFACE  MAJOR  MINOR  CONTRACT  PROVIDERS  CONSUMERS\n", "");
	expect("refusal list", EXIT_FINE, "ID  SECONDS AGO  ERRNO  REFUSAL\n", "");
	expect("top 1 1", EXIT_FINE,
	       "CALLS/S  INSIDE  CALLBACKS/S  INSIDE  ID  CONSUMER  INTERFACE  MAJOR  PROVIDER  STATE\n",
	       "");
	expect("graph --tree", EXIT_FINE, "", "");
	expect("-j provider list", EXIT_FINE, "{\"providers\":[]}\n", "");
}

void (*const ask_tests[])(void) = {
	test_lists, test_one, test_json, test_graph, test_two_way, test_instances, test_changes,
	test_missing, test_several, test_machine, test_unloaded, test_rights, test_usage,
	test_closed, test_interrupted, test_empty, NULL
};
