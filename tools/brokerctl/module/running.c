// SPDX-License-Identifier: GPL-2.0-only
/*
 * Information from files of the running kernel.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>

#include "module/installed.h"

/* The first line of a file below @root; false if it cannot be read. */
bool running_line(const char *root, const char *name, char *line, size_t size)
{
	char *path, why[WHY_MAX];
	struct bytes bytes;
	bool got;

	if (asprintf(&path, "%s%s", root, name) < 0)
		return false;
	got = !file_read(path, &bytes, why);
	if (got)
		snprintf(line, size, "%.*s", (int)strcspn((char *)bytes.data, "\n"),
			 (char *)bytes.data);
	free(bytes.data);
	free(path);
	return got;
}

/* The release of the kernel that runs at @root; of this one if no kernel runs there. */
const char *running_release(const char *root)
{
	static char release[65];
	struct utsname uts;

	if (running_line(root, "/proc/sys/kernel/osrelease", release, sizeof(release)))
		return release;
	if (uname(&uts))
		return NULL;
	snprintf(release, sizeof(release), "%s", uts.release);
	return release;
}
