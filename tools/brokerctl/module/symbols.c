// SPDX-License-Identifier: GPL-2.0-only
/*
 * The exports and imports of a module, and the CRCs that it was linked with: in
 * __versions or, as kernels from 6.14 on may have them, in two sections.
 */
#include <stdlib.h>
#include <string.h>

#include "module/module.h"

/* struct modversion_info of a 64-bit kernel. */
#define VERSION_SIZE		64
#define VERSION_CRC_SIZE	8

static int no_memory(char *why)
{
	return because(why, "cannot be checked: out of memory");
}

static int add_version(struct module *module, const char *name, uint32_t crc, char *why)
{
	struct version *version = array_add(module->versions, module->versions_count);

	if (!version)
		return no_memory(why);
	version->name = name;
	version->crc = crc;
	return 0;
}

static int read_versions(struct module *module, const struct bytes *section, char *why)
{
	size_t at;

	if (section->size % VERSION_SIZE)
		return because(why, "is damaged: its __versions has an odd size");
	for (at = 0; at < section->size; at += VERSION_SIZE) {
		const unsigned char *entry = section->data + at;
		const char *name = (const char *)entry + VERSION_CRC_SIZE;
		uint64_t crc;

		if (!memchr(name, '\0', VERSION_SIZE - VERSION_CRC_SIZE))
			return because(why, "is damaged: a name in its __versions does not end");
		memcpy(&crc, entry, sizeof(crc));
		if (add_version(module, name, crc, why))
			return -1;
	}
	return 0;
}

static int read_long_versions(struct module *module, const struct bytes *crcs,
			      const struct bytes *names, char *why)
{
	const char *name = (const char *)names->data;
	const char *end = name + names->size;
	uint32_t crc;
	size_t at;

	if (crcs->size % sizeof(uint32_t) || (names->size && end[-1]))
		return because(why, "is damaged: its __version_ext_* have odd sizes");
	for (at = 0; at < crcs->size; at += sizeof(uint32_t), name += strlen(name) + 1) {
		if (name >= end)
			return because(why, "is damaged: it has more version_ext_crcs than names");
		memcpy(&crc, crcs->data + at, sizeof(crc));
		if (add_version(module, name, crc, why))
			return -1;
	}
	return 0;
}

/* The loader of a kernel that knows the long form prefers it. */
static int find_versions(struct module *module, char *why)
{
	struct bytes crcs, names, section;

	if (object_section(&module->object, "__version_ext_crcs", &crcs) &&
	    object_section(&module->object, "__version_ext_names", &names)) {
		module->has_versions = true;
		module->long_versions = true;
		return read_long_versions(module, &crcs, &names, why);
	}
	if (!object_section(&module->object, "__versions", &section))
		return 0;
	module->has_versions = true;
	return read_versions(module, &section, why);
}

/* Of several versions of one name the first in the file stays the first. */
static int compare_versions(const void *a, const void *b)
{
	const struct version *left = a, *right = b;
	int order = strcmp(left->name, right->name);

	return order ?: left->name < right->name ? -1 : left->name > right->name;
}

static int compare_exports(const void *a, const void *b)
{
	const struct export *left = a, *right = b;

	return strcmp(left->name, right->name);
}

static bool in_section(const struct module *module, const struct object_symbol *symbol,
		       const char *name)
{
	return !strcmp(object_section_name(&module->object, symbol->section), name);
}

const struct export *module_export(const struct module *module, const char *name)
{
	struct export key = { .name = name };

	if (!module->exports_count)
		return NULL;
	return bsearch(&key, module->exports, module->exports_count, sizeof(key),
		       compare_exports);
}

/* The first version of this name, which is the one that the loader uses. */
const struct version *module_version(const struct module *module, const char *name)
{
	size_t low = 0, high = module->versions_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(module->versions[middle].name, name) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == module->versions_count || strcmp(module->versions[low].name, name))
		return NULL;
	return &module->versions[low];
}

/* "__ksymtab_NAME" in the table of GPL-only symbols, or in the table of the others. */
static int add_export(struct module *module, const struct object_symbol *symbol, char *why)
{
	bool gpl = in_section(module, symbol, "__ksymtab_gpl");
	struct export *export;

	if (!gpl && !in_section(module, symbol, "__ksymtab"))
		return 0;
	export = array_add(module->exports, module->exports_count);
	if (!export)
		return no_memory(why);
	export->name = symbol->name + strlen("__ksymtab_");
	export->namespace = "";
	export->gpl = gpl;
	return 0;
}

static int add_import(struct module *module, const struct object_symbol *symbol, char *why)
{
	struct import *import;

	if (!*symbol->name)
		return 0;
	/* The loader also ignores this one. */
	if (!strcmp(symbol->name, "_GLOBAL_OFFSET_TABLE_"))
		return 0;
	import = array_add(module->imports, module->imports_count);
	if (!import)
		return no_memory(why);
	import->name = symbol->name;
	import->weak = symbol->weak;
	return 0;
}

/* "__crc_NAME": the place of the CRC, or the CRC itself. */
static void set_crc(struct module *module, const struct object_symbol *symbol,
		    struct export *export)
{
	const char *table = object_section_name(&module->object, symbol->section);
	struct bytes section;

