/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LATE_H
#define _LATE_H

#include <linux/broker/interface.h>

#define LATE_OPS(OP)							\
	OP(0, atomic, int, beat, (void))
BROKER_INTERFACE(late, 1, LATE_OPS);

#endif
