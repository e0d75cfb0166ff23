// SPDX-License-Identifier: GPL-2.0-only
/*
 * brokerctl softdep: writes the softdep rows that installed modules lack, for
 * modprobe(8) and for the tools that make an initramfs with it.
 */
#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check/commands.h"
#include "check/softdep.h"
#include "common/options.h"
#include "common/output.h"
#include "common/tree.h"

static const struct column softdep_columns[] = {
	{ "module", "MODULE" },
	{ "pre", "LOADED FIRST" },
	{}
};

static const struct table tables[] = {
	{ "softdeps", softdep_columns },
	{ "remarks", NULL },
	{ "summary", NULL },
	{}
};

/**
 * struct installed - the modules of all kernels
 * @modules: those that provide or require something
 * @count: their number
 * @trouble: something could not be read or written, and that has been reported
 */
struct installed {
	struct module *modules;
	size_t count;
	bool trouble;
};

static bool is_module_file(const FTSENT *entry)
{
	const char *end = strstr(entry->fts_name, ".ko");

	if (entry->fts_info != FTS_F && entry->fts_info != FTS_SL)
		return false;
	return end && (!end[3] || !strcmp(end, ".ko.gz") || !strcmp(end, ".ko.xz") ||
		       !strcmp(end, ".ko.zst"));
}

static void consider(struct installed *installed, const char *path)
{
	struct module module, *kept = NULL;
	char why[WHY_MAX];

	if (module_read(&module, path, why)) {
		complain("%s %s", path, why);
		installed->trouble = true;
	} else if (module_takes_part(&module)) {
		kept = array_add(installed->modules, installed->count);
		if (!kept)
			complain("out of memory");
		installed->trouble |= !kept;
	}
	if (kept)
		*kept = module;
	else
		module_free(&module);
}

static int by_name(const FTSENT **a, const FTSENT **b)
{
	return strcmp((*a)->fts_name, (*b)->fts_name);
}

/*
 * All modules but the kernel's own, RELEASE/kernel. modules.dep is not used, because
 * DKMS runs its hooks before depmod.
 */
static void read_installed(struct installed *installed, char *top)
{
	FTS *fts = fts_open((char *const []){ top, NULL }, FTS_PHYSICAL | FTS_NOCHDIR, by_name);
	FTSENT *entry;

	while (fts && (entry = fts_read(fts))) {
		if (entry->fts_info == FTS_D && entry->fts_level == 2 &&
		    !strcmp(entry->fts_name, "kernel"))
			fts_set(fts, entry, FTS_SKIP);
		else if (is_module_file(entry))
			consider(installed, entry->fts_path);
	}
	if (fts)
		fts_close(fts);
}

/* The entry of the module with this name, or a new one. */
static struct json_object *softdep_of(struct json_object *softdeps, const char *name)
{
	struct json_object *softdep, *module;
	size_t i;

	for (i = 0; i < json_object_array_length(softdeps); i++) {
		softdep = json_object_array_get_idx(softdeps, i);
		if (json_object_object_get_ex(softdep, "module", &module) &&
		    !strcmp(json_object_get_string(module), name))
			return softdep;
	}
	softdep = append_object(softdeps);
	add_text(softdep, "module", name);
	add_array(softdep, "pre");
	return softdep;
}

static void add_need(struct json_object *softdeps, const char *name, const struct need *need)
{
	struct json_object *pre, *softdep = softdep_of(softdeps, name);
	char alias[SOFTDEP_ALIAS_SIZE];
	size_t i;

	softdep_alias(alias, need);
	json_object_object_get_ex(softdep, "pre", &pre);
	for (i = 0; i < json_object_array_length(pre); i++)
		if (!strcmp(json_object_get_string(json_object_array_get_idx(pre, i)), alias))
			return;
	append_text(pre, alias);
}

static int by_text(const void *a, const void *b)
{
	return strcmp(json_object_get_string(*(struct json_object *const *)a),
		      json_object_get_string(*(struct json_object *const *)b));
}

static int by_module(const void *a, const void *b)
{
	struct json_object *left, *right;

	json_object_object_get_ex(*(struct json_object *const *)a, "module", &left);
	json_object_object_get_ex(*(struct json_object *const *)b, "module", &right);
	return strcmp(json_object_get_string(left), json_object_get_string(right));
}

/*
 * One row for each module without a row of its own, with all aliases in it: kmod obeys
 * one row, and skips an alias that no module has. A module may differ from kernel to
 * kernel, but the file cannot: the row has the requirements of all of them.
 */
static void add_softdeps(struct json_object *tree, const struct installed *installed)
{
	struct json_object *softdeps = add_array(tree, "softdeps"), *pre;
	const struct module *module;
	size_t i, j;

	for (i = 0; i < installed->count; i++) {
		module = &installed->modules[i];
		for (j = 0; j < module->needs_count; j++)
			if (softdep_wanted(&module->needs[j]) &&
			    !module_row(module, "softdep", NULL))
				add_need(softdeps, module->name, &module->needs[j]);
	}
	for (i = 0; i < json_object_array_length(softdeps); i++) {
		json_object_object_get_ex(json_object_array_get_idx(softdeps, i), "pre", &pre);
		json_object_array_sort(pre, by_text);
	}
	json_object_array_sort(softdeps, by_module);
}

