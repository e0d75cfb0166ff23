// SPDX-License-Identifier: GPL-2.0-only
/*
 * The options of the command line, and its usage.
 */
#include <stdarg.h>
#include <stdio.h>

#include "common/options.h"
#include "common/output.h"

struct given given = { .root = "" };

/* Prints one line, which begins with the reason if there is one. Returns an exit code. */
int wrong_usage(const char *format, ...)
{
	char why[256] = "";
	va_list args;

	va_start(args, format);
	vsnprintf(why, sizeof(why), format, args);
	va_end(args);
	complain("%s%sUsage: brokerctl [-j|-p] %s %s", why, *why ? ". " : "", given.command,
		 given.usage);
	return EXIT_TROUBLE;
}
