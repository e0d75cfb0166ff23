// SPDX-License-Identifier: GPL-2.0-only
/*
 * brokerctl: finds the command in the table, and calls it. A command is one row of
 * the table and one file.
 */
#include <fcntl.h>
#include <getopt.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "check/commands.h"
#include "common/options.h"
#include "common/output.h"
#include "contract/commands.h"
#include "netlink/commands.h"

/* Options of single commands, with values above those of letters */
enum { KERNEL = UCHAR_MAX + 1, ROOT, INSTALLED, ALL, TYPES, TIMESTAMP, DOT, TREE, VERSION_TEXT };

#define TAKES(option)	(1U << ((option) - KERNEL))

static const struct option options[] = {
	{ "json", no_argument, NULL, 'j' },
	{ "pretty", no_argument, NULL, 'p' },
	{ "help", no_argument, NULL, 'h' },
	{ "version", no_argument, NULL, VERSION_TEXT },
	{ "kernel", required_argument, NULL, KERNEL },
	{ "root", required_argument, NULL, ROOT },
	{ "installed", no_argument, NULL, INSTALLED },
	{ "all", no_argument, NULL, ALL },
	{ "types", no_argument, NULL, TYPES },
	{ "timestamp", no_argument, NULL, TIMESTAMP },
	{ "dot", no_argument, NULL, DOT },
	{ "tree", no_argument, NULL, TREE },
	{}
};

static const struct command {
	const char *name;
	int (*run)(int argc, char **argv);
	const char *usage;
	const char *help;
	unsigned int options;
} commands[] = {
	{ "check", check_main,
	  "{ FILE.ko... [--kernel RELEASE|FILE] | --installed [--all] [--kernel RELEASE] } [--root DIR] [--types]",
	  "check modules that are not loaded",
	  TAKES(KERNEL) | TAKES(ROOT) | TAKES(INSTALLED) | TAKES(ALL) | TAKES(TYPES) },
	{ "contract", contract_main, "{ dump FILE [INTERFACE] | compare OLD NEW }",
	  "print the contracts of a module, or compare them with older ones" },
	{ "lint", lint_main, "FILE.ko",
	  "print what the interfaces of a module reach and their contracts do not compare" },
	{ "describe", describe_main, "FILE.ko TYPE",
	  "print the lines of a header that have a contract compare a type, and all it reaches" },
	{ "softdep", softdep_main, "[--root DIR]",
	  "have modprobe load providers first, for all installed modules", TAKES(ROOT) },
	{ "interface", interface_main, "[list | show NAME [MAJOR]]",
	  "list interfaces, or show one" },
	{ "provider", provider_main, "[list | show ID | prefer ID | drain ID]",
	  "list providers, or show one; prefer one to all others, or drain it" },
	{ "consumer", consumer_main, "[list | show ID | detach ID | attach ID]",
	  "list consumers, or show one; detach one, or attach it again" },
	{ "refusal", refusal_main, "[list | show ID]",
	  "list the last refusals, or show one" },
	{ "monitor", monitor_main, "[--timestamp]",
	  "print events as they happen", TAKES(TIMESTAMP) },
	{ "top", top_main, "[SECONDS [COUNT]]",
	  "print calls and callbacks per second" },
	{ "graph", graph_main, "[--dot | --tree]",
	  "draw which modules use which", TAKES(DOT) | TAKES(TREE) },
};

#define COMMANDS	(sizeof(commands) / sizeof(*commands))

static const struct command *find(const char *name)
{
	size_t i;

	for (i = 0; i < COMMANDS; i++)
		if (!strcmp(commands[i].name, name))
			return &commands[i];
	return NULL;
}

static void print_all(FILE *to)
{
	size_t i;

	fputs("Usage: brokerctl [-j|-p] OBJECT [VERB] [ARGUMENT...]\n\n", to);
	for (i = 0; i < COMMANDS; i++)
		fprintf(to, "  %s %s\n        %s\n", commands[i].name, commands[i].usage,
			commands[i].help);
	fputs("\nOptions, anywhere:\n"
	      "  -j, --json     print JSON, one line\n"
	      "  -p, --pretty   print JSON for people\n"
	      "  --help, --version\n", to);
}

