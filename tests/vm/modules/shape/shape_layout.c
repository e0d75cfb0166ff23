// SPDX-License-Identifier: GPL-2.0-only
/* The same interface, written in another style. */
#define SHAPE_SCALE(OP)							\
	OP(0, atomic, int, scale, (struct shape * shape,u32 width /* mm */,\
				    u32   height))
#include "provider.h"
