/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Slots: the memory that links are in.
 */
#ifndef _BROKER_OBJECTS_SLOT_H
#define _BROKER_OBJECTS_SLOT_H

#include <linux/broker/link.h>
#include "objects/consumer.h"
#include "objects/provider.h"

/*
 * In the order of a link's life, which engine/link.c describes as a whole. A step that
 * calls a hook is due in one state; while the hook runs the link is in the next one.
 */
enum slot_state {
	SLOT_FREE,
	SLOT_PARKED,		/* requests of its previous link have not ended */
	SLOT_ATTACHING,		/* the attach hooks run, no other client code knows the link */
	SLOT_CURRENT,		/* published */
	SLOT_RETIRED,		/* calls are revoked; consumer.leaving is due */
	SLOT_LEAVING,
	SLOT_DRAINING,		/* calls may be inside, and callbacks if one side is withdrawn */
	SLOT_QUIET,		/* no call is inside; consumer.stop is due */
	SLOT_STOPPING,
	SLOT_PEER_RETIRED,	/* callbacks are also revoked; provider.leaving is due */
	SLOT_PEER_LEAVING,
	SLOT_PEER_DRAINING,	/* callbacks may be inside */
	SLOT_DRAINED,		/* no call is inside either end; consumer.detach is due */
	SLOT_DETACHING,
	SLOT_DETACHED,		/* provider.detach is due */
	SLOT_RELEASING,
};

/* The ends of a link, as bits. */
enum end {
	END_CALLS	= 1,		/* the consumer's: calls to the provider */
	END_CALLBACKS	= 2,		/* the provider's: calls back */
};

/* The requests of each end, also as bits, for sums. */
#define END_REQUESTS(ends)	((ends) << 2)
#define END_ALL_REQUESTS	END_REQUESTS(END_CALLS | END_CALLBACKS)

/*
 * The counters of a link on one CPU, in one piece, in the order of the bits; the
 * structs of the ends point to them.
 */
struct link_counters {
	struct broker_calls calls;
	struct broker_calls callbacks;
	struct broker_calls requests;
	struct broker_calls peer_requests;
};

/**
 * struct slot - room for one link
 * @link: the consumer's end; first, as its memory outlives its use
 * @peer: the provider's end; its memory also outlives its use
 * @counters: of both ends
 * @node: in the pool, or in the list of links that are drained
 * @provider_node: in &provider.slots
 * @consumer: the consumer that has the slot; NULL in the pool
 * @provider: the provider that the link leads to; NULL while the slot is free, or if the
 *	provider is withdrawn and no call is inside
 * @state: see enum slot_state
 * @open: ends in which calls may be inside, see enum end
 * @closed: ends that are revoked; calls may still be inside those that are also in @open
 * @stopped: consumer.stop was called, or is not to be called
 * @since: when the link was begun, in ns of ktime_get_ns()
 * @tried: an attempt was made to move the consumer away from the leaving provider
 * @left_to_work: the consumer's work item is to retire it
 * @unsynced: its calls and hooks are to be reported to lockdep as waited for
 * @quiet: no call seemed to be inside when the drain last looked
 * @hurried: a task that waits has hurried the drain
 * @left: sum of &broker_calls.left of the ends that are drained, at that look
 * @before: calls through earlier links in this slot
 * @before_back: callbacks through earlier links in this slot
 * @parked: the consumer that had it when it was parked, referenced
 * @padded: copy of the consumer's callbacks, if the provider's contract has more; freed with
 *	the link
 */
struct slot {
	struct broker_link link;
	struct broker_peer peer;
	struct link_counters __percpu *counters;
	struct list_head node;
	struct list_head provider_node;
	struct consumer *consumer;
	struct provider *provider;
	enum slot_state state;
	u8 open;
	u8 closed;
	bool stopped;
	u64 since;
	bool tried;
	bool left_to_work;
	bool unsynced;
	bool quiet;
	bool hurried;
	unsigned long left;
	unsigned long before;
	unsigned long before_back;
	struct consumer *parked;
	const void **padded;
};

void broker_slot_put(struct slot *slot);
void broker_slots_put(struct consumer *consumer);
bool broker_consumer_is_idle(const struct consumer *consumer);
struct slot *broker_slot_get(struct consumer *consumer, struct call_maps *maps, gfp_t gfp);
unsigned long broker_slot_entered(const struct slot *slot, unsigned int ends);
unsigned long broker_slot_left(const struct slot *slot, unsigned int ends);
unsigned long broker_slot_inside(const struct slot *slot, unsigned int ends);
bool broker_slot_is_usable(struct slot *slot);
void broker_slot_calls(const struct slot *slot, unsigned long *entered, unsigned long *left);
void broker_slot_callbacks(const struct slot *slot, unsigned long *entered, unsigned long *left);
bool broker_slot_is_two_way(const struct slot *slot);
bool broker_slot_is_told(const struct slot *slot);
void broker_slot_set(struct slot *slot, enum slot_state state);
int broker_slot_begin(struct slot *slot, struct provider *provider, const void *ops);
void broker_slot_open(struct slot *slot, unsigned int ends);
void broker_slot_close(struct slot *slot, unsigned int ends);
void broker_slot_abandon(struct slot *slot);
void broker_slot_end(struct slot *slot);
void broker_slot_passed(struct slot *slot);
void broker_slots_exit(void);

#endif
