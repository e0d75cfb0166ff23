// SPDX-License-Identifier: GPL-2.0-only
/*
 * What tools are shown, in the order in which it came. Ids are drawn from one
 * counter and never used twice, so a reader that stops in the middle of a list
 * goes on after the last id it has seen, whatever has gone meanwhile.
 */
#include <linux/ktime.h>

#include "internal.h"

static u64 last_id;
static u64 generation;

/**
 * objects_generation() - how often anything that tools are shown has changed
 *
 * Return: a number; the same before and after means that nothing has.
 */
u64 objects_generation(void)
{
	lockdep_assert_held(&broker_mutex);
	return generation;
}

/* A state has changed that tools are shown. */
void objects_changed(void)
{
	lockdep_assert_held(&broker_mutex);
	generation++;
}

/**
 * object_add() - give an object an id and show it
 * @object: the object
 * @all: the list of all of its kind
 */
void object_add(struct object *object, struct list_head *all)
{
	object->id = ++last_id;
	object->since = ktime_get_ns();
	list_add_tail(&object->node, all);
	objects_changed();
}

void object_del(struct object *object)
{
	list_del(&object->node);
	objects_changed();
}

/* The one with that id, or NULL. */
struct object *object_find(const struct list_head *all, u64 id)
{
	struct object *object;

	lockdep_assert_held(&broker_mutex);
	list_for_each_entry(object, all, node)
		if (object->id == id)
			return object;
	return NULL;
}