/* The text of the file; the caller frees it. */
static char *file_text(struct json_object *softdeps)
{
	struct json_object *softdep, *module, *pre;
	size_t size, i, j;
	char *text = NULL;
	FILE *file = open_memstream(&text, &size);

	if (!file)
		return NULL;
	fputs("# Written by brokerctl softdep, which will write it again:\n"
	      "# what modprobe(8) loads before modules that require it through the broker.\n",
	      file);
	for (i = 0; i < json_object_array_length(softdeps); i++) {
		softdep = json_object_array_get_idx(softdeps, i);
		json_object_object_get_ex(softdep, "module", &module);
		json_object_object_get_ex(softdep, "pre", &pre);
		fprintf(file, "softdep %s pre:", json_object_get_string(module));
		for (j = 0; j < json_object_array_length(pre); j++)
			fprintf(file, " %s",
				json_object_get_string(json_object_array_get_idx(pre, j)));
		fputc('\n', file);
	}
	return fclose(file) ? NULL : text;
}

static void remark_unprovided(struct json_object *remarks, const struct installed *installed)
{
	char alias[SOFTDEP_ALIAS_SIZE];
	const struct module *module;
	size_t i, j;

	for (i = 0; i < installed->count; i++) {
		module = &installed->modules[i];
		for (j = 0; j < module->needs_count; j++) {
			if (!softdep_wanted(&module->needs[j]) ||
			    softdep_provided(&module->needs[j], installed->modules,
					     installed->count))
				continue;
			softdep_alias(alias, &module->needs[j]);
			softdep_remark(remarks, "%s: no installed module has the alias '%s'",
				       module->name, alias);
		}
	}
}

static bool is_unchanged(const char *path, const char *text)
{
	struct bytes old = {};
	char why[WHY_MAX];
	bool same;

	same = !file_read(path, &old, why) && !strcmp((char *)old.data, text);
	free(old.data);
	return same;
}

/* All of the text is on the disk before the file has its name. Return: 0, or -1 with errno. */
static int fill_file(int fd, const char *text)
{
	ssize_t length = strlen(text), written = write(fd, text, length);
	int ret = -1;

	if (written == length && !fchmod(fd, 0644))
		ret = fsync(fd);
	else if (written >= 0 && written < length)
		errno = ENOSPC;
	return close(fd) ? -1 : ret;
}

/* Return: 0, or -1 with errno. */
static int replace_file(const char *path, const char *text)
{
	char *temporary, *slash;
	int fd, ret = -1;

	/* kmod reads *.conf only. */
	if (asprintf(&temporary, "%s.XXXXXX", path) < 0)
		return -1;
	slash = strrchr(temporary, '/');
	*slash = '\0';
	if (mkdir(temporary, 0755) && errno != EEXIST)
		goto out_free;
	*slash = '/';
	fd = mkostemp(temporary, O_CLOEXEC);
	if (fd < 0)
		goto out_free;
	ret = fill_file(fd, text) ?: rename(temporary, path);
	if (ret)
		unlink(temporary);
out_free:
	free(temporary);
	return ret;
}

/* Returns what has been done, for the summary; NULL with errno if that failed. */
static const char *update_file(const char *path, const char *text, bool needed)
{
	if (!needed)
		return !unlink(path) ? "removed" : errno == ENOENT ? "not needed" : NULL;
	if (is_unchanged(path, text))
		return "up to date";
	return replace_file(path, text) ? NULL : "written";
}

static void report_softdeps(struct installed *installed, const char *path)
{
	struct json_object *tree = json_object_new_object(), *softdeps, *remarks;
	const char *done = NULL;
	char summary[512], *text;
	size_t count;

	add_text(tree, "file", path);
	add_softdeps(tree, installed);
	json_object_object_get_ex(tree, "softdeps", &softdeps);
	count = json_object_array_length(softdeps);
	text = file_text(softdeps);
	if (text)
		done = update_file(path, text, count);
	if (!done) {
		complain("%s cannot be written: %s", path, strerror(errno));
		installed->trouble = true;
	} else {
		remarks = add_array(tree, "remarks");
		softdep_judge(remarks, installed->modules, installed->count, installed->count,
			      text);
		remark_unprovided(remarks, installed);
		snprintf(summary, sizeof(summary), "%s: %s, %zu module%s", path, done, count,
			 plural(count));
		add_text(tree, "summary", summary);
		print_tree(tree, tables);
	}
	free(text);
	json_object_put(tree);
}

/*
 * Of two that run at the same time, none may write an older state over a newer one. If
 * there are no file locks, as in some small kernels, the file is written nevertheless.
 */
static int lock(const char *top)
{
	int fd = open(top, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0)
		complain("%s cannot be read: %s", top, strerror(errno));
	else
		flock(fd, LOCK_EX);
	return fd;
}

int softdep_main(int argc, char **argv)
{
	struct installed installed = {};
	char *top = NULL, *path = NULL;
	int fd = -1;
	size_t i;

	if (argc > 1)
		return wrong_usage("unexpected argument '%s'", argv[1]);
	if (asprintf(&top, "%s/lib/modules", given.root) < 0 ||
	    asprintf(&path, "%s" SOFTDEP_FILE, given.root) < 0)
		complain("out of memory");
	else
		fd = lock(top);
	if (fd >= 0) {
		read_installed(&installed, top);
		report_softdeps(&installed, path);
		close(fd);
	}
	for (i = 0; i < installed.count; i++)
		module_free(&installed.modules[i]);
	free(installed.modules);
	free(path);
	free(top);
	return fd < 0 || installed.trouble ? EXIT_TROUBLE : EXIT_FINE;
}
