/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Interfaces and their instances, by name.
 */
#ifndef _BROKER_OBJECTS_INTERFACE_H
#define _BROKER_OBJECTS_INTERFACE_H

#include <linux/rhashtable-types.h>
#include <linux/broker/link.h>
#include "handshake/handshake.h"
#include "objects/object.h"

struct provider;

extern struct list_head broker_interfaces;

/**
 * struct interface - an instance of an interface, for which providers compete
 * @node: in the table, by @name and @instance
 * @object: shown to tools, in the instance without a name; in the others it has an id, and is
 *	in @instances of the one without a name
 * @name: of the interface
 * @instance: its name; empty for the one without a name, which exists as long as any other
 * @unnamed: the instance without a name; itself in that one
 * @instances: in the instance without a name: the others, in the order of their ids
 * @providers: its providers, the best first
 * @consumers: its revocable consumers; of one with BROKER_EVERY, the whole or the part that is
 *	for this instance
 * @rcu: to free it
 */
struct interface {
	struct rhash_head node;
	struct object object;
	char name[BROKER_NAME_MAX + 1];
	char instance[BROKER_INSTANCE_MAX + 1];
	struct interface *unnamed;
	struct list_head instances;
	struct list_head providers;
	struct list_head consumers;
	struct rcu_head rcu;
};

struct interface *broker_interface_alloc(void);
struct interface *broker_interface_find(const struct broker_identity *id, const char *instance);
bool broker_interface_knows(const struct broker_contract *contract, struct broker_identity *id,
			    struct provider **same);
void broker_interface_renew(struct interface *interface);
void broker_interface_put(struct interface *interface);
struct interface *broker_interface_get(const struct broker_identity *id, const char *instance,
				       struct interface *spares[2]);
int broker_interfaces_init(void);
void broker_interfaces_exit(void);

#endif
