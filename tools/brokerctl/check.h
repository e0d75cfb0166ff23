/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The parts of "brokerctl check".
 */
#ifndef _BROKERCTL_CHECK_H
#define _BROKERCTL_CHECK_H

#include "kernel.h"
#include "match.h"

/**
 * struct check - what is judged, and what was found
 * @modules: the modules
 * @count: how many
 * @judged: how many of them are judged: the first; of the others only what they
 *	export counts
 * @kernel: the kernel, if @with_kernel
 * @with_kernel: one was given
 * @why_no_kernel: --installed, and there is nothing to judge against; or NULL
 * @match: who would bind to whom
 * @problems: what the loader would say
 */
struct check {
	struct module *modules;
	size_t count;
	size_t judged;
	struct kernel kernel;
	bool with_kernel;
	char *why_no_kernel;
	struct match match;
	struct problems problems;
};

/* installed.c */
int installed_modules(struct check *check, const char *root, const char *release, char *why);

/* report.c */
int report(const struct check *check);

#endif
