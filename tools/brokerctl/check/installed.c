// SPDX-License-Identifier: GPL-2.0-only
/*
 * The modules that modprobe(8) would find: those in modules.dep, where depmod(8)
 * lists one of each name. Only modules that depend on the broker, or that were not
 * installed with the kernel, are opened: a late-bound module has no dependency.
 */
#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check/check.h"
#include "module/installed.h"

/* The kernel's own modules: the lines of modules.order, as a tree of tsearch(3). */
struct own {
	struct bytes text;
	void *tree;
};

static int compare(const void *a, const void *b)
{
	return strcmp(a, b);
}

static void keep(void *line)
{
}

static void own_free(struct own *own)
{
	tdestroy(own->tree, keep);
	free(own->text.data);
}

/* Without modules.order any module may be from outside of the kernel. */
static int own_read(struct own *own, const struct check *check, char *why)
{
	char *path = dep_path(check->root, check->release, "modules.order");
	char *rest, *line, reason[WHY_MAX];

	*own = (struct own){};
	if (!path)
		return because(why, "out of memory");
	if (!file_read(path, &own->text, reason)) {
		rest = (char *)own->text.data;
		while ((line = strsep(&rest, "\n")))
			if (*line)
				tsearch(line, &own->tree, compare);
	}
	free(path);
	return 0;
}

static bool is_own(const struct own *own, const char *path)
{
	char *plain = strndup(path, dep_plain_length(path));
	bool found = plain && tfind(plain, &own->tree, compare);

	free(plain);
	return found;
}

/* @needs are paths with blanks between them. */
static bool needs_broker(char *needs)
{
	char *need;

	while ((need = strsep(&needs, " ")))
		if (dep_is_called(need, "broker"))
			return true;
	return false;
}

/* Keep the module if it is judged, or may export symbols that a judged one needs. */
static int consider(struct check *check, const char *path)
{
	struct module module, *kept;
	bool judged;

	if (check_read(check, &module, path))
		return 0;
	if (!check->with_kernel)
		check->with_kernel = !kernel_of_module(&check->kernel, &module, check->root,
						       check->release);
	judged = module_takes_part(&module) || (check->all && !module.in_tree);
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
	/* Judged modules come first. */
	if (judged && check->judged++ < check->count - 1) {
		module = check->modules[check->judged - 1];
		check->modules[check->judged - 1] = *kept;
		*kept = module;
	}
	return 0;
}

/* "kernel/net/x.ko: kernel/net/y.ko": all modules that x needs, directly or not. */
static int consider_line(struct check *check, const struct own *own, char *line, char *why)
{
	char *colon = strchr(line, ':');
	char *path;
	int ret;

	if (!colon)
		return because(why, "%s/lib/modules/%s/modules.dep is damaged, run depmod(8)",
			       check->root, check->release);
	*colon = '\0';
	/* If the kernel is not known yet, one of its own modules may identify it. */
	if (check->with_kernel && is_own(own, line) && !needs_broker(colon + 1))
		return 0;
	path = dep_whole_path(check->root, check->release, line);
	ret = path ? consider(check, path) : -1;
	free(path);
	return ret ? because(why, "out of memory") : 0;
}

/**
 * installed_modules() - read the modules that are installed for a kernel
 * @check: with root and release; receives the judged modules, modules that these may
 *	need, and the kernel, if it is not known and one of its modules is found
 * @why: filled after a failure: a whole sentence
 *
 * Return: 0, or -1.
 */
int installed_modules(struct check *check, char *why)
{
	struct bytes text = {};
	struct own own;
	char *rest, *line;
	int ret;

	ret = own_read(&own, check, why) ?: dep_read(check->root, check->release, &text, why);
	rest = ret ? NULL : (char *)text.data;
	while (!ret && (line = strsep(&rest, "\n")))
		if (*line)
			ret = consider_line(check, &own, line, why);
	free(text.data);
	own_free(&own);
	return ret;
}
