/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The right to run a callback of a consumer.
 */
#ifndef _BROKER_OBJECTS_CALLBACK_H
#define _BROKER_OBJECTS_CALLBACK_H

struct consumer;

void broker_callback_wait(struct consumer *consumer);
void broker_callback_begin(struct consumer *consumer);
void broker_callback_end(struct consumer *consumer);

#endif
