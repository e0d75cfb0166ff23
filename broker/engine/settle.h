/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Settling a consumer: choosing its provider, and attaching it.
 */
#ifndef _BROKER_ENGINE_SETTLE_H
#define _BROKER_ENGINE_SETTLE_H

#include "objects/slot.h"

void broker_consumers_move(struct provider *provider);
void broker_consumer_settle(struct work_struct *work);

#endif
