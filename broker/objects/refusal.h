/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Refusals, printed and kept.
 */
#ifndef _BROKER_OBJECTS_REFUSAL_H
#define _BROKER_OBJECTS_REFUSAL_H

#include <linux/module.h>
#include <linux/broker/link.h>
#include "handshake/handshake.h"
#include "objects/object.h"

#define REFUSALS_KEPT	64

/**
 * struct refusal - one refusal
 * @node: in the list of those kept, the latest first
 * @id: its number in the count of all refusals
 * @since: when it happened, in ns of ktime_get_ns()
 * @reason: the verdict and both sides' data
 * @consumer: module of the consumer that was refused; empty if a provider was refused
 * @provider: module of the provider that refused or was refused; empty if there is none
 * @interface: name of the interface; empty if it is not known
 * @instance: name of the instance, or empty
 * @major: major of the interface
 */
struct refusal {
	struct list_head node;
	u64 id;
	u64 since;
	struct broker_reason reason;
	char consumer[MODULE_NAME_LEN];
	char provider[MODULE_NAME_LEN];
	char interface[BROKER_NAME_MAX + 1];
	char instance[BROKER_INSTANCE_MAX + 1];
	unsigned int major;
};

int broker_refusal_errno(const struct refusal *refusal);
void broker_refusal_of(struct refusal *refusal, const struct broker_identity *id,
		       const char *instance);
int broker_refusal_report(struct refusal *refusal);
void broker_unregister_failed(const char *name, const char *what, int ret);
bool broker_refusal_latest(struct refusal *copy);
void broker_refusals_walk(u64 after, bool (*visit)(const struct refusal *refusal, u64 generation,
						   void *data), void *data);
void broker_refusals_exit(void);

#endif
