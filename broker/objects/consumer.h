/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Registered revocable consumers.
 */
#ifndef _BROKER_OBJECTS_CONSUMER_H
#define _BROKER_OBJECTS_CONSUMER_H

#include <linux/refcount.h>
#include <linux/workqueue.h>
#include <linux/xarray.h>
#include <linux/broker/consumer.h>
#include "objects/call_map.h"
#include "objects/client.h"
#include "objects/hook.h"
#include "objects/interface.h"

struct provider;
struct slot;

extern struct list_head broker_consumers;

enum consumer_state {
	CONSUMER_PENDING,	/* its module's init is running */
	CONSUMER_LIVE,
	CONSUMER_DYING,		/* being unregistered */
	CONSUMER_DEAD,		/* its module is withdrawn, or it is a part that was dropped */
};

/**
 * struct consumer - a registered revocable consumer, or its part for an instance
 * @node: in the table of consumers, by @key; unused in a part
 * @interface_node: in &interface.consumers, until it is withdrawn
 * @client_node: in &client.consumers
 * @object: shown to tools, until the consumer is removed
 * @refs: counts the registration, parts, queued work and slots in use
 * @whole: the consumer that was registered; itself in that one
 * @parts: the consumers that are retired with it: itself and, with BROKER_EVERY, a part
 *	for each instance with a name
 * @part_node: in the @parts of the whole
 * @parts_work: makes parts, also while hooks of the whole run
 * @seen: id of the latest instance that was considered for a part
 * @latest: that part, or NULL if it was dropped
 * @running: number of work items of its parts that are queued or running
 * @backlog: parts whose work items are to be queued once others have ended
 * @backlog_node: in the @backlog of the whole
 * @instance: name of the instance, or empty
 * @interface: what it consumes; NULL once it is withdrawn
 * @client: the client it belongs to; NULL once it is removed
 * @name: of the module, which may already be unloaded
 * @key: the client's descriptor; its link is written until the module is unloaded
 * @desc: copy of the descriptor
 * @id: identity of the contract
 * @state: see enum consumer_state
 * @hook: the right to run hooks for its links
 * @hooks: lockdep map, held while a hook runs
 * @work: the work item that settles it
 * @queued: when it was queued last, in jiffies
 * @slots: its two links
 * @maps: lockdep maps of the calls and callbacks through each of the two links
 * @current_slot: the slot of the published link, or NULL
 * @undrained: number of its links that were revoked and may have calls or callbacks inside
 * @detached: it is to stay without a link; set by an administrator
 * @refused: the largest id of the providers whose refusal was reported since the last link
 * @may_load: modprobe(8) is to be run for it if no provider agrees
 * @passed: providers for which an attach hook returned -ENODEV, by id; see
 *	broker_consumer_pass()
 * @recalled: forgetting such answers was requested since the present attach was begun
 * @padded: room for a copy of the table, for each slot
 */
struct consumer {
	struct hlist_node node;
	struct list_head interface_node;
	struct list_head client_node;
	struct object object;
	refcount_t refs;
	struct consumer *whole;
	struct list_head parts;
	struct list_head part_node;
	struct work_struct parts_work;
	u64 seen;
	struct consumer *latest;
	unsigned int running;
	struct list_head backlog;
	struct list_head backlog_node;
	char instance[BROKER_INSTANCE_MAX + 1];
	struct interface *interface;
	struct client *client;
	char name[MODULE_NAME_LEN];
	struct broker_consumer *key;
	struct broker_consumer desc;
	struct broker_identity id;
	enum consumer_state state;
	struct hook_slot hook;
	struct call_map hooks;
	struct work_struct work;
	unsigned long queued;
	struct slot *slots[2];
	struct call_maps maps[2];
	struct slot *current_slot;
	unsigned int undrained;
	bool detached;
	u64 refused;
	bool may_load;
	struct xarray passed;
	bool recalled;
	const void *padded[];
};

struct consumer *broker_consumer_alloc(unsigned int ops, gfp_t gfp);
void broker_consumer_ref(struct consumer *consumer);
void broker_consumer_unref(struct consumer *consumer);
bool broker_consumer_has_passed(const struct consumer *consumer, const struct provider *provider);
void broker_consumer_pass(struct consumer *consumer, const struct provider *provider);
void broker_consumers_recall(struct interface *interface, const struct provider *provider);
void broker_consumer_recall(struct consumer *consumer);
bool broker_consumer_keeps(const struct consumer *consumer);
bool broker_consumer_is_withdrawn(const struct consumer *consumer);
bool broker_consumer_wants_all(const struct consumer *consumer);
bool broker_consumer_is_part(const struct consumer *consumer);
void broker_consumer_part(struct consumer *part, struct consumer *whole);
void broker_consumer_separate(struct consumer *consumer);
void broker_consumer_passed(struct consumer *part);
struct consumer *broker_consumer_find(const struct broker_consumer *key);
void broker_consumer_publish(struct consumer *consumer, struct interface *interface);
void broker_consumer_remove(struct consumer *consumer);

#endif
