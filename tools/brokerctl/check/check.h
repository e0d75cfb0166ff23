/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The parts of "brokerctl check".
 */
#ifndef _BROKERCTL_CHECK_H
#define _BROKERCTL_CHECK_H

#include <json-c/json.h>

#include "check/kernel.h"
#include "check/match.h"

/* A file that cannot be checked. */
struct unreadable {
	char *path;
	char why[WHY_MAX];
};

/**
 * struct check - the modules that are judged, and the findings
 * @modules: the modules
 * @count: their number
 * @judged: the first @judged modules are judged; of the others only the exports
 *	count
 * @unreadable: files that are not judged, @unreadable_count of them
 * @unreadable_count: see there
 * @trouble: something could not be judged, and that has been reported
 * @root: --installed: where modules are looked for
 * @release: --installed: release of the kernel
 * @all: --installed: all modules from outside of the kernel's tree are judged
 * @types: the types behind the contracts are also compared
 * @kernel: the kernel, if @with_kernel
 * @with_kernel: a kernel was given
 * @why_no_headers: --installed: why the kernel's headers could not be read; or NULL
 * @match: which consumer would bind to which provider
 * @problems: what the loader would report
 */
struct check {
	struct module *modules;
	size_t count;
	size_t judged;
	struct unreadable *unreadable;
	size_t unreadable_count;
	bool trouble;
	const char *root;
	const char *release;
	bool all;
	bool types;
	struct kernel kernel;
	bool with_kernel;
	char *why_no_headers;
	struct match match;
	struct problems problems;
};

/* read.c */
int check_read(struct check *check, struct module *module, const char *path);

/* installed.c */
int installed_modules(struct check *check, char *why);

/* running.c: information from the running kernel */
void running_rules(struct check *check);
int running_builds(struct check *check);
bool is_running(const struct check *check);

/* signer.c */
bool signature_remark(const struct check *check, const struct module *module, char *remark,
		      size_t size);

/* remarks.c */
void add_remarks(struct json_object *tree, const struct check *check);

/* types.c */
int add_types(struct json_object *tree, const struct check *check);

/* report.c */
int report(const struct check *check);

#endif
