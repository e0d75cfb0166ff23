/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What all objects have in common. Every field of an object is protected by
 * broker_mutex, except for those that never change once the object is made.
 *
 *	client ──provides──> provider ──of──> interface
 *	client ──has──> hold ──on──> provider
 *	client ──pin──> client		all holds of one module on another
 *	client ──has──> consumer ──slot──> provider
 */
#ifndef _BROKER_OBJECTS_OBJECT_H
#define _BROKER_OBJECTS_OBJECT_H

#include <linux/list.h>
#include <linux/lockdep.h>
#include <linux/mutex.h>
#include <linux/types.h>
#include <linux/wait.h>

/* Taken under the module notifier's rwsem; kernfs's locks are taken under it. */
extern struct mutex broker_mutex;
/* Woken after every change that a task could be waiting for. */
extern wait_queue_head_t broker_wait;
#define REMIND_EVERY	(10 * HZ)	/* until the next line about what is waited for */

/**
 * struct object - part of every object that tools are shown
 * @node: in the list of all of its kind, in the order of ids
 * @id: never used twice
 * @since: when it was added, in ns of ktime_get_ns()
 */
struct object {
	struct list_head node;
	u64 id;
	u64 since;
};

u64 broker_objects_generation(void);
u64 broker_objects_last_id(void);
void broker_objects_changed(void);
bool broker_objects_have_changed(u64 seen);
void broker_object_add(struct object *object, struct list_head *all);
void broker_object_del(struct object *object);
struct object *broker_object_find(const struct list_head *all, u64 id);

#endif
