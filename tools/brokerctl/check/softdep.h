/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Softdep rows: which providers modprobe(8) loads before a module that requires
 * them. The only dependency of such a module that depmod(8) sees is that on the broker.
 */
#ifndef _BROKERCTL_SOFTDEP_H
#define _BROKERCTL_SOFTDEP_H

#include <json-c/json.h>

#include "module/module.h"

/*
 * Read after modules.softdep, where depmod collects the modules' own rows, and after most
 * files of an administrator: of several rows kmod obeys the first.
 */
#define SOFTDEP_FILE	"/lib/modprobe.d/zz-broker.conf"

/* "broker:NAME-MAJOR" */
#define SOFTDEP_ALIAS_SIZE	(NAME_SIZE + sizeof("broker:-9999"))

/* softdep_rows.c */
bool softdep_wanted(const struct need *need);
bool softdep_provided(const struct need *need, const struct module *modules, size_t count);
void softdep_alias(char *alias, const struct need *need);
void softdep_remark(struct json_object *remarks, const char *format, ...) __printf(2, 3);
void softdep_judge(struct json_object *remarks, const struct module *modules, size_t judged,
		   size_t count, const char *file);
void softdep_check(struct json_object *remarks, const struct module *modules, size_t judged,
		   size_t count);

#endif
