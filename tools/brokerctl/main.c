// SPDX-License-Identifier: GPL-2.0-only
/*
 * brokerctl: finds the command among those it knows, and calls it. A command is
 * one row of the table and one file.
 */
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "brokerctl.h"

static const struct command {
	const char *name;
	int (*run)(int argc, char **argv);
	const char *usage;
	const char *help;
} commands[] = {
	{ "check", check_main,
	  "{ FILE.ko... [--kernel RELEASE|FILE] | --installed [--kernel RELEASE] } [--root DIR]",
	  "judge modules that are not loaded" },
	{ "interface", interface_main, "[list | show NAME [MAJOR]]",
	  "what there is to bind to" },
	{ "provider", provider_main, "[list | show ID | prefer ID | drain ID]",
	  "who provides; put one before all others, or let it serve nobody" },
	{ "consumer", consumer_main, "[list | show ID | detach ID | attach ID]",
	  "who uses what, of whom; detach one until it is attached again" },
	{ "refusal", refusal_main, "[list | show ID]",
	  "who was refused, and why" },
	{ "monitor", monitor_main, "",
	  "what happens, as it happens" },
	{ "top", top_main, "[SECONDS [COUNT]]",
	  "how often consumers call" },
	{ "graph", graph_main, "[--dot | --tree]",
	  "who uses whom" },
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
	fputs("\nOptions:\n"
	      "  -j, --json     print JSON, one line\n"
	      "  -p, --pretty   print JSON for people\n"
	      "  --help, --version\n", to);
}

/* For "OBJECT --help". */
int print_usage(const char *command)
{
	const struct command *c = find(command);

	printf("Usage: brokerctl [-j|-p] %s %s\n\n%s. See brokerctl(8).\n", c->name, c->usage,
	       c->help);
	return EXIT_FINE;
}

int usage_error(const char *command)
{
	const struct command *c = find(command);

	fprintf(stderr, "Usage: brokerctl [-j|-p] %s %s\n", c->name, c->usage);
	return EXIT_TROUBLE;
}

static int run(int argc, char **argv)
{
	const struct command *command;

	if (!argc) {
		print_all(stderr);
		return EXIT_TROUBLE;
	}
	command = find(argv[0]);
	if (command)
		return command->run(argc, argv);
	complain("there is no object '%s', see brokerctl --help", argv[0]);
	return EXIT_TROUBLE;
}

/* What stdout could not take was not said. */
static int flushed(int code)
{
	if (!fflush(stdout) && !ferror(stdout))
		return code;
	complain("cannot write the output");
	return EXIT_TROUBLE;
}

int main(int argc, char **argv)
{
	static const struct option options[] = {
		{ "json", no_argument, NULL, 'j' },
		{ "pretty", no_argument, NULL, 'p' },
		{ "help", no_argument, NULL, 'h' },
		{ "version", no_argument, NULL, 'V' },
		{}
	};
	int option;

	/* "+": what follows the object is the command's. */
	while ((option = getopt_long(argc, argv, "+jphV", options, NULL)) != -1) {
		switch (option) {
		case 'j':
			print_format = PRINT_JSON;
			break;
		case 'p':
			print_format = PRINT_PRETTY;
			break;
		case 'h':
			print_all(stdout);
			return flushed(EXIT_FINE);
		case 'V':
			puts("brokerctl " VERSION);
			return flushed(EXIT_FINE);
		default:
			fputs("Try brokerctl --help.\n", stderr);
			return EXIT_TROUBLE;
		}
	}
	argc -= optind;
	argv += optind;
	/* Commands parse their own options, from the start, and say what is wrong. */
	optind = 0;
	opterr = 0;
	return flushed(run(argc, argv));
}
