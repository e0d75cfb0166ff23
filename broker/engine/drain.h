/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Calls inside links that were switched away are waited for.
 */
#ifndef _BROKER_ENGINE_DRAIN_H
#define _BROKER_ENGINE_DRAIN_H

#include "objects/slot.h"

void broker_slot_drain(struct slot *slot);
void broker_slot_retire(struct slot *slot);
void broker_slot_drain_untold(struct slot *slot);
void broker_drain_wait(const unsigned int *undrained, const struct provider *provider,
		       const struct consumer *consumer);
int broker_drain_init(void);
void broker_drain_exit(void);

#endif
