// SPDX-License-Identifier: GPL-2.0-only
/*
 * brokerctl contract: contracts as files, and how they have changed.
 */
#include <string.h>

#include "common/options.h"
#include "contract/commands.h"
#include "contract/contract.h"

int contract_main(int argc, char **argv)
{
	const char *verb = argc > 1 ? argv[1] : "";

	if (!strcmp(verb, "dump") && (argc == 3 || argc == 4))
		return contract_dump(argv[2], argv[3]);
	if (!strcmp(verb, "compare") && argc == 4)
		return contract_compare(argv[2], argv[3]);
	return wrong_usage("%s", "");
}
