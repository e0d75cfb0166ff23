/* SPDX-License-Identifier: GPL-2.0-only */
#include <linux/broker/interface.h>

#define OLD_OPS(OP)							\
	OP(0, atomic, int, beat, (void))
BROKER_INTERFACE(old, 1, OLD_OPS);
