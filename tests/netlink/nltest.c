// SPDX-License-Identifier: GPL-2.0-only
/*
 * Talks to the broker's netlink family, correctly and incorrectly:
 *
 *	nltest malformed		malformed requests
 *	nltest rights			what each kind of user may see and do
 *	nltest dump KIND [NAME COUNT]	all entries, and COUNT called NAMEn once each
 *	nltest half KIND SECONDS	ask for all entries and read them that late
 *	nltest show KIND MODULE		id, state and links
 *	nltest fuzz SEED COUNT		random requests
 *	nltest events COUNT		print COUNT notifications as they come
 *	nltest steer COMMAND ID
 *
 * Prints the faults, and exits with 0 if there are none.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client.h"

static int explain(void)
{
	fputs("usage: nltest malformed|rights|dump|half|show|fuzz|events|steer ...\n", stderr);
	return 2;
}

int main(int argc, char **argv)
{
	struct client client;

	setvbuf(stdout, NULL, _IOLBF, 0);
	if (argc < 2)
		return explain();
	client_open(&client);
	if (client.family < 0) {
		fprintf(stderr, "there is no family: %s\n", strerror(-client.family));
		return 2;
	}
	if (!strcmp(argv[1], "malformed"))
		return do_malformed(&client);
	if (!strcmp(argv[1], "rights"))
		return do_rights();
	if (!strcmp(argv[1], "dump"))
		return do_dump(&client, argc - 2, argv + 2);
	if (!strcmp(argv[1], "half"))
		return do_half(&client, argc - 2, argv + 2);
	if (!strcmp(argv[1], "show"))
		return do_show(&client, argc - 2, argv + 2);
	if (!strcmp(argv[1], "fuzz"))
		return do_fuzz(&client, argc - 2, argv + 2);
	if (!strcmp(argv[1], "events"))
		return do_events(&client, argc - 2, argv + 2);
	if (!strcmp(argv[1], "steer"))
		return do_steer(&client, argc - 2, argv + 2);
	return explain();
}
