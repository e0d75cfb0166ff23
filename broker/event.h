/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Events are told upwards, through this header only, to those that listen. With
 * broker_mutex held, but for refusals. @cmd is a notification of <uapi/linux/broker.h>.
 */
#ifndef _BROKER_EVENT_H
#define _BROKER_EVENT_H

#include <linux/types.h>
#include <uapi/linux/broker.h>

struct consumer;
struct hold;
struct provider;
struct refusal;
struct slot;

void broker_event_provider(u8 cmd, const struct provider *provider);
void broker_event_consumer(u8 cmd, const struct consumer *consumer, const struct slot *slot);
void broker_event_hold(u8 cmd, const struct hold *hold);
/* A hook is called, or @returned; it is the one in &consumer.hook. */
void broker_event_hook(const struct slot *slot, bool returned);
void broker_event_refusal(const struct refusal *refusal);

#endif
