/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * An interface that became two-way by its first minor.
 */
#ifndef _ELDER_H
#define _ELDER_H

#include <linux/broker/interface.h>

#define ELDER_OPS(OP)							\
	OP(0, atomic, int, greet, (u32 years))
#ifdef ELDER_ONE_WAY
BROKER_INTERFACE(elder, 1, ELDER_OPS);
#else
#define ELDER_CALLBACKS(CALLBACK)					\
	CALLBACK(1, atomic, int, greeted, (void *user, u32 years))	\
	CALLBACK(1, atomic | optional, int, missed, (void *user))
BROKER_INTERFACE_TWO_WAY(elder, 1, ELDER_OPS, ELDER_CALLBACKS);
#endif

#endif
