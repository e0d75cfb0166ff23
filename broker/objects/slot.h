/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Slots: the memory that links are in.
 */
#ifndef _BROKER_OBJECTS_SLOT_H
#define _BROKER_OBJECTS_SLOT_H

#include <linux/broker/link.h>
#include "objects/consumer.h"
#include "objects/provider.h"

enum slot_state {
	SLOT_FREE,
	SLOT_ATTACHING,		/* attach is running, nobody else knows the link */
	SLOT_CURRENT,		/* published */
	SLOT_RETIRED,		/* switched away; leaving is to be called */
	SLOT_LEAVING,		/* leaving is running */
	SLOT_DRAINING,		/* calls may be inside */
	SLOT_DRAINED,		/* nobody is inside any more */
	SLOT_DETACHING,		/* detach is running */
};

/**
 * struct slot - room for one link
 * @link: what the client sees; first, as its memory outlives its use
 * @node: in the pool, or among those that are drained
 * @provider_node: in &provider.slots
 * @consumer: whose slot it is; NULL in the pool
 * @provider: to whom; NULL while it is free, or if the provider is withdrawn and
 *	nobody is inside
 * @state: see enum slot_state
 * @since: when the link was begun, in ns of ktime_get_ns()
 * @tried: it was tried to move the consumer away from the leaving provider
 * @left_to_work: the consumer's work item is to retire it
 * @unsynced: lockdep is to be told that its calls are waited for
 * @quiet: nobody seemed to be inside when the drain last looked
 * @left: sum of &broker_calls.left then
 * @before: calls through the links it was before
 */
struct slot {
	struct broker_link link;
	struct list_head node;
	struct list_head provider_node;
	struct consumer *consumer;
	struct provider *provider;
	enum slot_state state;
	u64 since;
	bool tried;
	bool left_to_work;
	bool unsynced;
	bool quiet;
	unsigned long left;
	unsigned long before;
};

void broker_slot_put(struct slot *slot);
void broker_slots_put(struct consumer *consumer);
struct slot *broker_slot_get(struct consumer *consumer, struct call_map *map);
unsigned long broker_slot_entered(const struct slot *slot);
unsigned long broker_slot_left(const struct slot *slot);
void broker_slot_calls(const struct slot *slot, unsigned long *entered, unsigned long *left);
void broker_slot_set(struct slot *slot, enum slot_state state);
void broker_slot_begin(struct slot *slot, struct provider *provider, const void *ops);
void broker_slot_abandon(struct slot *slot);
void broker_slot_end(struct slot *slot);
void broker_slot_passed(struct slot *slot);
void broker_slots_exit(void);

#endif
