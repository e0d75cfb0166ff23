// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the module loader would say: kernel/module/main.c and version.c, in their
 * order and in their words. At the signature, the version of module_layout, and
 * vermagic, it stops; of the symbols it names all that are wrong.
 */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kernel.h"

/* One module, held against a kernel and the other files. */
struct flight {
	const struct kernel *kernel;
	const struct module *modules;
	size_t count;
	const struct module *module;
	struct problems *problems;
	bool no_memory;
	bool refused;
};

/* Who exports a symbol, as far as that counts. */
struct found {
	uint32_t crc;
	bool has_crc;
	bool gpl;
	const char *namespace;
};

static void __printf(3, 4) report(struct flight *flight, int error, const char *format, ...)
{
	struct problems *problems = flight->problems;
	struct problem *problem = array_add(problems->list, problems->count);
	va_list args;

	if (!problem) {
		flight->no_memory = true;
		return;
	}
	problem->module = flight->module;
	problem->error = error;
	flight->refused |= error;
	va_start(args, format);
	vsnprintf(problem->line, sizeof(problem->line), format, args);
	va_end(args);
}

/* include/linux/license.h */
static bool is_gpl(const struct module *module)
{
	static const char *const licenses[] = {
		"GPL", "GPL v2", "GPL and additional rights",
		"Dual BSD/GPL", "Dual MIT/GPL", "Dual MPL/GPL",
	};
	size_t i;

	for (i = 0; i < sizeof(licenses) / sizeof(*licenses); i++)
		if (!strcmp(module->license, licenses[i]))
			return true;
	return false;
}

static bool find_in(const struct symvers *symvers, const char *name, bool has_crc,
		    struct found *found)
{
	const struct kernel_symbol *symbol = symvers_find(symvers, name);

	if (!symbol)
		return false;
	*found = (struct found){ symbol->crc, has_crc, symbol->gpl, symbol->namespace };
	return true;
}

/* The kernel, then the other files, then the broker that would be there. */
static bool find(const struct flight *flight, const char *name, struct found *found)
{
	const struct export *export;
	bool broker = false;
	size_t i;

	if (find_in(&flight->kernel->symvers, name, flight->kernel->modversions, found))
		return true;
	for (i = 0; i < flight->count; i++) {
		broker |= !strcmp(flight->modules[i].name, "broker");
		export = module_export(&flight->modules[i], name);
		if (!export || &flight->modules[i] == flight->module)
			continue;
		*found = (struct found){ export->crc, export->has_crc, export->gpl,
				   export->namespace };
		return true;
	}
	return !broker && find_in(&flight->kernel->broker, name, true, found);
}

/* check_version() */
static bool check_version(struct flight *flight, const char *name, const struct found *found)
{
	const struct module *module = flight->module;
	const struct version *version = module_version(module, name);
	int error = strcmp(name, "module_layout") ? EINVAL : ENOEXEC;

	if (!flight->kernel->modversions || !found->has_crc)
		return true;
	if (!module->has_versions) {
		/* Debian's kernels load it nevertheless, and say that they are tainted. */
		if (flight->kernel->force_load)
			return true;
		report(flight, error, "%s: no symbol version for %s", module->name, name);
		return false;
	}
	if (version && version->crc == found->crc)
		return true;
	if (version)
		report(flight, error, "%s: disagrees about version of symbol %s", module->name,
		       name);
	else
		report(flight, error, "%s: no symbol version for %s", module->name, name);
	return false;
}

/* module_sig_check(). Whether a signature is valid the file does not tell. */
static bool check_signature(struct flight *flight)
{
	if (!flight->kernel->signed_only || flight->module->is_signed)
		return true;
	report(flight, EKEYREJECTED, "Loading of unsigned module is rejected");
	return false;
}

static bool check_layout(struct flight *flight)
{
	struct found found;

	if (!find_in(&flight->kernel->symvers, "module_layout", flight->kernel->modversions,
		     &found))
		return true;
	if (!check_version(flight, "module_layout", &found))
		return false;
	if (flight->kernel->modversions && !flight->module->has_versions)
		report(flight, 0, "%s: module_layout: kernel tainted.", flight->module->name);
	return true;
}

/* same_magic() */
static bool same_magic(const struct flight *flight, const char *have, const char *want)
{
	if (flight->kernel->modversions && flight->module->has_versions) {
		have += strcspn(have, " ");
		want += strcspn(want, " ");
	}
	return !strcmp(have, want);
}

