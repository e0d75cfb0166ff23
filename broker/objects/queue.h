/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The queue of the consumers' work items.
 */
#ifndef _BROKER_OBJECTS_QUEUE_H
#define _BROKER_OBJECTS_QUEUE_H

struct consumer;
struct interface;

void broker_consumer_queue(struct consumer *consumer);
void broker_parts_queue(struct consumer *whole);
void broker_consumer_settled(struct consumer *consumer);
int broker_queue_init(void);
void broker_queue_exit(void);
void broker_consumers_kick(struct interface *interface);
void broker_consumers_kick_every(struct interface *unnamed);
void broker_consumers_kick_unattached(struct interface *interface);

#endif
