/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What an administrator may change by hand.
 */
#ifndef _BROKER_VERBS_STEER_H
#define _BROKER_VERBS_STEER_H

#include <linux/types.h>

int broker_provider_prefer(u64 id);
int broker_provider_serve_nobody(u64 id);
int broker_consumer_detach(u64 id);
int broker_consumer_attach(u64 id);

#endif
