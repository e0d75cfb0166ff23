/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Which module keeps which from being unloaded.
 */
#ifndef _BROKER_OBJECTS_PIN_H
#define _BROKER_OBJECTS_PIN_H

#include "objects/client.h"

struct pin {
	struct list_head node;		/* in &client.pins of the consumer */
	struct client *consumer;
	struct client *provider;
	unsigned int holds;
	bool linked;			/* we made the link in sysfs, not the loader */
};

void broker_pins_link(struct client *consumer);
struct pin *broker_pin_find(const struct client *consumer, const struct module *provider);
struct pin *broker_pin_get(struct client *consumer, struct client *provider, struct pin **spare);
void broker_pin_put(struct pin *pin);
int broker_pin_closes_cycle(struct module *consumer, struct module *provider);

#endif
