// SPDX-License-Identifier: GPL-2.0-only
/* An operation may sleep that could not before. */
#define SHAPE_SCALE(OP)							\
	OP(0, sleep, int, scale, (struct shape *shape, u32 width, u32 height))
#include "provider.h"
