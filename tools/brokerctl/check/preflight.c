// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the module loader would report: the checks of kernel/module/main.c and version.c,
 * in the same order and with the same messages. The loader stops at a wrong signature,
 * version of module_layout, or vermagic; of symbols it reports all that are wrong.
 */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check/kernel.h"

/* What matters of an exported symbol. */
struct found {
	uint32_t crc;
	bool has_crc;
	bool gpl;
	const char *namespace;
};

void preflight_report(struct flight *flight, int error, const char *format, ...)
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

/* The symbol of a file that would be loaded, if there is one. */
static bool find_loaded(const struct flight *flight, const char *name, struct found *found)
{
	const struct exported *at = NULL;

	while ((at = exports_next(&flight->exports, name, at))) {
		if (flight->modules[at->module].fate != LOADED)
			continue;
		*found = (struct found){ at->export->crc, at->export->has_crc, at->export->gpl,
				   at->export->namespace };
		return true;
	}
	return false;
}

/* Is the broker among the files? */
static bool broker_is_given(const struct flight *flight)
{
	size_t i;

	for (i = 0; i < flight->count; i++)
		if (!strcmp(flight->modules[i].name, "broker"))
			return true;
	return false;
}

/* The kernel, the other files, the kernel's modules, then the broker that would be there. */
static bool find(const struct flight *flight, const char *name, struct found *found)
{
	const struct kernel *kernel = flight->kernel;
	const struct kernel_symbol *symbol = symvers_find(&kernel->symvers, name);

	if (symbol && symbol->built_in)
		return find_in(&kernel->symvers, name, kernel->modversions, found);
	return find_loaded(flight, name, found) ||
	       find_in(&kernel->symvers, name, kernel->modversions, found) ||
	       (!broker_is_given(flight) && find_in(&kernel->broker, name, true, found));
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
		/* Debian's kernels load it nevertheless, and report that they are tainted. */
		if (flight->kernel->force_load)
			return true;
		preflight_report(flight, error, "%s: no symbol version for %s", module->name,
				 name);
		return false;
	}
	if (version && version->crc == found->crc)
		return true;
	if (version) {
		preflight_report(flight, error, "%s: disagrees about version of symbol %s",
				 module->name, name);
		return false;
	}
	if (module->long_versions) {
		/* The module is loaded, and nothing is compared. */
		preflight_report(flight, 0, "%s: no extended symbol version for %s",
				 module->name, name);
		return true;
	}
	preflight_report(flight, error, "%s: no symbol version for %s", module->name, name);
	return false;
}

#define LOCKED_DOWN \
	"Lockdown: modprobe: unsigned module loading is restricted; see man kernel_lockdown.7"

/* module_sig_check(). The file does not show whether a signature is valid. */
static bool check_signature(struct flight *flight)
{
	if (flight->module->is_signed)
		return true;
	if (flight->kernel->signed_only)
		preflight_report(flight, EKEYREJECTED, "Loading of unsigned module is rejected");
	else if (flight->kernel->locked_down)
		preflight_report(flight, EPERM, "%s", LOCKED_DOWN);
	return !flight->refused;
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
		preflight_report(flight, 0, "%s: module_layout: kernel tainted.",
				 flight->module->name);
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
			preflight_report(flight, 0, "%s: bad vermagic: kernel tainted.",
					 module->name);
		else
			preflight_report(flight, ENOEXEC, "%s: bad vermagic: it has none",
					 module->name);
		return flight->kernel->force_load;
	}
	if (same_magic(flight, module->vermagic, want))
		return true;
	preflight_report(flight, ENOEXEC, "%s: version magic '%s' should be '%s'", module->name,
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
	preflight_report(flight, error,
			 "%s: module uses symbol (%s) from namespace %s, but does not import it.",
			 flight->module->name, name, found->namespace);
	return !error;
}

/* simplify_symbols() and resolve_symbol() */
static void check_import(struct flight *flight, const struct import *import)
{
	struct found found;
	bool is_there = find(flight, import->name, &found);

	/* It may be a symbol of the kernel. */
	if (!is_there && flight->kernel->no_symbols &&
	    !exports_next(&flight->exports, import->name, NULL))
		return;
	if (!is_there || (found.gpl && !is_gpl(flight->module))) {
		if (!import->weak)
			preflight_report(flight, ENOENT, "%s: Unknown symbol %s (err %d)",
					 flight->module->name, import->name, -ENOENT);
		return;
	}
	if (!check_version(flight, import->name, &found) ||
	    !check_namespace(flight, import->name, &found))
		preflight_report(flight, EINVAL, "%s: Unknown symbol %s (err %d)",
				 flight->module->name, import->name, -EINVAL);
}

/* What already exports the symbol? A module of the kernel need not be loaded. */
static const char *owner_of(const struct flight *flight, const char *name)
{
	const struct kernel_symbol *symbol = symvers_find(&flight->kernel->symvers, name);
	const struct exported *at = NULL;

	if (symbol && symbol->built_in)
		return "kernel";
	while ((at = exports_next(&flight->exports, name, at)))
		if (flight->modules[at->module].fate == LOADED)
			return flight->modules[at->module].name;
	return NULL;
}

/* verify_exported_symbols(): first those not GPL-only, then the others, up to one error. */
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
			preflight_report(flight, ENOEXEC,
					 "%s: exports duplicate symbol %s (owned by %s)",
					 module->name, module->exports[i].name, owner);
			return;
		}
}

/**
 * preflight() - would a kernel load a module, beside those that are loaded?
 * @flight: with the module; receives what the loader would report
 */
void preflight(struct flight *flight)
{
	const struct module *module = flight->module;
	size_t i;

	flight->refused = false;
	if (!check_signature(flight) || !check_layout(flight) || !check_vermagic(flight))
		return;
	for (i = 0; i < module->imports_count; i++)
		check_import(flight, &module->imports[i]);
	if (!flight->refused)
		check_exports(flight);
}
