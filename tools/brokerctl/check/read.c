// SPDX-License-Identifier: GPL-2.0-only
/*
 * Files that are to be judged.
 */
#include <string.h>

#include "check/check.h"
#include "common/output.h"

/**
 * check_read() - read a file that is to be judged
 * @check: receives the error, if there is one
 * @module: filled; for module_free() only after success
 * @path: path of the file
 *
 * A bad file is reported, and does not hide the findings about the others.
 *
 * Return: 0, or -1.
 */
int check_read(struct check *check, struct module *module, const char *path)
{
	struct unreadable *bad;
	char why[WHY_MAX];

	if (!module_read(module, path, why))
		return 0;
	module_free(module);
	complain("%s %s", path, why);
	check->trouble = true;
	bad = array_add(check->unreadable, check->unreadable_count);
	if (bad) {
		bad->path = strdup(path);
		memcpy(bad->why, why, sizeof(why));
	}
	return -1;
}
