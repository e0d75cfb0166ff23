/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The parts of a consumer with BROKER_EVERY.
 */
#ifndef _BROKER_ENGINE_PARTS_H
#define _BROKER_ENGINE_PARTS_H

#include "objects/slot.h"

struct consumer *broker_consumer_new(unsigned int ops, work_func_t settle, gfp_t gfp);
void broker_consumer_discard(struct consumer *consumer);
bool broker_part_drop(struct consumer *part);
void broker_parts_exit(void);

#endif
