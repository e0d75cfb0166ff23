// SPDX-License-Identifier: GPL-2.0-only
/*
 * OBJECT VERB ARGUMENT...: finds the verb among those of the object, and runs it
 * with a socket to the kernel.
 */
#include <stdlib.h>
#include <string.h>

#include "common/options.h"
#include "netlink/netlink.h"

/* Only digits; a number that is too large for this program is refused. */
bool parse_number(const char *text, u64 *number)
{
	size_t length = strspn(text, "0123456789");

	*number = strtoull(text, NULL, 10);
	return length && length < 20 && !text[length];
}

/* Run a function that asks the kernel. */
int run_asking(run_verb *run, int argc, char **argv)
{
	struct genl genl;
	int code = genl_open(&genl);

	if (code == EXIT_FINE)
		code = run(&genl, argc, argv);
	genl_close(&genl);
	return code;
}

static const struct verb *find_verb(const struct verb *verbs, const char *name)
{
	for (; verbs->name; verbs++)
		if (!strcmp(verbs->name, name))
			return verbs;
	return NULL;
}

/* argv[0] is the object. */
int verb_main(int argc, char **argv, const struct verb *verbs)
{
	const struct verb *verb = argc > 1 ? find_verb(verbs, argv[1]) : verbs;
	int arguments = argc > 2 ? argc - 2 : 0;

	if (!verb)
		return wrong_usage("%s has no verb '%s'", argv[0], argv[1]);
	if (arguments < verb->least)
		return wrong_usage("'%s %s' needs an argument", argv[0], verb->name);
	if (arguments > verb->most)
		return wrong_usage("unexpected argument '%s'", argv[2 + verb->most]);
	return run_asking(verb->run, arguments, argv + argc - arguments);
}
