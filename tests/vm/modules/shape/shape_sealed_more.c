// SPDX-License-Identifier: GPL-2.0-only
/* The sealed struct has one more field. */
#define SHAPE_POINT_FIELDS(FIELD)					\
	FIELD(0, u32, x)						\
	FIELD(0, u32, y)						\
	FIELD(0, u32, z)
#include "provider.h"
