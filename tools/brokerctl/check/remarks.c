// SPDX-License-Identifier: GPL-2.0-only
/*
 * The remarks of "brokerctl check": everything that was not judged, and facts that
 * are worth knowing although nothing is refused for them.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "check/check.h"
#include "check/softdep.h"
#include "common/tree.h"

static void __printf(2, 3) remark(struct json_object *remarks, const char *format, ...)
{
	char line[WHY_MAX + 256];
	va_list args;

	va_start(args, format);
	vsnprintf(line, sizeof(line), format, args);
	va_end(args);
	append_text(remarks, line);
}

static void remark_provider(struct json_object *remarks, const struct provider *provider)
{
	const struct options *options = &provider->offer->options;
	const char *name = provider->module->name;

	if (options->no_priority)
		remark(remarks, "%s: the file does not show its priority; 0 is assumed", name);
	if (options->no_flags)
		remark(remarks, "%s: the file does not show its flags; none are assumed", name);
	if (options->no_consumers)
		remark(remarks, "%s: the file does not show whom it serves; any is assumed",
		       name);
	if (options->no_instance)
		remark(remarks,
		       "%s: the file does not show its instance; only consumers of all get it",
		       name);
	if (options->flags & SIGNED_CONSUMERS)
		remark(remarks, "%s: whether its consumers' signatures are valid is not checked",
		       name);
}

/* A driver with a descriptor for each device fills them in at run time. */
static void remark_instances(struct json_object *remarks, const struct module *module)
{
	size_t i;

	for (i = 0; i < module->needs_count; i++) {
		const struct options *options = &module->needs[i].options;

		if (options->flags & EVERY || *options->instance || options->no_instance)
			remark(remarks, "%s: the files do not show all instances of %s",
			       module->name, module->needs[i].interface->name);
	}
}

static void remark_kernel(struct json_object *remarks, const struct check *check)
{
	if (check->why_no_headers && check->with_kernel)
		remark(remarks, "only module_layout and version magic are checked: %s",
		       check->why_no_headers);
	else if (check->why_no_headers)
		remark(remarks, "not checked against the kernel: %s", check->why_no_headers);
	if (check->with_kernel && !*check->kernel.vermagic)
		remark(remarks, "version magic is not checked: nothing beside %s shows it",
		       check->kernel.path);
}

/* An exporter of the symbol that would not be loaded; NULL if another one would be. */
static const struct module *absent_owner(const struct check *check, const struct exports *exports,
					 const char *name)
{
	const struct module *owner = NULL;
	const struct exported *at = NULL;

	while ((at = exports_next(exports, name, at))) {
		owner = &check->modules[at->module];
		if (owner->fate == LOADED)
			return NULL;
	}
	return owner;
}

/* Why a symbol is unknown although it is exported by one of the files. */
static void remark_absent(struct json_object *remarks, const struct check *check,
			  const struct exports *exports, const struct module *module)
{
	static const char circle[] =
		": of modules that import from each other none can be first";
	const struct module *owner;
	size_t i;

	for (i = 0; module->fate == REJECTED && i < module->imports_count; i++) {
		owner = absent_owner(check, exports, module->imports[i].name);
		if (!owner || owner == module)
			continue;
		remark(remarks, "%s: %s is exported by %s, which would not be loaded%s",
		       module->name, module->imports[i].name, owner->name,
		       owner->in_circle ? circle : "");
	}
}

/* Is this the name of the kernel's module at @path? */
static bool is_module(const char *path, const char *name)
{
	const char *base = strrchr(path, '/');
	size_t i;

	base = base ? base + 1 : path;
	for (i = 0; base[i] && (base[i] == name[i] || (base[i] == '-' && name[i] == '_')); i++)
		;
	return !base[i] && !name[i];
}

/* A module with the name of the kernel's module replaces that. */
static void remark_exports(struct json_object *remarks, const struct check *check,
			   const struct module *module)
{
	size_t i;

	for (i = 0; i < module->exports_count; i++) {
		const char *name = module->exports[i].name;
		const struct kernel_symbol *symbol = symvers_find(&check->kernel.symvers, name);

		if (!symbol || symbol->built_in || is_module(symbol->module, module->name))
			continue;
		remark(remarks, "%s: exports %s, as %s of the kernel does: only one can be loaded",
		       module->name, name, symbol->module);
	}
}

/* A module that requests a symbol by its name gets it whatever its CRC. */
static void remark_gets(struct json_object *remarks, const struct check *check,
			const struct exports *exports, const struct module *module)
{
	size_t i;

	for (i = 0; i < module->gets_count; i++) {
		const struct exported *at = exports_next(exports, module->gets[i], NULL);
		const struct module *owner = at ? &check->modules[at->module] : NULL;

		/* The broker's CRCs never change; modules of a kernel are built together. */
		if (!owner || owner == module || !strcmp(owner->name, "broker") ||
		    (owner->in_tree && module->in_tree))
			continue;
		remark(remarks,
		       "%s: may get %s (0x%08x) of %s by symbol_get(), which compares no CRC",
		       module->name, module->gets[i], at->export->crc, owner->name);
	}
}

static void remark_signature(struct json_object *remarks, const struct check *check,
			     const struct module *module)
{
	char text[128];

	if (signature_remark(check, module, text, sizeof(text)))
		remark(remarks, "%s %s", module->name, text);
}

/* Adds all remarks. */
void add_remarks(struct json_object *tree, const struct check *check)
{
	struct json_object *remarks = add_array(tree, "remarks");
	struct exports exports;
	size_t i;

	for (i = 0; i < check->match.providers_count; i++)
		remark_provider(remarks, &check->match.providers[i]);
	if (!exports_init(&exports, check->modules, check->count))
		for (i = 0; i < check->judged; i++) {
			remark_instances(remarks, &check->modules[i]);
			remark_signature(remarks, check, &check->modules[i]);
			remark_absent(remarks, check, &exports, &check->modules[i]);
			remark_exports(remarks, check, &check->modules[i]);
			remark_gets(remarks, check, &exports, &check->modules[i]);
		}
	exports_free(&exports);
	remark_kernel(remarks, check);
	softdep_check(remarks, check->modules, check->judged, check->count);
}
