/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The parts of "brokerctl contract".
 */
#ifndef _BROKERCTL_CONTRACT_H
#define _BROKERCTL_CONTRACT_H

#include <json-c/json.h>

#include "module/module.h"

/* file.c */
int contract_read(struct module *module, const char *path, char *why);

/* dump.c */
int contract_dump(const char *path, const char *name);

/* shift.c */

/* A contract whose additions over another contract have later minors. */
struct shifted {
	struct broker_contract interface;
	struct broker_contract callbacks;
	struct broker_contract parts[BROKER_STRUCTS_MAX];
	const struct broker_contract *structs[BROKER_STRUCTS_MAX + 1];
	char *texts[BROKER_STRUCTS_MAX + 2];
	size_t texts_count;
};

int contract_shift(struct shifted *shifted, const struct interface *old,
		   const struct interface *new, struct json_object *rows);
void contract_shift_free(struct shifted *shifted);

/* compare.c */
int contract_compare(const char *old, const char *new);

#endif