static bool check_vermagic(struct flight *flight)
{
	const struct module *module = flight->module;
	const char *want = flight->kernel->vermagic;

	if (!*want)
		return true;
	if (!module->vermagic) {
		if (flight->kernel->force_load)
			report(flight, 0, "%s: bad vermagic: kernel tainted.", module->name);
		else
			report(flight, ENOEXEC, "%s: bad vermagic: it has none", module->name);
		return flight->kernel->force_load;
	}
	if (same_magic(flight, module->vermagic, want))
		return true;
	report(flight, ENOEXEC, "%s: version magic '%s' should be '%s'", module->name,
	       module->vermagic, want);
	return false;
}

/* mod_strncmp() */
static bool same_start(const char *a, const char *b, size_t length)
{
	size_t i;

	for (i = 0; i < length; i++)
		if (a[i] != b[i] && !(a[i] == '-' && b[i] == '_'))
			return false;
	return true;
}

/* verify_module_namespace(), of 6.16 and later: "module:one,two-*" is for these modules. */
static bool is_for(const char *namespace, const char *name)
{
	static const char head[] = "module:";
	const char *at = namespace + strlen(head);
	size_t length;

	if (strncmp(namespace, head, strlen(head)))
		return false;
	for (; *at; at += length + !!at[length]) {
		bool any_end;

		length = strcspn(at, ",");
		any_end = length && at[length - 1] == '*';
		if (same_start(at, name, length - any_end) && (any_end || !name[length]))
			return true;
	}
	return false;
}

/* verify_namespace_is_imported() */
static bool check_namespace(struct flight *flight, const char *name, const struct found *found)
{
	int error = flight->kernel->any_namespace ? 0 : EINVAL;

	if (!*found->namespace || is_for(found->namespace, flight->module->name) ||
	    module_imports_namespace(flight->module, found->namespace))
		return true;
	report(flight, error,
	       "%s: module uses symbol (%s) from namespace %s, but does not import it.",
	       flight->module->name, name, found->namespace);
	return !error;
}

/* simplify_symbols() and resolve_symbol() */
static void check_import(struct flight *flight, const struct import *import)
{
	struct found found;

	if (!find(flight, import->name, &found) || (found.gpl && !is_gpl(flight->module))) {
		if (!import->weak)
			report(flight, ENOENT, "%s: Unknown symbol %s (err %d)",
			       flight->module->name, import->name, -ENOENT);
		return;
	}
	if (!check_version(flight, import->name, &found) ||
	    !check_namespace(flight, import->name, &found))
		report(flight, EINVAL, "%s: Unknown symbol %s (err %d)", flight->module->name,
		       import->name, -EINVAL);
}

/* Whose symbol would be there already? A module of the kernel need not be loaded. */
static const char *owner_of(const struct flight *flight, const char *name)
{
	const struct kernel_symbol *symbol = symvers_find(&flight->kernel->symvers, name);
	const struct module *earlier;

	if (symbol && symbol->built_in)
		return "kernel";
	for (earlier = flight->modules; earlier < flight->module; earlier++)
		if (module_export(earlier, name))
			return earlier->name;
	return NULL;
}

/* verify_exported_symbols(): those for everybody, then the others. It stops at the first. */
static void check_exports(struct flight *flight)
{
	const struct module *module = flight->module;
	const char *owner;
	size_t i;
	int gpl;

	for (gpl = 0; gpl < 2; gpl++)
		for (i = 0; i < module->exports_count; i++) {
			if (module->exports[i].gpl != gpl)
				continue;
			owner = owner_of(flight, module->exports[i].name);
			if (!owner)
				continue;
			report(flight, ENOEXEC, "%s: exports duplicate symbol %s (owned by %s)",
			       module->name, module->exports[i].name, owner);
			return;
		}
}

/**
 * preflight() - would a kernel load a module?
 * @kernel: the kernel
 * @modules: those that would be loaded, too, in this order
 * @count: of them
 * @module: one of them
 * @problems: what would be said is added to it
 *
 * Return: 0, or -1 if there is no memory.
 */
int preflight(const struct kernel *kernel, const struct module *modules, size_t count,
	      const struct module *module, struct problems *problems)
{
	struct flight flight = { kernel, modules, count, module, problems };
	size_t i;

	if (!check_signature(&flight) || !check_layout(&flight) || !check_vermagic(&flight) ||
	    kernel->no_symbols)
		return flight.no_memory ? -1 : 0;
	for (i = 0; i < module->imports_count; i++)
		check_import(&flight, &module->imports[i]);
	if (!flight.refused)
		check_exports(&flight);
	return flight.no_memory ? -1 : 0;
}
