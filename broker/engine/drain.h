/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Calls and callbacks inside links that were revoked are waited for.
 */
#ifndef _BROKER_ENGINE_DRAIN_H
#define _BROKER_ENGINE_DRAIN_H

#include "objects/slot.h"

void broker_slot_drain(struct slot *slot);
void broker_slot_retire(struct slot *slot);
void broker_slot_advance(struct slot *slot);
void broker_slot_give_back(struct slot *slot);
void broker_slot_withdraw(struct slot *slot);
bool broker_slot_name_waited(const struct slot *slot, const struct client *waiting);
void broker_drain_hurry(void);
int broker_drain_init(void);
void broker_drain_exit(void);

#endif
