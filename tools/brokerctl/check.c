// SPDX-License-Identifier: GPL-2.0-only
/*
 * brokerctl check: judges modules that are not loaded.
 */
#include <getopt.h>

#include "brokerctl.h"

int check_main(int argc, char **argv)
{
	static const struct option options[] = {
		{ "help", no_argument, NULL, 'h' },
		{}
	};
	int option;

	while ((option = getopt_long(argc, argv, "h", options, NULL)) != -1) {
		if (option == 'h')
			return print_usage("check");
		return usage_error("check");
	}
	complain("check is not there yet");
	return EXIT_TROUBLE;
}
