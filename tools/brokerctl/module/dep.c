// SPDX-License-Identifier: GPL-2.0-only
/*
 * modules.dep, where depmod(8) lists one file of each name: the files that modprobe(8) finds.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "module/installed.h"

/* The path of a file in lib/modules/RELEASE. */
char *dep_path(const char *root, const char *release, const char *name)
{
	char *path;

	return asprintf(&path, "%s/lib/modules/%s/%s", root, release, name) < 0 ? NULL : path;
}

/* The path below @root; @path begins there, or in lib/modules/RELEASE. */
char *dep_whole_path(const char *root, const char *release, const char *path)
{
	char *whole;

	if (*path != '/')
		return dep_path(root, release, path);
	return asprintf(&whole, "%s%s", root, path) < 0 ? NULL : whole;
}

/* The length without .xz and similar endings, which modules.order does not have. */
size_t dep_plain_length(const char *path)
{
	const char *end = strstr(path, ".ko");

	return end ? (size_t)(end - path) + strlen(".ko") : strlen(path);
}

/* Does the file have this name, whatever its folder and compression? */
bool dep_is_called(const char *path, const char *name)
{
	const char *slash, *base = path;
	size_t i, length = dep_plain_length(path);

	for (slash = path; (slash = strchr(slash, '/')) && slash < path + length;)
		base = ++slash;
	length -= base - path;
	if (length != strlen(name) + strlen(".ko"))
		return false;
	for (i = 0; i < length - strlen(".ko"); i++)
		if (base[i] != name[i] && !(base[i] == '-' && name[i] == '_'))
			return false;
	return true;
}

int dep_read(const char *root, const char *release, struct bytes *text, char *why)
{
	char *path = dep_path(root, release, "modules.dep"), reason[WHY_MAX];
	int ret;

	*text = (struct bytes){};
	if (!path)
		return because(why, "out of memory");
	ret = file_read(path, text, reason);
	if (ret)
		because(why, "%.150s %.80s: is the kernel installed?", path, reason);
	free(path);
	return ret;
}

/**
 * dep_file() - which file would modprobe(8) load?
 * @root: where lib/modules is
 * @release: release of the kernel
 * @name: name of the module
 *
 * Return: the path, which the caller frees; NULL if there is none.
 */
char *dep_file(const char *root, const char *release, const char *name)
{
	char *rest, *line, *path = NULL, why[WHY_MAX];
	struct bytes text = {};

	rest = dep_read(root, release, &text, why) ? NULL : (char *)text.data;
	while (!path && (line = strsep(&rest, "\n"))) {
		line[strcspn(line, ":")] = '\0';
		if (dep_is_called(line, name))
			path = dep_whole_path(root, release, line);
	}
	free(text.data);
	return path;
}
