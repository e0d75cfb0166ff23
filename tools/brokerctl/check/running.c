// SPDX-License-Identifier: GPL-2.0-only
/*
 * Information from the running kernel that its files do not have: its settings for
 * signatures, and the loaded modules.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check/check.h"
#include "module/installed.h"

/* Is the kernel that is judged the running one? */
bool is_running(const struct check *check)
{
	char release[65];

	return check->release &&
	       running_line(check->root, "/proc/sys/kernel/osrelease", release, sizeof(release)) &&
	       !strcmp(release, check->release);
}

/* module.sig_enforce, and lockdown: "none [integrity] confidentiality". */
void running_rules(struct check *check)
{
	char line[128];

	if (!check->with_kernel || !is_running(check))
		return;
	if (running_line(check->root, "/sys/module/module/parameters/sig_enforce", line,
			 sizeof(line)))
		check->kernel.signed_only = *line == 'Y';
	if (running_line(check->root, "/sys/kernel/security/lockdown", line, sizeof(line)))
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
 * @check: with the modules; receives the problems
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