	if (symbol->section == SHN_ABS) {
		export->crc = symbol->value;
		export->has_crc = true;
		return;
	}
	if (strncmp(table, "__kcrctab", strlen("__kcrctab")) ||
	    !object_section_at(&module->object, symbol->section, &section))
		return;
	if (section.size < sizeof(export->crc) ||
	    symbol->value > section.size - sizeof(export->crc))
		return;
	memcpy(&export->crc, section.data + symbol->value, sizeof(export->crc));
	export->has_crc = true;
}

/* "__kstrtabns_NAME": the place of the namespace. */
static void set_namespace(struct module *module, const struct object_symbol *symbol,
			  struct export *export)
{
	struct bytes section;
	const char *text;
	size_t room;

	if (!object_section_at(&module->object, symbol->section, &section) ||
	    symbol->value >= section.size)
		return;
	text = (const char *)section.data + symbol->value;
	room = section.size - symbol->value;
	if (strnlen(text, room < SYMBOL_NAME_MAX ? room : SYMBOL_NAME_MAX) < room)
		export->namespace = text;
}

/* Further information about an export, from a symbol that is named after it. */
static void look_again(struct module *module, const struct object_symbol *symbol)
{
	static const struct {
		const char *head;
		void (*set)(struct module *module, const struct object_symbol *symbol,
			    struct export *export);
	} kinds[] = { { "__crc_", set_crc }, { "__kstrtabns_", set_namespace } };
	const struct export *export;
	size_t i, length;

	for (i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		length = strlen(kinds[i].head);
		if (strncmp(symbol->name, kinds[i].head, length))
			continue;
		export = module_export(module, symbol->name + length);
		if (export)
			kinds[i].set(module, symbol, &module->exports[export - module->exports]);
	}
}

static int look_at(struct module *module, const struct object_symbol *symbol, char *why)
{
	bool is_export = !strncmp(symbol->name, "__ksymtab_", strlen("__ksymtab_"));

	if (!is_export && symbol->section != SHN_UNDEF)
		return 0;
	if (strnlen(symbol->name, SYMBOL_NAME_MAX + 1) > SYMBOL_NAME_MAX)
		return because(why, "is damaged: symbol '%.64s...' is longer than %d", symbol->name,
			       SYMBOL_NAME_MAX);
	if (is_export)
		return add_export(module, symbol, why);
	return add_import(module, symbol, why);
}

/* A copy of @name at *@at, which moves to the end of the copy. */
static const char *keep_name(char **at, const char *name)
{
	const char *kept = *at;

	*at = stpcpy(*at, name) + 1;
	return kept;
}

/* Until this call, the names are in the file. */
static int keep_names(struct module *module, char *why)
{
	size_t size = 1, i;
	char *at;

	for (i = 0; i < module->exports_count; i++)
		size += strlen(module->exports[i].name) +
			strlen(module->exports[i].namespace) + 2;
	for (i = 0; i < module->imports_count; i++)
		size += strlen(module->imports[i].name) + 1;
	for (i = 0; i < module->versions_count; i++)
		size += strlen(module->versions[i].name) + 1;
	for (i = 0; i < module->gets_count; i++)
		size += strlen(module->gets[i]) + 1;
	if (size > (size_t)NAMES_MAX_MB << 20)
		return because(why, "cannot be checked: its symbols have more than %d MiB of names",
			       NAMES_MAX_MB);
	module->names = malloc(size);
	if (!module->names)
		return no_memory(why);
	at = module->names;
	for (i = 0; i < module->exports_count; i++) {
		module->exports[i].name = keep_name(&at, module->exports[i].name);
		module->exports[i].namespace = keep_name(&at, module->exports[i].namespace);
	}
	for (i = 0; i < module->imports_count; i++)
		module->imports[i].name = keep_name(&at, module->imports[i].name);
	for (i = 0; i < module->versions_count; i++)
		module->versions[i].name = keep_name(&at, module->versions[i].name);
	for (i = 0; i < module->gets_count; i++)
		module->gets[i] = keep_name(&at, module->gets[i]);
	return 0;
}

/* Reads exports, imports and versions. */
int module_symbols(struct module *module, char *why)
{
	size_t count = object_symbol_count(&module->object), i;
	struct object_symbol symbol;

	for (i = 1; i < count; i++) {
		if (object_symbol(&module->object, i, &symbol))
			return because(why, "is damaged: symbol %zu has no name", i);
		if (look_at(module, &symbol, why))
			return -1;
	}
	if (module->exports_count)
		qsort(module->exports, module->exports_count, sizeof(*module->exports),
		      compare_exports);
	for (i = 1; i < count && module->exports_count; i++)
		if (!object_symbol(&module->object, i, &symbol))
			look_again(module, &symbol);
	if (find_versions(module, why))
		return -1;
	if (module->versions_count)
		qsort(module->versions, module->versions_count, sizeof(*module->versions),
		      compare_versions);
	if (module_gets(module, why))
		return -1;
	return keep_names(module, why);
}
