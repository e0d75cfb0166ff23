// SPDX-License-Identifier: GPL-2.0-only
/* One more operation at the end. */
#define SHAPE_MORE(OP)							\
	OP(1, atomic | optional, int, area, (const struct shape *shape))
#include "provider.h"
