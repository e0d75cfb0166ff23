// SPDX-License-Identifier: GPL-2.0-only
/*
 * What all objects have in common: the mutex, the ids, and the order in which
 * tools see them. Ids are drawn from one counter and never used twice, so a reader
 * that stops in the middle of a list goes on after the last id it has seen, whatever
 * has gone meanwhile.
 *
 * Locks: the module notifier's rwsem, taken by the caller of verbs/modules.c;
 * broker_mutex, around every object of this folder; under it those of kernfs,
 * refusals_mutex, and under all of them what faces/event.c needs to send. Netlink takes
 * broker_mutex under locks of its own that no sender needs. Under broker_mutex no
 * hook of a client, no wait, no grace period, no request_module(); and memory is
 * allocated without I/O, which may be that of a client's device, wait for a provider,
 * and so for the mutex.
 */
#include <linux/ktime.h>

#include "objects/object.h"

/* Around every object of this folder. */
DEFINE_MUTEX(broker_mutex);
DECLARE_WAIT_QUEUE_HEAD(broker_wait);

static u64 last_id;
static u64 generation;

/**
 * broker_objects_generation() - how often anything that tools are shown has changed
 *
 * Return: a number; the same before and after means that nothing has.
 */
u64 broker_objects_generation(void)
{
	lockdep_assert_held(&broker_mutex);
	return generation;
}

/* Of the latest object: those that come have larger ones. */
u64 broker_objects_last_id(void)
{
	lockdep_assert_held(&broker_mutex);
	return last_id;
}

/* A state has changed that tools are shown, or that somebody could be waiting for. */
void broker_objects_changed(void)
{
	lockdep_assert_held(&broker_mutex);
	WRITE_ONCE(generation, generation + 1);
}

/* For those who wait without the mutex. */
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

/* The one with that id, or NULL. */
struct object *broker_object_find(const struct list_head *all, u64 id)
{
	struct object *object;

	lockdep_assert_held(&broker_mutex);
	list_for_each_entry(object, all, node)
		if (object->id == id)
			return object;
	return NULL;
}
