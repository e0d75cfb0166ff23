// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the softdep rows of modules lack, by the rules of kmod: of several rows it
 * obeys the first; "-" and "_" are the same; each name may be an alias.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check/match.h"
#include "check/softdep.h"
#include "common/options.h"
#include "common/tree.h"

#define BLANKS	" \t\n"

static bool same_name(const char *a, const char *b, size_t length)
{
	size_t i;

	for (i = 0; i < length; i++)
		if ((a[i] == '-' ? '_' : a[i]) != (b[i] == '-' ? '_' : b[i]))
			return false;
	return !b[length];
}

/* Is @name among the words after "pre:"? The row ends with its line. */
static bool loads_first(const char *row, const char *name)
{
	bool pre = false;
	size_t length;

	for (; *row && *row != '\n'; row += length) {
		length = strcspn(row, BLANKS);
		if (!length)
			length = 1;
		else if (same_name(row, "pre:", length))
			pre = true;
		else if (same_name(row, "post:", length))
			pre = false;
		else if (pre && same_name(row, name, length))
			return true;
	}
	return false;
}

/* What follows "softdep NAME " in the first such line, or NULL. */
static const char *row_in_file(const char *file, const char *name)
{
	static const char command[] = "softdep ";
	size_t length = strlen(name);
	const char *line;

	for (line = file; line && *line; line = strchr(line, '\n')) {
		line += *line == '\n';
		if (!strncmp(line, command, strlen(command)) &&
		    !strncmp(line + strlen(command), name, length) &&
		    line[strlen(command) + length] == ' ')
			return line + strlen(command) + length;
	}
	return NULL;
}

static bool provides(const struct module *module, const struct need *need)
{
	const struct broker_identity *id;
	size_t i;

	for (i = 0; i < module->offers_count; i++) {
		id = &module->offers[i].interface->id;
		if (id->major == need->interface->id.major &&
		    !strcmp(module->offers[i].interface->name, need->interface->name))
			return true;
	}
	return false;
}

bool softdep_provided(const struct need *need, const struct module *modules, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (provides(&modules[i], need))
			return true;
	return false;
}

/* Must a provider be loaded for it? A revocable consumer may wait for its provider. */
bool softdep_wanted(const struct need *need)
{
	return need->pinned || need->options.flags & AUTOLOAD;
}

/* @alias has SOFTDEP_ALIAS_SIZE bytes. */
void softdep_alias(char *alias, const struct need *need)
{
	snprintf(alias, SOFTDEP_ALIAS_SIZE, "broker:%s-%u", need->interface->name,
		 need->interface->id.major);
}

/* By its alias, or by the name of a provider among @modules. */
static bool is_in_row(const struct need *need, const char *row, const struct module *modules,
		      size_t count)
{
	char alias[SOFTDEP_ALIAS_SIZE];
	size_t i;

	softdep_alias(alias, need);
	if (loads_first(row, alias))
		return true;
	for (i = 0; i < count; i++)
		if (provides(&modules[i], need) && loads_first(row, modules[i].name))
			return true;
	return false;
}

/* A line that exists is not added again: a module may be installed for several kernels. */
void softdep_remark(struct json_object *remarks, const char *format, ...)
{
	char line[WHY_MAX + 256];
	va_list args;
	size_t i;

	va_start(args, format);
	vsnprintf(line, sizeof(line), format, args);
	va_end(args);
	for (i = 0; i < json_object_array_length(remarks); i++)
		if (!strcmp(json_object_get_string(json_object_array_get_idx(remarks, i)), line))
			return;
	append_text(remarks, line);
}

static void judge_rows(struct json_object *remarks, const struct module *module)
{
	const char *first = module_row(module, "softdep", NULL), *row = first;
	size_t rows = 0;

	for (; row; row = module_row(module, "softdep", row))
		rows++;
	if (rows > 1)
		softdep_remark(remarks, "%s: of %zu softdep rows modprobe obeys the first only: %s",
			       module->name, rows, first);
}

static void remark_lack(struct json_object *remarks, const char *name, const struct need *need)
{
	char alias[SOFTDEP_ALIAS_SIZE];

	softdep_alias(alias, need);
	softdep_remark(remarks,
		       "%s: no softdep row in effect has 'pre: %s': modprobe loads no provider",
		       name, alias);
}

/**
 * softdep_judge() - report which softdep rows lack a requirement, or are not obeyed
 * @remarks: receives a line for each
 * @modules: the modules
 * @judged: the first @judged modules are judged
 * @count: number of all modules
 * @file: text of a file in modprobe.d, for modules without a row of their own; or NULL
 */
void softdep_judge(struct json_object *remarks, const struct module *modules, size_t judged,
		   size_t count, const char *file)
{
	const struct need *need;
	const char *row;
	size_t i, j;

	for (i = 0; i < judged; i++) {
		judge_rows(remarks, &modules[i]);
		row = module_row(&modules[i], "softdep", NULL) ?:
			row_in_file(file, modules[i].name);
		for (j = 0; j < modules[i].needs_count; j++) {
			need = &modules[i].needs[j];
			if (softdep_wanted(need) &&
			    !(row && is_in_row(need, row, modules, count)))
				remark_lack(remarks, modules[i].name, need);
		}
	}
}

/*
 * For "brokerctl check": for installed modules, the rows that "brokerctl softdep" has
 * written also count.
 */
void softdep_check(struct json_object *remarks, const struct module *modules, size_t judged,
		   size_t count)
{
	struct bytes file = {};
	char why[WHY_MAX];
	char *path;

	if (given.installed && asprintf(&path, "%s" SOFTDEP_FILE, given.root) > 0) {
		if (file_read(path, &file, why)) {
			free(file.data);
			file.data = NULL;
		}
		free(path);
	}
	softdep_judge(remarks, modules, judged, count, (char *)file.data);
	free(file.data);
}
