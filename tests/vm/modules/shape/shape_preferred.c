// SPDX-License-Identifier: GPL-2.0-only
/* A provider that is preferred to the others, and identified by another number. */
#define SHAPE_PRIORITY 10
#define SHAPE_SCALE(OP)							\
	OP(0, atomic, int, scale, (struct shape *shape, u32 width, u32 height))
#define SHAPE_MORE(OP)							\
	OP(1, atomic | optional, int, area, (const struct shape *shape))
#include "provider.h"
