// SPDX-License-Identifier: GPL-2.0-only
/*
 * The rows of .modinfo, one after the other.
 */
#include <stdlib.h>
#include <string.h>

#include "module/module.h"

static int find_modinfo(const struct module *module, struct bytes *modinfo, char *why)
{
	unsigned int count = object_section_count(&module->object, ".modinfo");

	if (count > 1)
		return because(why, "is damaged: it has more than one .modinfo");
	if (!object_section(&module->object, ".modinfo", modinfo) || !modinfo->size)
		return because(why, "has no .modinfo, so it is not a module");
	if (modinfo->size > MODINFO_MAX_KB << 10)
		return because(why, "cannot be checked: its .modinfo is larger than %d KiB",
			       MODINFO_MAX_KB);
	if (modinfo->data[modinfo->size - 1])
		return because(why, "is damaged: its .modinfo does not end with NUL");
	return 0;
}

/* A copy of the rows, which outlives the file. */
int module_modinfo(struct module *module, char *why)
{
	struct bytes section, *copy = &module->modinfo;

	if (find_modinfo(module, &section, why))
		return -1;
	copy->data = malloc(section.size);
	if (!copy->data)
		return because(why, "cannot be read: out of memory");
	memcpy(copy->data, section.data, section.size);
	copy->size = section.size;
	return 0;
}

/* Each row ends with a NUL: find_modinfo() checks the last one. */
static const char *row_at(const struct module *module, const char *at)
{
	const char *end = (const char *)module->modinfo.data + module->modinfo.size;

	while (at < end && !*at)
		at++;
	return at < end ? at : NULL;
}

/* The first row if @row is NULL; NULL after the last row. */
const char *module_next_row(const struct module *module, const char *row)
{
	return row_at(module, row ? row + strlen(row) : (const char *)module->modinfo.data);
}

/* The text after "tag=" in the first such row after @after, which may be NULL. */
const char *module_row(const struct module *module, const char *tag, const char *after)
{
	size_t length = strlen(tag);
	const char *row;

	for (row = module_next_row(module, after); row; row = module_next_row(module, row))
		if (!strncmp(row, tag, length) && row[length] == '=')
			return row + length + 1;
	return NULL;
}
