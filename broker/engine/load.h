/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Providers that modprobe(8) is to load.
 */
#ifndef _BROKER_ENGINE_LOAD_H
#define _BROKER_ENGINE_LOAD_H

#include "handshake/handshake.h"

/* As long as the loader waits for a module that exports a symbol. */
#define PENDING_TIMEOUT		(30 * HZ)
#define LOAD_PAUSE		2000	/* ms, after a try for which the kernel had no room */

int broker_provider_load(const struct broker_identity *id, bool wait);
void broker_loads_exit(void);

#endif
