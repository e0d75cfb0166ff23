// SPDX-License-Identifier: GPL-2.0-only
/* A consumer of the next major. */
#define SHAPE_MAJOR 2
#define SHAPE_SCALE(OP)							\
	OP(0, atomic, int, stretch, (struct shape *shape))		\
	OP(0, atomic, int, scale, (struct shape *shape, u32 width, u32 height))
#include "consumer.h"
