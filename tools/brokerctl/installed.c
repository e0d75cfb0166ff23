// SPDX-License-Identifier: GPL-2.0-only
/*
 * The modules that modprobe(8) would find: those in modules.dep, where depmod(8)
 * has left one of each name.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"

/* Keep it if it takes part, or may export what one that does needs. */
static int consider(struct check *check, const char *path, char *why)
{
	struct module module, *kept;
	bool judged;

	if (module_read(&module, path, why)) {
		char reason[WHY_MAX];

		memcpy(reason, why, sizeof(reason));
		because(why, "%.150s %.100s", path, reason);
		module_free(&module);
		return -1;
	}
	judged = module_takes_part(&module);
	if (!judged && (module.in_tree || !module.exports_count)) {
		module_free(&module);
		return 0;
	}
	kept = array_add(check->modules, check->count);
	if (!kept) {
		module_free(&module);
		return because(why, "out of memory");
	}
	*kept = module;
	/* Those that are judged stand first. */
	if (judged && check->judged++ < check->count - 1) {
		module = check->modules[check->judged - 1];
		check->modules[check->judged - 1] = *kept;
		*kept = module;
	}
	return 0;
}

/* "kernel/net/x.ko: kernel/net/y.ko" */
static int consider_line(struct check *check, const char *folder, char *line, char *why)
{
	char *colon = strchr(line, ':');
	char *path;
	int ret;

	if (!colon)
		return because(why, "%.200s/modules.dep is damaged, run depmod(8)", folder);
	*colon = '\0';
	if (*line == '/')
		path = strdup(line);
	else if (asprintf(&path, "%s/%s", folder, line) < 0)
		path = NULL;
	if (!path)
		return because(why, "out of memory");
	ret = consider(check, path, why);
	free(path);
	return ret;
}

static int consider_all(struct check *check, const char *folder, char *text, char *why)
{
	char *line;

	while ((line = strsep(&text, "\n")))
		if (*line && consider_line(check, folder, line, why))
			return -1;
	return 0;
}

/**
 * installed_modules() - read the modules that are installed for a kernel
 * @check: gets those that take part, and those that may be needed for them
 * @root: where lib/modules is
 * @release: of the kernel
 * @why: filled after a failure: a whole sentence
 *
 * Return: 0, or -1.
 */
int installed_modules(struct check *check, const char *root, const char *release, char *why)
{
	struct bytes text = {};
	char *folder, *dep;
	char reason[WHY_MAX];
	int ret;

	if (asprintf(&folder, "%s/lib/modules/%s", root, release) < 0)
		return because(why, "out of memory");
	if (asprintf(&dep, "%s/modules.dep", folder) < 0) {
		free(folder);
		return because(why, "out of memory");
	}
	if (file_read(dep, &text, reason))
		ret = because(why, "%.150s %.80s: is the kernel installed?", dep, reason);
	else
		ret = consider_all(check, folder, (char *)text.data, why);
	free(text.data);
	free(dep);
	free(folder);
	return ret;
}
