/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Waiting until links have gone.
 */
#ifndef _BROKER_ENGINE_RETIRE_H
#define _BROKER_ENGINE_RETIRE_H

#include "objects/slot.h"

void broker_links_retire(struct provider *provider);
void broker_links_wait(struct provider *provider);
void broker_consumer_retire(struct consumer *consumer);
void broker_consumer_retire_left(struct consumer *consumer);
bool broker_consumer_is_busy(const struct consumer *consumer);
void broker_consumer_wait(struct consumer *consumer);
bool broker_provider_is_unused(const struct provider *provider);
void broker_provider_drain(struct provider *provider);

#endif
