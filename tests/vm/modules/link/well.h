/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * An object that is opened on a provider and must never reach another one.
 */
#ifndef _WELL_H
#define _WELL_H

#include <linux/broker/interface.h>

struct bucket;

#ifndef WELL_MORE
#define WELL_MORE(OP)
#endif

#ifndef WELL_DRAW
#define WELL_DRAW(OP)							\
	OP(0, atomic, int, draw, (struct bucket *bucket))
#endif

#define WELL_OPS(OP)							\
	OP(0, sleep, int, open, (struct bucket **bucket))		\
	OP(0, sleep, void, close, (struct bucket *bucket))		\
	WELL_DRAW(OP)							\
	OP(0, sleep, int, rest, (struct bucket *bucket, u32 ms))	\
	OP(0, sleep, int, leave, (struct bucket *bucket))		\
	WELL_MORE(OP)
BROKER_INTERFACE(well, 1, WELL_OPS);

#endif
