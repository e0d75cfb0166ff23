// SPDX-License-Identifier: GPL-2.0-only
/*
 * What all objects have in common: the mutex, the ids, and the order in which tools see
 * them. Ids are drawn from one counter and never used twice, so a reader that stops in
 * the middle of a list goes on after the last id it has seen, whichever objects were
 * removed meanwhile.
 *
 * Lock order: the module notifier's rwsem, taken by the caller of verbs/modules.c;
 * broker_mutex, which protects every object of this folder, or refusals_mutex; under
 * both the mutex of warn.c and the locks that faces/event.c needs to send, and under
 * broker_mutex those of kernfs. Netlink takes broker_mutex under locks of its own that
 * no sender needs. Under broker_mutex there is no call of a client's hook, no wait, no
 * grace period and no request_module(). Memory is allocated without I/O: the I/O may be
 * that of a client's device, wait for a provider, and so for the mutex.
 */
#include <linux/ktime.h>

#include "objects/object.h"

/* Protects every object of this folder. */
DEFINE_MUTEX(broker_mutex);
DECLARE_WAIT_QUEUE_HEAD(broker_wait);

static u64 last_id;
static u64 generation;

/**
 * broker_objects_generation() - count the changes to anything that tools are shown
 *
 * Return: a number; if it is the same before and after, nothing has changed.
 */
u64 broker_objects_generation(void)
{
	lockdep_assert_held(&broker_mutex);
	return generation;
}

/* The id of the latest object: objects that are added later have larger ids. */
u64 broker_objects_last_id(void)
{
	lockdep_assert_held(&broker_mutex);
	return last_id;
}

/* A state has changed that tools are shown, or that a task could be waiting for. */
void broker_objects_changed(void)
{
	lockdep_assert_held(&broker_mutex);
	WRITE_ONCE(generation, generation + 1);
}

/* For tasks that wait without the mutex. */
bool broker_objects_have_changed(u64 seen)
{
	return READ_ONCE(generation) != seen;
}

/**
 * broker_object_add() - give an object an id and show it
 * @object: the object
 * @all: the list of all of its kind
 */
void broker_object_add(struct object *object, struct list_head *all)
{
	object->id = ++last_id;
	object->since = ktime_get_ns();
	list_add_tail(&object->node, all);
	broker_objects_changed();
}

void broker_object_del(struct object *object)
{
	list_del(&object->node);
	broker_objects_changed();
}

/* Returns the object with that id, or NULL. */
struct object *broker_object_find(const struct list_head *all, u64 id)
{
	struct object *object;

	lockdep_assert_held(&broker_mutex);
	list_for_each_entry(object, all, node)
		if (object->id == id)
			return object;
	return NULL;
}
