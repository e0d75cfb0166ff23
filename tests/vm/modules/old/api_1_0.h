/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The descriptors of the first API, frozen: a module compiled with it
 * passes them to every later broker. Never changed.
 */
#ifndef _API_1_0_H
#define _API_1_0_H

#include <linux/broker/interface.h>

struct broker_provider {
	u32 size;
	s16 priority;
	u16 flags;
	const struct broker_contract *contract;
	const void *table;
	struct module *owner;
};

struct broker_request {
	u32 size;
	u16 min_minor;
	u16 flags;
	const struct broker_contract *contract;
	const void *fallback;
	struct module *owner;
};

#endif
