// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs the commands that ask the kernel, unchanged, against a fake kernel.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/options.h"
#include "common/output.h"
#include "fake_kernel.h"
#include "netlink_test.h"

#define ARGUMENTS_MAX	8

static FILE *report;
static int number, failures;

void verdict(bool good, const char *name)
{
	failures += !good;
	fprintf(report, "%sok %d - %s\n", good ? "" : "not ", ++number, name);
	fflush(report);
}

const char *root = "", *machine;

/* Does not redirect stdout and stderr. */
int call(const char *command)
{
	char *argv[ARGUMENTS_MAX + 1] = { "brokerctl" }, *copy = strdup(command), *rest = copy;
	int argc = 1, code;

	while (argc < ARGUMENTS_MAX && (argv[argc] = strsep(&rest, " ")))
		argc++;
	print_format = PRINT_TEXT;
	optind = 0;		/* getopt_long() starts again */
	given = (struct given){ .root = root };
	code = brokerctl_main(argc, argv);
	free(copy);
	return code;
}

struct output run(const char *command)
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

void show(const char *what, const char *text)
{
	char *copy = strdup(text), *rest = copy, *line;

	fprintf(report, "# %s:\n", what);
	while ((line = strsep(&rest, "\n")))
		fprintf(report, "#   %s\n", line);
	free(copy);
}

/* @out or @err NULL: it does not matter */
void expect(const char *command, int code, const char *out, const char *err)
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

/* For output of which only a part can be predicted. */
void expect_has(const char *command, int code, const char *part)
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

int main(int argc, char **argv)
{
	void (*const *const tests[])(void) = { ask_tests, listen_tests, damage_tests };
	size_t i, j;

	machine = argv[argc - 1];
	report = stdout;
	fputs("KTAP version 1\n", report);
	for (i = 0; i < sizeof(tests) / sizeof(*tests); i++)
		for (j = 0; tests[i][j]; j++) {
			fake_reset();
			tests[i][j]();
		}
	fprintf(report, "1..%d\n", number);
	return failures ? EXIT_FAILURE : EXIT_SUCCESS;
}
