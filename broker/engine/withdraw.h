/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Providers that are not called any more.
 */
#ifndef _BROKER_ENGINE_WITHDRAW_H
#define _BROKER_ENGINE_WITHDRAW_H

#include "objects/provider.h"

void broker_links_abandon(struct provider *provider);
bool broker_provider_forsake(struct provider *provider);

#endif
