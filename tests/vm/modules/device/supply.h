/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A supply for another device, like a regulator. There is one.
 */
#ifndef _SUPPLY_H
#define _SUPPLY_H

#include <linux/types.h>
#include <linux/broker/interface.h>

struct device;

/* set() returns -ESHUTDOWN while the supply is suspended. */
#define SUPPLY_OPS(OP)							\
	OP(0, sleep, int, set, (bool on))				\
	OP(0, sleep, struct device *, device, (void))
BROKER_INTERFACE(supply, 1, SUPPLY_OPS);

#endif
