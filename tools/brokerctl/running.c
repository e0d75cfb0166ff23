// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the kernel that runs says beyond its files: how it was told to treat
 * signatures, and which modules are loaded.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>

#include "check.h"
#include "common/options.h"
#include "common/tree.h"

/* The first line of a file below @root; false if it cannot be read. */
static bool read_line(const char *root, const char *name, char *line, size_t size)
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

/* Of the kernel that runs at @root; of this one where nothing runs there. */
const char *running_release(const char *root)
{
	static char release[65];
	struct utsname uts;

	if (read_line(root, "/proc/sys/kernel/osrelease", release, sizeof(release)))
		return release;
	if (uname(&uts))
		return NULL;
	snprintf(release, sizeof(release), "%s", uts.release);
	return release;
}

/* Is the kernel that is judged the one that runs? */
bool is_running(const struct check *check)
{
	char release[65];

	return check->release &&
	       read_line(check->root, "/proc/sys/kernel/osrelease", release, sizeof(release)) &&
	       !strcmp(release, check->release);
}

/* module.sig_enforce, and lockdown: "none [integrity] confidentiality". */
void running_rules(struct check *check)
{
	char line[128];

	if (!check->with_kernel || !is_running(check))
		return;
	if (read_line(check->root, "/sys/module/module/parameters/sig_enforce", line, sizeof(line)))
		check->kernel.signed_only = *line == 'Y';
	if (read_line(check->root, "/sys/kernel/security/lockdown", line, sizeof(line)))
		check->kernel.locked_down = strchr(line, '[') && !strstr(line, "[none]");
}

static int report_build(struct check *check, const struct module *module,
			const struct build *loaded)
{
	struct problem *problem = array_add(check->problems.list, check->problems.count);
	bool by_id = *loaded->id && *module->build_id;

	if (!problem)
		return -1;
	problem->module = module;
	problem->error = EEXIST;
	snprintf(problem->line, sizeof(problem->line),
		 "%s: another build is loaded, perhaps from the initramfs: %s %s, that of the file is %s",
		 module->name, by_id ? "build id" : "srcversion",
		 by_id ? loaded->id : loaded->srcversion,
		 by_id ? module->build_id : module->srcversion);
	return 0;
}

/**
 * running_builds() - which modules are loaded from other files than those judged?
 * @check: with the modules; gets the problems
 *
 * Return: 0, or -1 if there is no memory.
 */
int running_builds(struct check *check)
{
	struct build loaded;
	size_t i;

	if (!is_running(check))
		return 0;
	for (i = 0; i < check->count; i++) {
		const struct module *module = &check->modules[i];

		if (module->needed && build_loaded(&loaded, check->root, module->name) &&
		    build_compare(&loaded, module) == OTHER &&
		    report_build(check, module, &loaded))
			return -1;
	}
	return 0;
}

/* Whether the file that is installed is the build that is loaded, if both tell. */
static void add_file(struct json_object *object, const struct build *loaded, const char *path)
{
	struct module module;
	char why[WHY_MAX];
	enum same same;

	if (!module_read(&module, path, why)) {
		same = build_compare(loaded, &module);
		if (same != UNKNOWN)
			add_bool(object, "current", same == SAME);
	}
	module_free(&module);
}

/**
 * add_build() - say which build of a module is loaded
 * @object: gets its srcversion and build id, the file that is installed, and whether
 *	this is the same build; as far as they are known
 * @module: its name
 */
void add_build(struct json_object *object, const char *module)
{
	const char *release = running_release(given.root);
	struct build loaded;
	char *path;

	if (!build_loaded(&loaded, given.root, module))
		return;
	if (*loaded.srcversion)
		add_text(object, "srcversion", loaded.srcversion);
	if (*loaded.id)
		add_text(object, "build", loaded.id);
	path = release ? installed_file(given.root, release, module) : NULL;
	if (!path)
		return;
	add_text(object, "file", path);
	add_file(object, &loaded, path);
	free(path);
}
