/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A kernel that modules would be loaded into, as its build directory describes it, and
 * what its loader would report.
 */
#ifndef _BROKERCTL_KERNEL_H
#define _BROKERCTL_KERNEL_H

#include "module/module.h"

struct kernel_symbol {
	const char *name;
	const char *namespace;	/* "" if none */
	uint32_t crc;
	bool gpl;
	bool built_in;		/* not in one of its modules */
	const char *module;	/* path of the module, in the kernel's tree; or vmlinux */
};

/* A Module.symvers, sorted by name. */
struct symvers {
	struct bytes text;
	struct kernel_symbol *symbols;
	size_t count;
};

/**
 * struct kernel - a kernel
 * @symvers: its exports
 * @broker: exports of the broker on every kernel
 * @path: path of its Module.symvers, or of a module that was built with it
 * @no_symbols: at most module_layout is known of its exports
 * @vermagic: "" if it is not known
 * @modversions: the kernel compares CRCs
 * @force_load: it loads modules without versions, and is tainted by them
 * @signed_only: it loads no module without a signature
 * @locked_down: the same, because of its lockdown
 * @any_namespace: it only warns about symbols from a namespace that is not imported
 */
struct kernel {
	struct symvers symvers;
	struct symvers broker;
	char *path;
	char vermagic[256];
	bool no_symbols;
	bool modversions;
	bool force_load;
	bool signed_only;
	bool locked_down;
	bool any_namespace;
};

/* symvers.c */
int symvers_parse(struct symvers *symvers, struct bytes text, char *why);
const struct kernel_symbol *symvers_find(const struct symvers *symvers, const char *name);
void symvers_free(struct symvers *symvers);

/* kernel.c */
int kernel_open(struct kernel *kernel, char *symvers_path, char *why);
int kernel_of_module(struct kernel *kernel, const struct module *module, const char *root,
		     const char *release);
void kernel_close(struct kernel *kernel);

/* load.c, preflight.c */

/**
 * struct problem - what the loader would report about a module
 * @module: the module
 * @error: errno that loading would fail with; 0: the module would be loaded
 * @line: the loader's message
 */
struct problem {
	const struct module *module;
	int error;
	char line[512];
};

struct problems {
	struct problem *list;
	size_t count;
};

/**
 * struct flight - modules, one of which is checked against a kernel and the others
 * @kernel: the kernel
 * @modules: all modules
 * @count: their number
 * @exports: exports of all modules
 * @module: the module that is checked
 * @problems: receives what the loader would report
 * @no_memory: there was no memory for a problem
 * @refused: @module would not be loaded
 */
struct flight {
	const struct kernel *kernel;
	struct module *modules;
	size_t count;
	struct exports exports;
	const struct module *module;
	struct problems *problems;
	bool no_memory;
	bool refused;
};

void preflight(struct flight *flight);
void preflight_report(struct flight *flight, int error, const char *format, ...)
	__printf(3, 4);
int load_modules(const struct kernel *kernel, struct module *modules, size_t count, size_t judged,
		 struct problems *problems);

#endif
