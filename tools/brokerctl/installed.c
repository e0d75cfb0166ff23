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
static int consider(struct check *check, const char *path, const char *root, const char *release)
{
	struct module module, *kept;
	bool judged;

	if (check_read(check, &module, path))
		return 0;
	if (!check->with_kernel)
		check->with_kernel = !kernel_of_module(&check->kernel, &module, root, release);
	judged = module_takes_part(&module);
	if (!judged && (module.in_tree || !module.exports_count)) {
		module_free(&module);
		return 0;
	}
	kept = array_add(check->modules, check->count);
	if (!kept) {
		module_free(&module);
		return -1;
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

/* "kernel/net/x.ko: kernel/net/y.ko", from lib/modules/RELEASE, or from the root. */
static int consider_line(struct check *check, const char *root, const char *release, char *line,
			 char *why)
{
	char *colon = strchr(line, ':');
	char *path;
	int ret;

	if (!colon)
		return because(why, "%s/lib/modules/%s/modules.dep is damaged, run depmod(8)", root,
			       release);
	*colon = '\0';
	if (*line == '/')
		ret = asprintf(&path, "%s%s", root, line);
	else
		ret = asprintf(&path, "%s/lib/modules/%s/%s", root, release, line);
	if (ret < 0)
		return because(why, "out of memory");
	ret = consider(check, path, root, release);
	free(path);
	return ret ? because(why, "out of memory") : 0;
}

/**
 * installed_modules() - read the modules that are installed for a kernel
 * @check: gets those that take part, and those that may be needed for them; and
 *	the kernel, if there is none and one of its modules is found
 * @root: where lib/modules is
 * @release: of the kernel
 * @why: filled after a failure: a whole sentence
 *
 * Return: 0, or -1.
 */
int installed_modules(struct check *check, const char *root, const char *release, char *why)
{
	char reason[WHY_MAX], *rest, *line, *dep;
	struct bytes text = {};
	int ret;

	if (asprintf(&dep, "%s/lib/modules/%s/modules.dep", root, release) < 0)
		return because(why, "out of memory");
	ret = file_read(dep, &text, reason);
	if (ret)
		because(why, "%.150s %.80s: is the kernel installed?", dep, reason);
	rest = (char *)text.data;
	while (!ret && (line = strsep(&rest, "\n")))
		if (*line)
			ret = consider_line(check, root, release, line, why);
	free(text.data);
	free(dep);
	return ret;
}
