/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Reporting to lockdep what is about to be waited for.
 */
#ifndef _BROKER_ENGINE_SYNC_H
#define _BROKER_ENGINE_SYNC_H

struct consumer;
struct provider;

void broker_links_sync(struct provider *provider);
void broker_consumer_sync(struct consumer *consumer);

#endif
