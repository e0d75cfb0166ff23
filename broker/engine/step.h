/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The steps that retire a link.
 */
#ifndef _BROKER_ENGINE_STEP_H
#define _BROKER_ENGINE_STEP_H

#include "objects/slot.h"

void broker_link_release(struct slot *slot);
bool broker_step_is_due(const struct slot *slot);
void broker_step_take(struct slot *slot, struct consumer *consumer);

#endif