/* For "OBJECT --help". */
static int print_usage(const struct command *command)
{
	printf("Usage: brokerctl [-j|-p] %s %s\n\n%s. See brokerctl(8).\n", command->name,
	       command->usage, command->help);
	return EXIT_FINE;
}

/* It is an error if stdout did not take all of the output. */
static int flushed(int code)
{
	if (!fflush(stdout) && !ferror(stdout))
		return code;
	complain("cannot write the output");
	return EXIT_TROUBLE;
}

/*
 * No other file must be opened as stdout and then be written to: if a shell has closed
 * stdin, stdout or stderr, its place is filled with a file that takes no data.
 */
static void fill_descriptors(void)
{
	int fd;

	do
		fd = open("/dev/null", O_RDONLY);
	while (fd >= 0 && fd <= STDERR_FILENO);
	close(fd);
}

/* The options that main() itself handles */
struct request {
	bool help;
	bool version;
	unsigned int options;	/* of single commands */
};

static void take(struct request *request, int option)
{
	switch (option) {
	case 'j':
		print_format = PRINT_JSON;
		return;
	case 'p':
		print_format = PRINT_PRETTY;
		return;
	case 'h':
		request->help = true;
		return;
	case VERSION_TEXT:
		request->version = true;
		return;
	case KERNEL:
		given.kernel = optarg;
		break;
	case ROOT:
		given.root = optarg;
		break;
	case INSTALLED:
		given.installed = true;
		break;
	case ALL:
		given.all = true;
		break;
	case TYPES:
		given.types = true;
		break;
	case TIMESTAMP:
		given.timestamp = true;
		break;
	case DOT:
		given.dot = true;
		break;
	case TREE:
		given.tree = true;
		break;
	}
	request->options |= TAKES(option);
}

/* getopt_long(3) accepts the beginning of a word for the word. */
static bool is_whole(const char *word, const struct option *option)
{
	size_t length = strlen(option->name);

	return !strncmp(word + 2, option->name, length) &&
	       (!word[2 + length] || word[2 + length] == '=');
}

/* Options may be anywhere; afterwards they are before all other arguments. */
static int parse(struct request *request, int argc, char **argv)
{
	int option, index, at;

	opterr = 0;
	for (;;) {
		at = optind;
		index = -1;
		option = getopt_long(argc, argv, ":jph", options, &index);
		if (option == -1)
			return EXIT_FINE;
		/* Words that are not options were moved behind it. */
		while (argv[at][0] != '-' || !argv[at][1])
			at++;
		if (option == ':') {
			complain("'%s' needs a value: see brokerctl --help", argv[at]);
			return EXIT_TROUBLE;
		}
		if (option == '?' || (index >= 0 && !is_whole(argv[at], &options[index]))) {
			complain("there is no option '%s': see brokerctl --help", argv[at]);
			return EXIT_TROUBLE;
		}
		take(request, option);
	}
}

static int run_command(const struct request *request, int argc, char **argv)
{
	const struct command *command = find(argv[0]);
	const struct option *option;

	if (!command) {
		complain("there is no object '%s': see brokerctl --help", argv[0]);
		return EXIT_TROUBLE;
	}
	if (request->help)
		return print_usage(command);
	given.command = command->name;
	given.usage = command->usage;
	for (option = options; option->name; option++)
		if (option->val >= KERNEL &&
		    request->options & ~command->options & TAKES(option->val))
			return wrong_usage("%s has no option '--%s'", command->name, option->name);
	return command->run(argc, argv);
}

static int run(const struct request *request, int argc, char **argv)
{
	if (request->version) {
		puts("brokerctl " VERSION);
		return EXIT_FINE;
	}
	if (argc)
		return run_command(request, argc, argv);
	print_all(request->help ? stdout : stderr);
	return request->help ? EXIT_FINE : EXIT_TROUBLE;
}

int main(int argc, char **argv)
{
	struct request request = {};

	fill_descriptors();
	if (parse(&request, argc, argv) != EXIT_FINE)
		return EXIT_TROUBLE;
	return flushed(run(&request, argc - optind, argv + optind));
}
