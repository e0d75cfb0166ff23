/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Modules on a machine: which file modprobe(8) would load, and which build is loaded.
 */
#ifndef _BROKERCTL_INSTALLED_H
#define _BROKERCTL_INSTALLED_H

#include "module/module.h"

/* dep.c */
char *dep_path(const char *root, const char *release, const char *name);
char *dep_whole_path(const char *root, const char *release, const char *path);
size_t dep_plain_length(const char *path);
bool dep_is_called(const char *path, const char *name);
int dep_read(const char *root, const char *release, struct bytes *text, char *why);
char *dep_file(const char *root, const char *release, const char *name);

/* running.c */
bool running_line(const char *root, const char *name, char *line, size_t size);
const char *running_release(const char *root);

/* build.c */

struct build {
	char id[BUILD_ID_SIZE];
	char srcversion[65];
};

enum same { SAME, OTHER, UNKNOWN };

bool build_loaded(struct build *build, const char *root, const char *name);
enum same build_compare(const struct build *loaded, const struct module *file);

#endif
