// SPDX-License-Identifier: GPL-2.0-only
/*
 * brokerctl: finds the command among those it knows, and calls it. A command is
 * one row of the table and one file.
 */
#include <fcntl.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "brokerctl.h"

static const struct command {
	const char *name;
	int (*run)(int argc, char **argv);
	const char *usage;
	const char *help;
	const char *options[4];		/* its own; with "=" if a value follows */
} commands[] = {
	{ "check", check_main,
	  "{ FILE.ko... [--kernel RELEASE|FILE] | --installed [--kernel RELEASE] } [--root DIR]",
	  "judge modules that are not loaded", { "--kernel=", "--root=", "--installed" } },
	{ "interface", interface_main, "[list | show NAME [MAJOR]]",
	  "what there is to bind to" },
	{ "provider", provider_main, "[list | show ID | prefer ID | drain ID]",
	  "who provides; put one before all others, or let it serve nobody" },
	{ "consumer", consumer_main, "[list | show ID | detach ID | attach ID]",
	  "who uses what, of whom; detach one until it is attached again" },
	{ "refusal", refusal_main, "[list | show ID]",
	  "who was refused, and why" },
	{ "monitor", monitor_main, "[--timestamp]",
	  "what happens, as it happens", { "--timestamp" } },
	{ "top", top_main, "[SECONDS [COUNT]]",
	  "how often consumers call" },
	{ "graph", graph_main, "[--dot | --tree]",
	  "who uses whom", { "--dot", "--tree" } },
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
int print_usage(const char *command)
{
	const struct command *c = find(command);

	printf("Usage: brokerctl [-j|-p] %s %s\n\n%s. See brokerctl(8).\n", c->name, c->usage,
	       c->help);
	return EXIT_FINE;
}

/* One line, which begins with why if that can be said. */
int wrong_usage(const char *command, const char *format, ...)
{
	const struct command *c = find(command);
	char why[256] = "";
	va_list args;

	va_start(args, format);
	vsnprintf(why, sizeof(why), format, args);
	va_end(args);
	complain("%s%sUsage: brokerctl [-j|-p] %s %s", why, *why ? ". " : "", c->name, c->usage);
	return EXIT_TROUBLE;
}

int usage_error(const char *command)
{
	return wrong_usage(command, "%s", "");
}

/* What stdout could not take was not said. */
static int flushed(int code)
{
	if (!fflush(stdout) && !ferror(stdout))
		return code;
	complain("cannot write the output");
	return EXIT_TROUBLE;
}

/*
 * Something must not be opened as stdout and then be written to: where a shell has
 * closed it, or stdin or stderr, is something that takes nothing.
 */
static void fill_descriptors(void)
{
	int fd;

	do
		fd = open("/dev/null", O_RDONLY);
	while (fd >= 0 && fd <= STDERR_FILENO);
	close(fd);
}

/* Is it an option of this command? Its value may be the word after it. */
static bool has_option(const struct command *command, const char *word, bool *value)
{
	const char *const *option = command->options;
	size_t length;

	for (; *option; option++) {
		length = strcspn(*option, "=");
		if (strncmp(word, *option, length) || (word[length] && word[length] != '='))
			continue;
		*value = (*option)[length] && !word[length];
		return *value || !word[length] || (*option)[length];
	}
	return false;
}

/**
 * struct request - what is on the command line
 * @command: NULL if there is none
 * @help: asked for
 * @version: asked for
 * @words: the command, then what is its own; for at most as many as there are
 * @count: how many
 */
struct request {
	const struct command *command;
	bool help;
	bool version;
	char **words;
	int count;
};

/* Those for all commands, wherever they stand. */
static bool take_option(struct request *request, const char *word)
{
	if (!strcmp(word, "-j") || !strcmp(word, "--json"))
		print_format = PRINT_JSON;
	else if (!strcmp(word, "-p") || !strcmp(word, "--pretty"))
		print_format = PRINT_PRETTY;
	else if (!strcmp(word, "-h") || !strcmp(word, "--help"))
		request->help = true;
	else if (!strcmp(word, "--version"))
		request->version = true;
	else
		return false;
	return true;
}

static void no_option(const struct request *request, const char *word)
{
	if (request->command)
		wrong_usage(request->command->name, "there is no option '%s'", word);
	else
		complain("there is no option '%s': see brokerctl --help", word);
}

/* Take a word that is the command's, and what follows it; returns how many, 0 for none. */
static int take_words(struct request *request, int argc, char **argv)
{
	bool value = false;
	int taken;

	if (**argv == '-' && (*argv)[1] && strcmp(*argv, "--") &&
	    (!request->command || !has_option(request->command, *argv, &value))) {
		no_option(request, *argv);
		return 0;
	}
	if (value && argc == 1) {
		wrong_usage(request->command->name, "'%s' needs a value", *argv);
		return 0;
	}
	taken = !strcmp(*argv, "--") ? argc : 1 + value;
	memcpy(request->words + request->count, argv, taken * sizeof(*argv));
	request->count += taken;
	return taken;
}

static int parse(struct request *request, int argc, char **argv)
{
	int taken, i;

	for (i = 1; i < argc; i += taken) {
		taken = 1;
		if (take_option(request, argv[i]))
			continue;
		if (!request->command && *argv[i] != '-') {
			request->command = find(argv[i]);
			if (!request->command) {
				complain("there is no object '%s': see brokerctl --help", argv[i]);
				return EXIT_TROUBLE;
			}
		}
		taken = take_words(request, argc - i, argv + i);
		if (!taken)
			return EXIT_TROUBLE;
	}
	return EXIT_FINE;
}

static int run(const struct request *request)
{
	if (request->version)
		puts("brokerctl " VERSION);
	else if (request->help && request->command)
		print_usage(request->command->name);
	else if (request->help)
		print_all(stdout);
	if (request->version || request->help)
		return EXIT_FINE;
	if (request->command)
		return request->command->run(request->count, request->words);
	print_all(stderr);
	return EXIT_TROUBLE;
}

int main(int argc, char **argv)
{
	struct request request = { .words = calloc(argc + 1, sizeof(*argv)) };
	int code;

	fill_descriptors();
	if (!request.words)
		return EXIT_TROUBLE;
	code = parse(&request, argc, argv);
	/* Who parses options of its own does it from the start, and says what is wrong. */
	optind = 0;
	opterr = 0;
	if (code == EXIT_FINE)
		code = flushed(run(&request));
	free(request.words);
	return code;
}
