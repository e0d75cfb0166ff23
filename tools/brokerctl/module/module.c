// SPDX-License-Identifier: GPL-2.0-only
/*
 * A module's file, from its bytes to the information about the module.
 */
#include <stdlib.h>
#include <string.h>

#include "module/module.h"

static bool is_name(const char *name)
{
	const char *c;

	for (c = name; *c; c++)
		if (*c <= ' ' || *c > '~' || *c == '/')
			return false;
	return *name && c - name < (long)sizeof(((struct module *)NULL)->name);
}

/* For files without a name in .modinfo: the name of the file, as in modprobe. */
static void name_of_file(char *name, const char *path)
{
	const char *base = strrchr(path, '/');
	size_t i;

	base = base ? base + 1 : path;
	for (i = 0; base[i] && base[i] != '.' && i < sizeof(((struct module *)NULL)->name) - 1; i++)
		name[i] = base[i] == '-' ? '_' : base[i];
	name[i] = '\0';
}

bool module_imports_namespace(const struct module *module, const char *namespace)
{
	size_t i;

	for (i = 0; i < module->namespaces_count; i++)
		if (!strcmp(module->namespaces[i], namespace))
			return true;
	return false;
}

static int read_namespaces(struct module *module, char *why)
{
	const char *row = NULL;

	while ((row = module_row(module, "import_ns", row))) {
		if (module_imports_namespace(module, row))
			continue;
		if (module->namespaces_count == PARTS_MAX)
			return because(why, "cannot be checked: it imports more than %d namespaces",
				       PARTS_MAX);
		module->namespaces[module->namespaces_count++] = row;
	}
	return 0;
}

static int read_identity(struct module *module, char *why)
{
	const char *name = module_row(module, "name", NULL);

	if (name && !is_name(name))
		return because(why, "is damaged: '%.64s' is not a module name", name);
	if (name)
		memcpy(module->name, name, strlen(name) + 1);
	else
		name_of_file(module->name, module->path);
	module->license = module_row(module, "license", NULL) ?: "unspecified";
	module->vermagic = module_row(module, "vermagic", NULL);
	module->srcversion = module_row(module, "srcversion", NULL);
	module->in_tree = module_row(module, "intree", NULL);
	return read_namespaces(module, why);
}

static int parse(struct module *module, char *why)
{
	struct bytes note;

	if (object_open(&module->object, module->object.bytes, why) ||
	    module_modinfo(module, why) || read_identity(module, why) || module_rows(module, why))
		return -1;
	if (object_section(&module->object, ".note.gnu.build-id", &note))
		build_id_read(module->build_id, &note);
	return module_symbols(module, why);
}

/**
 * module_parse() - read the contents of a module's file
 * @module: filled; for module_free(), also after a failure
 * @bytes: the file, decompressed; this function frees it
 * @path: its name
 * @why: filled after a failure
 *
 * Return: 0, or -1.
 */
int module_parse(struct module *module, struct bytes bytes, const char *path, char *why)
{
	int ret;

	*module = (struct module){ .object.bytes = bytes, .path = strdup(path) };
	module->is_signed = signature_is_there(&bytes);
	ret = module->path ? parse(module, why) : because(why, "cannot be read: out of memory");
	object_close(&module->object);
	free(bytes.data);
	module->object.bytes = (struct bytes){};
	return ret;
}

int module_read(struct module *module, const char *path, char *why)
{
	struct bytes bytes;

	*module = (struct module){};
	if (module_file_read(path, &bytes, why)) {
		free(bytes.data);
		return -1;
	}
	return module_parse(module, bytes, path, why);
}

void module_free(struct module *module)
{
	size_t i;

	for (i = 0; i < module->offers_count; i++)
		free(module->offers[i].options.consumers);
	for (i = 0; i < module->needs_count; i++)
		free(module->needs[i].options.consumers);
	free(module->rows);
	free(module->interfaces);
	free(module->offers);
	free(module->needs);
	free(module->exports);
	free(module->imports);
	free(module->versions);
	free(module->gets);
	free(module->names);
	free(module->modinfo.data);
	free(module->path);
	*module = (struct module){};
}

/* Does it provide or require anything, or is it the broker? */
bool module_takes_part(const struct module *module)
{
	return module->offers_count || module->needs_count || !strcmp(module->name, "broker");
}
