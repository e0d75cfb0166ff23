// SPDX-License-Identifier: GPL-2.0-only
/*
 * In which order modules could be loaded, and which of them a kernel's loader
 * would accept: in the given order, but each after the modules whose symbols it imports.
 * A module that the loader rejects exports nothing, so its users are also rejected. Of
 * modules that import from each other none can be the first.
 */
#include <errno.h>
#include <string.h>

#include "check/kernel.h"

/* Is it built in, or exported by a module that is loaded? */
static bool is_there(const struct flight *flight, const char *name)
{
	const struct kernel_symbol *symbol = symvers_find(&flight->kernel->symvers, name);
	const struct exported *at = NULL;

	if (symbol && symbol->built_in)
		return true;
	while ((at = exports_next(&flight->exports, name, at)))
		if (flight->modules[at->module].fate == LOADED)
			return true;
	return false;
}

/* Is there another module, not loaded yet, that exports it? */
static bool will_be_there(const struct flight *flight, const char *name,
			  const struct module *module)
{
	const struct exported *at = NULL;

	while ((at = exports_next(&flight->exports, name, at))) {
		const struct module *owner = &flight->modules[at->module];

		if (owner != module && owner->needed && owner->fate == PENDING)
			return true;
	}
	return false;
}

/* Does a module have to wait for another one? Without @weak, weak symbols do not count. */
static bool has_to_wait(const struct flight *flight, const struct module *module, bool weak)
{
	size_t i;

	for (i = 0; i < module->imports_count; i++) {
		const struct import *import = &module->imports[i];

		if ((weak || !import->weak) && !is_there(flight, import->name) &&
		    will_be_there(flight, import->name, module))
			return true;
	}
	return false;
}

static void load(struct flight *flight, struct module *module)
{
	flight->module = module;
	preflight(flight);
	module->fate = flight->refused ? REJECTED : LOADED;
}

/* All that need not wait; if there are none, the first that waits only for weak symbols. */
static bool load_some(struct flight *flight)
{
	bool any = false;
	int weak;
	size_t i;

	for (weak = 1; !any && weak >= 0; weak--)
		for (i = 0; i < flight->count && (weak || !any); i++) {
			struct module *module = &flight->modules[i];

			if (!module->needed || module->fate != PENDING ||
			    has_to_wait(flight, module, weak))
				continue;
			load(flight, module);
			any = true;
		}
	return any;
}

/* The remaining modules import from each other, or from modules that do. */
static void load_none(struct flight *flight)
{
	size_t i;

	for (i = 0; i < flight->count; i++)
		if (flight->modules[i].needed && flight->modules[i].fate == PENDING)
			flight->modules[i].in_circle = true;
	for (i = 0; i < flight->count; i++)
		if (flight->modules[i].in_circle)
			load(flight, &flight->modules[i]);
}

/* Mark modules that export what a needed one imports. True if any are newly marked. */
static bool need_more(struct flight *flight, const struct module *user)
{
	bool any = false;
	size_t i;

	for (i = 0; i < user->imports_count; i++) {
		const struct exported *at = NULL;

		while ((at = exports_next(&flight->exports, user->imports[i].name, at))) {
			any |= !flight->modules[at->module].needed;
			flight->modules[at->module].needed = true;
		}
	}
	return any;
}

static void find_needed(struct flight *flight, size_t judged)
{
	bool any = judged < flight->count;
	size_t i;

	for (i = 0; i < judged; i++)
		flight->modules[i].needed = true;
	while (any) {
		any = false;
		for (i = 0; i < flight->count; i++)
			if (flight->modules[i].needed)
				any |= need_more(flight, &flight->modules[i]);
	}
}

/* Of several modules with one name only the first can be loaded. */
static void reject_twins(struct flight *flight)
{
	size_t i, first;

	for (i = 0; i < flight->count; i++) {
		struct module *module = &flight->modules[i];

		for (first = 0; strcmp(flight->modules[first].name, module->name); first++)
			;
		if (first == i)
			continue;
		flight->module = module;
		preflight_report(flight, EEXIST, "%s: a module of this name is loaded already: %s",
				 module->name, flight->modules[first].path);
		module->fate = REJECTED;
	}
}

/**
 * load_modules() - would a kernel load modules, and in which order?
 * @kernel: the kernel; all zero but no_symbols stands for any kernel
 * @modules: the modules, in the given order; the fate of each is set
 * @count: their number
 * @judged: the first @judged modules are judged; of the others only those that export
 *	symbols which these import
 * @problems: receives what the loader would report
 *
 * Return: 0, or -1 if there is no memory.
 */
int load_modules(const struct kernel *kernel, struct module *modules, size_t count, size_t judged,
		 struct problems *problems)
{
	struct flight flight = {
		.kernel = kernel, .modules = modules, .count = count, .problems = problems,
	};

	if (exports_init(&flight.exports, modules, count))
		return -1;
	find_needed(&flight, judged);
	reject_twins(&flight);
	while (load_some(&flight))
		;
	load_none(&flight);
	exports_free(&flight.exports);
	return flight.no_memory ? -1 : 0;
}
