/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The right to run hooks for the links of a consumer: its hook slot.
 */
#ifndef _BROKER_OBJECTS_HOOK_H
#define _BROKER_OBJECTS_HOOK_H

#include <linux/types.h>

struct consumer;
struct slot;
struct task_struct;

enum hook_side {
	HOOK_OF_CONSUMER,
	HOOK_OF_PROVIDER,
};

/**
 * struct hook_slot - the right to run the hooks of a consumer and of its providers
 * @task: the task that has it, or NULL
 * @slot: of the link that a hook is running for, or NULL
 * @side: the side whose hook that is
 * @name: name of that hook
 */
struct hook_slot {
	struct task_struct *task;
	const struct slot *slot;
	enum hook_side side;
	const char *name;
};

void broker_hook_wait(struct consumer *consumer);
void broker_hook_begin(struct consumer *consumer);
void broker_hook_end(struct consumer *consumer);
void broker_hook_call(const struct slot *slot, enum hook_side side, const char *name);
void broker_hook_returned(const struct slot *slot);
bool broker_hook_name_waited(const struct consumer *consumer);

#endif
