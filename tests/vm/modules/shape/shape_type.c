// SPDX-License-Identifier: GPL-2.0-only
/* A parameter is wider. */
#define SHAPE_SCALE(OP)							\
	OP(0, atomic, int, scale, (struct shape *shape, u32 width, u64 height))
#include "provider.h"
