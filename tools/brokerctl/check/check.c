// SPDX-License-Identifier: GPL-2.0-only
/*
 * brokerctl check: judges modules that are not loaded, from their files alone.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check/check.h"
#include "check/commands.h"
#include "common/options.h"
#include "common/output.h"
#include "module/installed.h"

struct request {
	const char *kernel;
	const char *root;
	bool installed;
	bool all;
	char **files;
	int count;
};

static int no_memory(void)
{
	complain("out of memory");
	return EXIT_TROUBLE;
}

static int read_files(struct check *check, const struct request *request)
{
	struct module module, *kept;
	int i;

	for (i = 0; i < request->count; i++) {
		if (check_read(check, &module, request->files[i]))
			continue;
		kept = array_add(check->modules, check->count);
		if (!kept) {
			module_free(&module);
			return no_memory();
		}
		*kept = module;
	}
	check->judged = check->count;
	return EXIT_FINE;
}

/*
 * @kernel is a release. If no release of this name has headers, it is a directory that
 * modules are built against, or its Module.symvers. --installed takes only a release.
 */
static char *symvers_path(const struct request *request, const char *kernel)
{
	struct stat found;
	char *path;

	if (!strchr(kernel, '/')) {
		if (asprintf(&path, "%s/lib/modules/%s/build/Module.symvers", request->root,
			     kernel) < 0)
			return NULL;
		if (request->installed || !access(path, F_OK) || access(kernel, F_OK))
			return path;
		free(path);
	}
	if (stat(kernel, &found) || !S_ISDIR(found.st_mode))
		return strdup(kernel);
	return asprintf(&path, "%s/Module.symvers", kernel) < 0 ? NULL : path;
}

static int open_kernel(struct check *check, const struct request *request, const char *kernel,
		       char *why)
{
	char *path = symvers_path(request, kernel);
	char reason[WHY_MAX];

	if (!path)
		return because(why, "out of memory");
	check->with_kernel = true;
	if (!kernel_open(&check->kernel, path, reason))
		return 0;
	check->with_kernel = false;
	because(why, "%.150s %.90s", path, reason);
	kernel_close(&check->kernel);
	return -1;
}

static int read_kernel(struct check *check, const struct request *request)
{
	char why[WHY_MAX];

	if (!request->kernel || !open_kernel(check, request, request->kernel, why))
		return EXIT_FINE;
	complain("%s; install the headers of that kernel, or give --kernel its Module.symvers",
		 why);
	return EXIT_TROUBLE;
}

/*
 * The headers need not be installed: a module of the kernel also has some of the
 * information. If there is no such module either, that is reported.
 */
static int read_installed(struct check *check, const struct request *request)
{
	const char *release = request->kernel;
	char why[WHY_MAX], no_headers[WHY_MAX];

	if (!release)
		release = running_release(request->root);
	check->root = request->root;
	check->release = release;
	check->all = request->all;
	if (!release || strchr(release, '/')) {
		complain("--installed takes the release of a kernel, as uname -r prints it");
		return EXIT_TROUBLE;
	}
	if (open_kernel(check, request, release, no_headers))
		check->why_no_headers = strdup(no_headers);
	if (installed_modules(check, why)) {
		complain("%s", why);
		return EXIT_TROUBLE;
	}
	if (!check->with_kernel) {
		complain("%s, and no module of that kernel is installed", no_headers);
		check->trouble = true;
	}
	running_rules(check);
	return EXIT_FINE;
}

/* Valid for any kernel: without a kernel, only the given files are known. */
static const struct kernel any_kernel = {
	.modversions = true, .force_load = true, .no_symbols = true,
};

static int judge(struct check *check)
{
	int ret;

	ret = load_modules(check->with_kernel ? &check->kernel : &any_kernel, check->modules,
			   check->count, check->judged, &check->problems) ?:
	      running_builds(check) ?:
	      match_modules(&check->match, check->modules, check->judged);
	return ret ? no_memory() : report(check);
}

/* Not a success: it may be the wrong kernel, or the wrong root. */
static int nothing_judged(const struct check *check)
{
	complain("nothing was checked: no module installed for %s %s", check->release,
		 check->all ? "takes part or is from outside of the kernel's tree" :
		 "takes part in the broker");
	return EXIT_NOTHING;
}

static void release(struct check *check)
{
	size_t i;

	match_free(&check->match);
	kernel_close(&check->kernel);
	for (i = 0; i < check->count; i++)
		module_free(&check->modules[i]);
	for (i = 0; i < check->unreadable_count; i++)
		free(check->unreadable[i].path);
	free(check->modules);
	free(check->unreadable);
	free(check->problems.list);
	free(check->why_no_headers);
}

static int run(const struct request *request)
{
	struct check check = { .types = given.types };
	int ret;

	ret = request->installed ? read_installed(&check, request) : read_files(&check, request);
	if (!ret && !request->installed)
		ret = read_kernel(&check, request);
	/* If no file could be read, only that is reported. */
	if (!ret && (check.judged || !check.unreadable_count))
		ret = judge(&check);
	if (check.trouble)
		ret = EXIT_TROUBLE;
	else if (ret == EXIT_FINE && request->installed && !check.judged)
		ret = nothing_judged(&check);
	release(&check);
	return ret;
}

int check_main(int argc, char **argv)
{
	struct request request = {
		given.kernel, given.root, given.installed, given.all, argv + 1, argc - 1,
	};

	if (request.installed && request.count)
		return wrong_usage("--installed takes no file '%s'", request.files[0]);
	if (request.all && !request.installed)
		return wrong_usage("--all needs --installed");
	if (!request.installed && !request.count)
		return wrong_usage("no file is given");
	return run(&request);
}
