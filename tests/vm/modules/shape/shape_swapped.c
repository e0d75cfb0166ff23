// SPDX-License-Identifier: GPL-2.0-only
/* Two parameters of the same type have changed places. */
#define SHAPE_SCALE(OP)							\
	OP(0, atomic, int, scale, (struct shape *shape, u32 height, u32 width))
#include "provider.h"
