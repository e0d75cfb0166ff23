/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The pointer that callers follow.
 */
#ifndef _BROKER_ENGINE_LINK_H
#define _BROKER_ENGINE_LINK_H

#include "objects/slot.h"

struct slot *broker_link_publish(struct consumer *consumer, struct slot *slot);
void broker_link_replaced(struct slot *old);
void broker_link_revoke(struct consumer *consumer);
void broker_link_give_up(struct consumer *consumer);
void broker_provider_revoke(struct provider *provider);
void broker_provider_give_up(struct provider *provider);
void broker_consumer_withdraw(struct consumer *consumer, enum consumer_state state);

#endif
