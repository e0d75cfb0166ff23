// SPDX-License-Identifier: GPL-2.0-only
/*
 * brokerctl check: judges modules that are not loaded, from their files alone.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "brokerctl.h"
#include "check.h"

struct request {
	const char *kernel;
	const char *root;
	bool installed;
	char **files;
	int count;
};

static int no_memory(void)
{
	complain("out of memory");
	return EXIT_TROUBLE;
}

/* One file under two names is the same module, too. */
static bool same_file(const char *a, const char *b)
{
	struct stat left, right;

	return !stat(a, &left) && !stat(b, &right) && left.st_dev == right.st_dev &&
	       left.st_ino == right.st_ino;
}

static bool given_twice(const struct check *check, const struct module *module)
{
	size_t i;

	for (i = 0; i < check->count; i++) {
		const struct module *other = &check->modules[i];

		if (same_file(other->path, module->path))
			complain("%s is given twice", module->path);
		else if (!strcmp(other->name, module->name))
			complain("%s and %s are both called '%s': only one can be loaded, give one",
				 other->path, module->path, module->name);
		else
			continue;
		return true;
	}
	return false;
}

/**
 * check_read() - read a file that is to be judged
 * @check: gets what is wrong with it
 * @module: filled; for module_free() only after success
 * @path: of the file
 *
 * One bad file is said, and does not hide what is to be said of the others.
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

static int read_files(struct check *check, const struct request *request)
{
	struct module module, *kept;
	int i;

	for (i = 0; i < request->count; i++) {
		if (check_read(check, &module, request->files[i]))
			continue;
		if (given_twice(check, &module)) {
			module_free(&module);
			return EXIT_TROUBLE;
		}
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
 * A release; or if there are no headers of one that is called so, a directory that
 * modules are built against, or its Module.symvers. --installed takes a release only.
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
 * The headers need not be there: a module of the kernel tells something, too. If
 * there is none, that is said.
 */
static int read_installed(struct check *check, const struct request *request)
{
	const char *release = request->kernel;
	char why[WHY_MAX], no_headers[WHY_MAX];
	struct utsname uts;

	if (!release && !uname(&uts))
		release = uts.release;
	if (!release || strchr(release, '/')) {
		complain("--installed takes the release of a kernel, as uname -r prints it");
		return EXIT_TROUBLE;
	}
	if (open_kernel(check, request, release, no_headers))
		check->why_no_headers = strdup(no_headers);
	if (installed_modules(check, request->root, release, why)) {
		complain("%s", why);
		return EXIT_TROUBLE;
	}
	if (!check->with_kernel) {
		complain("%s, and no module of that kernel is installed", no_headers);
		check->trouble = true;
	}
	return EXIT_FINE;
}

static int judge(struct check *check)
{
	size_t i;
	int ret;

	ret = match_modules(&check->match, check->modules, check->judged);
	for (i = 0; !ret && check->with_kernel && i < check->judged; i++)
		ret = preflight(&check->kernel, check->modules, check->count, &check->modules[i],
				&check->problems);
	return ret ? no_memory() : report(check);
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
	struct check check = {};
	int ret;

	ret = request->installed ? read_installed(&check, request) : read_files(&check, request);
	if (!ret && !request->installed)
		ret = read_kernel(&check, request);
	/* Where there is nothing but trouble, that is all that is said. */
	if (!ret && (check.judged || !check.unreadable_count))
		ret = judge(&check);
	if (check.trouble)
		ret = EXIT_TROUBLE;
	release(&check);
	return ret;
}

int check_main(int argc, char **argv)
{
	struct request request = { given.kernel, given.root, given.installed, argv + 1, argc - 1 };

	if (request.installed && request.count)
		return wrong_usage("check", "--installed takes no file '%s'", request.files[0]);
	if (!request.installed && !request.count)
		return wrong_usage("check", "no file is given");
	return run(&request);
}
