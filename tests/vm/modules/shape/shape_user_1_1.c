// SPDX-License-Identifier: GPL-2.0-only
/* Was compiled with 1.1, also works with 1.0. */
#define SHAPE_HAS_AREA
#define SHAPE_MORE(OP)							\
	OP(1, atomic | optional, int, area, (const struct shape *shape))
#include "consumer.h"
