/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Holds: the handles of pinned consumers.
 */
#ifndef _BROKER_OBJECTS_HOLD_H
#define _BROKER_OBJECTS_HOLD_H

#include "objects/pin.h"
#include "objects/provider.h"

extern struct list_head broker_holds;

/**
 * struct hold - a handle that was not put yet
 * @node: in the table of holds, by handle
 * @object: shown to tools; its id is the handle
 * @provider: the provider of the table
 * @pin: the pin that counts it, of the consumer on the provider
 * @minor: of the consumer's contract
 * @min_minor: the oldest minor that the consumer can work with
 * @client_node: in &client.holds
 * @provider_node: in &provider.holds
 * @padded: a copy of the table, if the provider's own will not do
 */
struct hold {
	struct hlist_node node;
	struct object object;
	struct provider *provider;
	struct pin *pin;
	unsigned int minor;
	unsigned int min_minor;
	struct list_head client_node;
	struct list_head provider_node;
	const void *padded[];
};

struct hold *broker_hold_find(unsigned long handle);
unsigned long broker_hold_publish(struct hold *hold, struct provider *provider);
void broker_hold_release(struct hold *hold);

#endif
