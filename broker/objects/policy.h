/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Which modules may bind, beyond what the module loader allows.
 */
#ifndef _BROKER_OBJECTS_POLICY_H
#define _BROKER_OBJECTS_POLICY_H

#include <linux/broker/provider.h>
#include "handshake/handshake.h"

bool broker_policy_is_signed(const struct module *module);
enum broker_verdict broker_policy_check_module(const struct module *module,
					       struct broker_reason *reason);
enum broker_verdict broker_policy_check_consumer(const struct broker_provider *provider,
						 const struct module *module,
						 struct broker_reason *reason);

#endif
