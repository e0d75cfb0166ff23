// SPDX-License-Identifier: GPL-2.0-only
/* An operation was inserted in the middle. */
#define SHAPE_SCALE(OP)							\
	OP(0, sleep, int, turn, (struct shape *shape, u32 angle))	\
	OP(0, atomic, int, scale, (struct shape *shape, u32 width, u32 height))
#include "provider.h"
