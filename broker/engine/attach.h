/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Making a link.
 */
#ifndef _BROKER_ENGINE_ATTACH_H
#define _BROKER_ENGINE_ATTACH_H

#include "objects/slot.h"

bool broker_link_make(struct consumer *consumer, struct provider *provider, struct slot *slot);

#endif
