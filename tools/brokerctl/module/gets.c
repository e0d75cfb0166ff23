// SPDX-License-Identifier: GPL-2.0-only
/*
 * The symbols that a module may get by symbol_get(): the name is a string, and nothing
 * shows which of its strings are such names. Strings that are not identifiers are left out.
 */
#include <ctype.h>
#include <string.h>

#include "module/module.h"

static bool uses_symbol_get(const struct module *module)
{
	size_t i;

	for (i = 0; i < module->imports_count; i++)
		if (!strcmp(module->imports[i].name, "__symbol_get"))
			return true;
	return false;
}

static bool is_identifier(const char *text, size_t length)
{
	size_t i;

	for (i = 0; i < length; i++)
		if (!isalnum((unsigned char)text[i]) && text[i] != '_')
			return false;
	return length && length <= SYMBOL_NAME_MAX && !isdigit((unsigned char)*text);
}

static int add_strings(struct module *module, const struct bytes *section, char *why)
{
	const char *at = (const char *)section->data, *end = at + section->size;
	size_t length;
	const char **get;

	for (; at < end; at += length + 1) {
		length = strnlen(at, end - at);
		if (at + length == end || !is_identifier(at, length))
			continue;
		get = array_add(module->gets, module->gets_count);
		if (!get)
			return because(why, "cannot be checked: out of memory");
		*get = at;
	}
	return 0;
}

/* From 6.15 on the names have a section of their own. */
int module_gets(struct module *module, char *why)
{
	struct bytes section;
	const char *name;
	unsigned int i;

	if (!uses_symbol_get(module))
		return 0;
	for (i = 1; i < module->object.count; i++) {
		name = object_section_name(&module->object, i);
		if (strncmp(name, ".rodata", strlen(".rodata")) && strcmp(name, ".no_trim_symbol"))
			continue;
		if (object_section_at(&module->object, i, &section) &&
		    add_strings(module, &section, why))
			return -1;
	}
	return 0;
}
