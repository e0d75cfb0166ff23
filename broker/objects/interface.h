/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What is provided and consumed, by name.
 */
#ifndef _BROKER_OBJECTS_INTERFACE_H
#define _BROKER_OBJECTS_INTERFACE_H

#include <linux/rhashtable-types.h>
#include "handshake/handshake.h"
#include "objects/object.h"

struct provider;

extern struct list_head broker_interfaces;

struct interface {
	struct rhash_head node;
	struct object object;
	char name[BROKER_NAME_MAX + 1];		/* the key */
	struct list_head providers;		/* the best first */
	struct list_head consumers;		/* the revocable ones */
	struct rcu_head rcu;
};

struct interface *broker_interface_find(const struct broker_identity *id);
bool broker_interface_knows(const struct broker_contract *contract, struct broker_identity *id,
			    struct provider **same);
void broker_interface_put(struct interface *interface);
struct interface *broker_interface_get(const struct broker_identity *id, struct interface **spare);
int broker_interfaces_init(void);
void broker_interfaces_exit(void);

#endif
